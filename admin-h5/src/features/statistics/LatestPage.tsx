import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import { firstDayOf, lastDayOf } from "@app/contract/kernel/time";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import type { LatestFigures } from "@app/contract/statistics/visitFigures.schema";
import { read } from "../../platform/api";
import { today } from "../../platform/clock";
import { useMay } from "../../platform/currentUser";
import { bookingsPath, checkInsPath, PATHS, statisticsPath } from "../../platform/paths";
import { yearRange } from "../../ui/dateRange";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { figureText } from "../../ui/figures";
import { LiveStamp } from "../../ui/LiveStamp";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { MonthlyTable } from "./MonthlyTable";
import { LIVE_INTERVAL_MS } from "./live";
import "./statistics.css";

const MonthlyChart = lazy(async () => ({ default: (await import("./MonthlyChart")).MonthlyChart }));

export function LatestPage() {
  const latest = useQuery({ queryKey: ["latest"], queryFn: () => read(statisticsRoutes.getLatestFigures, {}), refetchInterval: LIVE_INTERVAL_MS });
  const figures = latest.data;
  return (
    <div className="page">
      <PageHeader
        title="最新数据"
        lead={figures === undefined ? undefined : `${figures.scopeName} · ${figures.year} 年`}
        extra={<LiveStamp updatedAtEpochMs={latest.dataUpdatedAt} isLive isCut={latest.isError || latest.failureCount > 0} />}
      />
      {figures !== undefined ? (
        <Figures figures={figures} />
      ) : latest.error !== null ? (
        <Panel>
          <ErrorState error={latest.error} onRetry={() => void latest.refetch()} />
        </Panel>
      ) : (
        <Panel>
          <Loading />
        </Panel>
      )}
    </div>
  );
}

interface FigureCard {
  readonly key: "facilities" | "openDays" | "teamHeads" | "familyHeads" | "monthHeads" | "todayHeads";
  readonly label: string;
  readonly hint: string;
  readonly to: string | undefined;
}

function Figures({ figures }: { readonly figures: LatestFigures }) {
  const [view, setView] = useState<"chart" | "table">("chart");
  const mayOpenRecords = useMay("checkIns.read");
  const mayOpenTeams = useMay("bookings.read");
  const year = yearRange(figures.year);
  const records = (range: { readonly from: string; readonly to: string }) => (mayOpenRecords ? checkInsPath(range) : undefined);
  // With teams among them the records are two lists: 综合统计 of the range opens either.
  const ofBoth = (range: { readonly from: string; readonly to: string }, teamHeads: number) => (teamHeads === 0 ? records(range) : statisticsPath(range));
  const monthTeamHeads = figures.monthly.find(({ month }) => month === figures.month)?.teamHeads ?? 0;
  const cards: FigureCard[] = [
    { key: "facilities", label: "开放单位", hint: "家，不含申报中", to: statisticsPath(year) },
    { key: "openDays", label: "总计开放(天)", hint: "各单位接待日之和", to: statisticsPath(year) },
    {
      key: "teamHeads",
      label: "团队参观(人)",
      hint: `${figures.year} 年累计`,
      to: mayOpenTeams ? bookingsPath({ kind: "TEAM", counted: "true", ...year }) : undefined,
    },
    { key: "familyHeads", label: "家庭(个人)参观(人)", hint: `${figures.year} 年累计`, to: records(year) },
    {
      key: "monthHeads",
      label: "当月人数",
      hint: `${Number(figures.month.slice(5))} 月`,
      to: ofBoth({ from: firstDayOf(figures.month), to: lastDayOf(figures.month) }, monthTeamHeads),
    },
    { key: "todayHeads", label: "今日人数", hint: today(), to: ofBoth({ from: today(), to: today() }, figures.todayTeamHeads) },
  ];
  const hasVisits = figures.monthly.some((month) => month.teamHeads + month.familyHeads > 0);
  return (
    <>
      <ul className="figure-cards">
        {cards.map(({ key, label, hint, to }) => (
          <li key={key} className={key === "todayHeads" ? "figure-card figure-card-now" : "figure-card"}>
            <span className="figure-label">{label}</span>
            <span className="figure-value" data-testid={`latest-${key}`}>
              {figureText(figures[key])}
            </span>
            <span className="figure-hint">{hint}</span>
            {to === undefined ? null : (
              <Link className="figure-cover" to={to} aria-label={`${label} ${figures[key]}，查看明细`} data-testid={`latest-${key}-link`} />
            )}
          </li>
        ))}
      </ul>
      <Panel
        title={`${figures.year} 年每月参观人数`}
        extra={
          <div className="view-switch" role="group" aria-label="查看方式">
            <button type="button" className="chip" aria-pressed={view === "chart"} onClick={() => setView("chart")}>
              图
            </button>
            <button type="button" className="chip" aria-pressed={view === "table"} onClick={() => setView("table")} data-testid="monthly-as-table">
              表
            </button>
          </div>
        }
      >
        {!hasVisits ? (
          <EmptyState
            sentence={`${figures.year} 年还没有人参观。`}
            hint="预约人到场打卡后，两秒内就会显示在这里。"
            action={<Link to={PATHS.bookings}>去看预约</Link>}
          />
        ) : view === "table" ? (
          <MonthlyTable monthly={figures.monthly} />
        ) : (
          <Suspense fallback={<Loading />}>
            <MonthlyChart monthly={figures.monthly} year={figures.year} />
          </Suspense>
        )}
      </Panel>
    </>
  );
}

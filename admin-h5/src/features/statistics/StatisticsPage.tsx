import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { read } from "../../platform/api";
import { today } from "../../platform/clock";
import { useMay } from "../../platform/currentUser";
import { recountPath } from "../../platform/paths";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { DateRangeField } from "../../ui/DateRangeField";
import { includesDay, presetRange, rangeLabel, rangeOf, type DateRange } from "../../ui/dateRange";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { ExportButton } from "../../ui/ExportButton";
import { LiveStamp } from "../../ui/LiveStamp";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { useIsPhone } from "../../ui/useIsPhone";
import { ActivityStatistics } from "./ActivityStatistics";
import { LIVE_INTERVAL_MS } from "./live";
import { recountAsked } from "./recountAsked";
import { StatisticsCards } from "./StatisticsCards";
import { StatisticsTable } from "./StatisticsTable";
import "./statistics.css";

/** 线下参观 and 线上活动 are counted by different rules and never added up. */
const TABS = [
  { key: "VISITS", label: "线下参观" },
  { key: "ACTIVITIES", label: "线上活动" },
] as const;

/** The contract's limit on a range. */
const YEARS_APART_MAX = 10;

export function StatisticsPage() {
  const isPhone = useIsPhone();
  const [query, setQuery] = useSearchParams();
  const range = rangeOf(query) ?? presetRange("THIS_YEAR", today());
  const isLive = includesDay(range, today());
  const statistics = useQuery({
    queryKey: ["visit-statistics", range],
    queryFn: () => read(statisticsRoutes.getVisitStatistics, { query: { from: range.from, to: range.to } }),
    refetchInterval: isLive ? LIVE_INTERVAL_MS : false,
    placeholderData: keepPreviousData,
  });
  const isOnline = query.get("table") === "ACTIVITIES";
  const mayReadActivities = useMay("activities.read");
  const View = isPhone ? StatisticsCards : StatisticsTable;

  return (
    <div className="page">
      <PageHeader
        title="综合统计"
        lead={`${statistics.data === undefined ? "" : `${statistics.data.scopeName} · `}${rangeLabel(range)}`}
        extra={
          <>
            <LiveStamp updatedAtEpochMs={statistics.dataUpdatedAt} isLive={isLive} isCut={statistics.isError || statistics.failureCount > 0} />
            {isOnline ? null : (
              <Link className="outline-link" to={recountPath(recountAsked(range, today()))} data-testid="open-recount">
                核对
              </Link>
            )}
            {isOnline ? (
              <ExportButton key="activities" route={statisticsRoutes.exportActivityStatistics} input={{ query: range }} />
            ) : (
              <ExportButton key="visits" route={statisticsRoutes.exportVisitStatistics} input={{ query: range }} />
            )}
          </>
        }
      />
      <Panel>
        <div className="filters">
          <DateRangeField label="统计区间" value={range} onChange={choose} withPresets yearsApartMax={YEARS_APART_MAX} />
        </div>
      </Panel>
      {mayReadActivities ? (
        <ChoiceTabs label="统计内容" panelId="statistics-of" active={isOnline ? "ACTIVITIES" : "VISITS"} onChange={open} items={TABS} />
      ) : null}
      <div id="statistics-of" className="statistics-of" role={mayReadActivities ? "tabpanel" : undefined}>
        {isOnline ? (
          <ActivityStatistics range={range} refetchInterval={isLive ? LIVE_INTERVAL_MS : false} />
        ) : (
          <>
            {statistics.data === undefined ? (
              <Panel>{statistics.error === null ? <Loading /> : <ErrorState error={statistics.error} onRetry={() => void statistics.refetch()} />}</Panel>
            ) : statistics.data.cities.length === 0 ? (
              <Panel>
                <EmptyState sentence="您的范围里还没有开放单位。" hint="单位开放后会自动出现在这里；如果您认为应该已经有，请联系上级管理员核对账号的范围。" />
              </Panel>
            ) : (
              <View statistics={statistics.data} isStale={statistics.isPlaceholderData} />
            )}
            <p className="soft statistics-note">
              家庭(个人)参观在预约人到场打卡后自动计入；团队参观在开放单位上报后计入。线下次数合计 = 团队次数 + 家庭(个人)次数，线下人数合计 = 团队人数 +
              家庭(个人)人数。点有下划线的数字可查看明细；收起只影响显示，合计和导出总是全部。
            </p>
          </>
        )}
      </div>
    </div>
  );

  function choose(next: DateRange | undefined): void {
    if (next !== undefined) setQuery({ from: next.from, to: next.to, ...(isOnline ? { table: "ACTIVITIES" } : {}) }, { replace: true });
  }
  function open(table: (typeof TABS)[number]["key"]): void {
    setQuery({ from: range.from, to: range.to, ...(table === "ACTIVITIES" ? { table } : {}) }, { replace: true });
  }
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useSearchParams } from "react-router";
import { visitExportRoutes } from "@app/contract/visits/visitExports.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { today } from "../../../platform/clock";
import { ChoiceTabs } from "../../../ui/ChoiceTabs";
import { DateRangeField } from "../../../ui/DateRangeField";
import { includesDay, presetRange, rangeLabel, rangeOf, type DateRange } from "../../../ui/dateRange";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { ExportButton } from "../../../ui/ExportButton";
import { figureText } from "../../../ui/figures";
import { Loading } from "../../../ui/Loading";
import { PageHeader } from "../../../ui/PageHeader";
import { Panel } from "../../../ui/Panel";
import { SavedFilters } from "../../../ui/records/SavedFilters";
import { useIsPhone } from "../../../ui/useIsPhone";
import { FacilityFilter } from "../facilities/FacilityFilter";
import { placeOf, type PlaceFilter } from "../facilities/placeFilter";
import { Pager } from "../../../ui/Pager";
import { useCursorStack } from "../../../ui/useCursorStack";
import { CheckInCards, CheckInsTable } from "./CheckInsTable";
import { ConflictsPanel } from "./ConflictsPanel";
import { useCheckInSum } from "./useCheckInSum";
import { useOpenConflicts } from "./useOpenConflicts";
import "../visits.css";

const LIVE_MS = 5_000;

type View = "records" | "conflicts";

export function CheckInsPage() {
  const [query, setQuery] = useSearchParams();
  const place = placeOf(query);
  const range = rangeOf(query) ?? presetRange("THIS_MONTH", today());
  const view: View = query.get("view") === "conflicts" ? "conflicts" : "records";
  const openConflicts = useOpenConflicts();

  return (
    <div className="page">
      <PageHeader
        title="入场记录"
        lead="每一次打卡一条，撤销和更正另起一条；统计里家庭(个人)的数字就是这些记录之和。"
        extra={view === "records" ? <ExportButton route={visitExportRoutes.exportCheckIns} input={{ query: { ...place, ...range } }} /> : null}
      />
      <ChoiceTabs
        label="入场"
        items={[
          { key: "records", label: "入场记录" },
          { key: "conflicts", label: openConflicts === undefined ? "入场冲突" : `入场冲突 ${openConflicts.text}` },
        ]}
        active={view}
        onChange={(next) => show(place, range, next)}
        panelId="check-ins"
      />
      <div id="check-ins" role="tabpanel" className="check-ins">
        {view === "conflicts" ? (
          <>
            <Panel>
              <div className="filters">
                <FacilityFilter permission="checkIns.read" value={place} onChange={(next) => show(next, range, view)} />
              </div>
            </Panel>
            <ConflictsPanel place={place} />
          </>
        ) : (
          <CheckInRecords place={place} range={range} onShow={(nextPlace, nextRange) => show(nextPlace, nextRange, view)} />
        )}
      </div>
    </div>
  );

  function show(nextPlace: PlaceFilter, nextRange: DateRange, nextView: View): void {
    setQuery({ ...nextPlace, from: nextRange.from, to: nextRange.to, ...(nextView === "conflicts" ? { view: nextView } : {}) }, { replace: true });
  }
}

interface RecordsProps {
  readonly place: PlaceFilter;
  readonly range: DateRange;
  readonly onShow: (place: PlaceFilter, range: DateRange) => void;
}

function CheckInRecords({ place, range, onShow }: RecordsProps) {
  const isPhone = useIsPhone();
  const pages = useCursorStack(JSON.stringify({ place, range }));
  const refetchInterval = includesDay(range, today()) ? LIVE_MS : false;
  const checkIns = useQuery({
    queryKey: ["check-ins", place, range, pages.cursor],
    queryFn: () => read(visitRoutes.listCheckIns, { query: { ...place, ...range, limit: 20, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  const sum = useCheckInSum({ place, range }, refetchInterval);
  const items = checkIns.data?.items ?? [];
  const Rows = isPhone ? CheckInCards : CheckInsTable;

  return (
    <>
      <Panel>
        <div className="filters">
          <DateRangeField label="入场日期" value={range} onChange={(next) => next !== undefined && onShow(place, next)} withPresets />
          <FacilityFilter permission="checkIns.read" value={place} onChange={(next) => onShow(next, range)} />
        </div>
        <SavedFilters page="checkIns" />
      </Panel>
      <Panel>
        <p className="sum-line" data-testid="check-in-sum">
          <span className="soft">{rangeLabel(range)}</span>
          {sum.data === undefined ? (
            <span className="soft">{sum.error === null ? "正在合计…" : "合计没有算出来，请刷新重试。"}</span>
          ) : (
            <>
              <span>
                合计 <strong data-testid="check-in-sum-heads">{figureText(sum.data.heads)}</strong> 人
              </span>
              <span>
                <b className="number" data-testid="check-in-sum-bookings">
                  {figureText(sum.data.bookings)}
                </b>{" "}
                次参观
              </span>
              <span>
                <b className="number">{figureText(sum.data.records)}</b> 条入场记录
              </span>
              {sum.data.isWhole ? null : (
                <span className="soft">记录很多，这里只合计了最前面的 {figureText(sum.data.records)} 条；缩短区间可看到完整合计。</span>
              )}
            </>
          )}
        </p>
      </Panel>
      <section className="panel panel-flush bookings-panel">
        {checkIns.data === undefined ? (
          checkIns.error === null ? (
            <Loading />
          ) : (
            <ErrorState error={checkIns.error} onRetry={retry} />
          )
        ) : items.length === 0 && !checkIns.isPlaceholderData ? (
          <EmptyState
            sentence="这个条件下没有入场记录。"
            hint="预约人到场打卡后，记录会自动出现在这里。"
            action={<Button onClick={() => onShow({}, presetRange("THIS_YEAR", today()))}>看本年全部</Button>}
          />
        ) : (
          <>
            <Rows items={items} isStale={checkIns.isPlaceholderData} />
            <Pager
              pageNumber={pages.pageNumber}
              next={checkIns.data.next}
              isBusy={checkIns.isPlaceholderData}
              onBack={pages.goBack}
              onNext={pages.goNext}
              note={
                <>
                  本页 {items.length} 条，{items.reduce((heads, record) => heads + record.heads, 0)} 人
                </>
              }
            />
          </>
        )}
      </section>
    </>
  );

  function retry(): void {
    pages.goFirst();
    void checkIns.refetch();
  }
}

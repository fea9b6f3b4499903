import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useSearchParams } from "react-router";
import { NO_SHOW_STATUS_LABELS, NoShowStatus } from "@app/contract/visits/noShow.schema";
import { noShowRoutes } from "@app/contract/visits/noShows.routes";
import { read } from "../../../platform/api";
import { ChoiceTabs } from "../../../ui/ChoiceTabs";
import { rangeOf, type DateRange } from "../../../ui/dateRange";
import { DateRangeField } from "../../../ui/DateRangeField";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { PageHeader } from "../../../ui/PageHeader";
import { Pager } from "../../../ui/Pager";
import { Panel } from "../../../ui/Panel";
import { useCursorStack } from "../../../ui/useCursorStack";
import { useIsPhone } from "../../../ui/useIsPhone";
import { FacilityFilter } from "../facilities/FacilityFilter";
import { placeOf, type PlaceFilter } from "../facilities/placeFilter";
import { NoShowCards, NoShowTable } from "./NoShowRows";
import { RulesPanel } from "./RulesPanel";
import "../visits.css";
import "./noShows.css";

const RULES = "RULES";
const ALL = "ALL";
type Tab = NoShowStatus | typeof ALL | typeof RULES;
const TABS: readonly { readonly key: Tab; readonly label: string }[] = [
  { key: "APPEALED", label: "申诉待答复" },
  { key: ALL, label: "全部记录" },
  ...(["COUNTED", "UPHELD", "WAIVED"] as const).map((status) => ({ key: status, label: NO_SHOW_STATUS_LABELS[status] })),
  { key: RULES, label: "规则与豁免" },
];

/** Who did not come, what they say to it, and by which rule it counts (promise F6). */
export function NoShowsPage() {
  const [query, setQuery] = useSearchParams();
  const tab: Tab = query.get("status") === ALL ? ALL : query.get("status") === RULES ? RULES : (NoShowStatus.safeParse(query.get("status")).data ?? "APPEALED");
  return (
    <div className="page">
      <PageHeader title="失约管理" lead="已确认却没有到访的预约。预约人可以申诉；开放单位关闭场次造成的不算失约。" />
      <section className="panel panel-flush bookings-panel">
        <ChoiceTabs label="失约" items={TABS} active={tab} onChange={(next) => show({ tab: next })} panelId="no-shows" />
        <div id="no-shows">{tab === RULES ? <RulesPanel /> : <Records tab={tab} place={placeOf(query)} range={rangeOf(query)} onFilter={show} />}</div>
      </section>
    </div>
  );

  function show(next: { tab?: Tab; place?: PlaceFilter; range?: DateRange | undefined }): void {
    const place = next.place ?? placeOf(query);
    const range = "range" in next ? next.range : rangeOf(query);
    setQuery({ status: next.tab ?? tab, ...place, ...(range ?? {}) }, { replace: true });
  }
}

function Records({
  tab,
  place,
  range,
  onFilter,
}: {
  readonly tab: Exclude<Tab, typeof RULES>;
  readonly place: PlaceFilter;
  readonly range: DateRange | undefined;
  readonly onFilter: (next: { tab?: Tab; place?: PlaceFilter; range?: DateRange | undefined }) => void;
}) {
  const isPhone = useIsPhone();
  const pages = useCursorStack(JSON.stringify({ tab, place, range }));
  const asked = { ...place, ...(range ?? {}), ...(tab === ALL ? {} : { status: tab }) };
  const records = useQuery({
    queryKey: ["noShows", asked, pages.cursor],
    queryFn: () => read(noShowRoutes.listNoShows, { query: { ...asked, limit: 20, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
  });
  const View = isPhone ? NoShowCards : NoShowTable;
  return (
    <>
      <Panel>
        <div className="filters">
          <div className="filter-line">
            <span className="filter-caption">参观日期</span>
            <DateRangeField label="参观日期" value={range} canClear onChange={(next) => onFilter({ range: next })} />
          </div>
          <FacilityFilter permission="noShows.read" value={place} onChange={(next) => onFilter({ place: next })} />
        </div>
      </Panel>
      {records.data === undefined ? (
        records.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={records.error} onRetry={() => void records.refetch()} />
        )
      ) : records.data.items.length === 0 && !records.isPlaceholderData ? (
        <EmptyState
          sentence={tab === "APPEALED" ? "没有等待答复的申诉。" : "这个范围内没有失约记录。"}
          action={tab === "APPEALED" ? <Button onClick={() => onFilter({ tab: ALL })}>看全部记录</Button> : undefined}
        />
      ) : (
        <>
          <View items={records.data.items} isStale={records.isPlaceholderData} />
          <Pager pageNumber={pages.pageNumber} next={records.data.next} isBusy={records.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
        </>
      )}
    </>
  );
}

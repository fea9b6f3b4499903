import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useSearchParams } from "react-router";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import { DEMAND_CHOICES, SUPPLY_DAYS } from "@app/contract/visits/demand.schema";
import { read } from "../../../platform/api";
import { ChoiceTabs } from "../../../ui/ChoiceTabs";
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
import { useFacilityChoices } from "../facilities/useFacilityChoices";
import { DemandCards, DemandTable } from "./DemandTable";
import "../visits.css";
import "./demand.css";

type Choice = (typeof DEMAND_CHOICES)[number];
const CHOICES: readonly { readonly key: Choice; readonly label: string }[] = [
  { key: "LACKING", label: `近 ${SUPPLY_DAYS} 天无可约场次` },
  { key: "ALL", label: "全部单位" },
];

/** Which facilities nobody can book, and what people ask of each (promise F5). */
export function DemandPage() {
  const isPhone = useIsPhone();
  const { all, isLoading } = useFacilityChoices("demand.read");
  const hasChoice = isLoading || all.length > 1;
  const [query, setQuery] = useSearchParams();
  const place = placeOf(query);
  const choice: Choice = query.get("choice") === "ALL" ? "ALL" : "LACKING";
  const pages = useCursorStack(JSON.stringify({ place, choice }));
  const demand = useQuery({
    queryKey: ["demand", place, choice, pages.cursor],
    queryFn: () => read(demandRoutes.listDemand, { query: { ...place, choice, limit: 20, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
  });
  const items = demand.data?.items ?? [];
  const next = demand.data?.next;
  const View = isPhone ? DemandCards : DemandTable;

  return (
    <div className="page">
      <PageHeader title="供需情况" lead="哪些单位近期没有可约的场次，有多少人在等。公众关注的单位开放新场次时，系统会自动提醒他们。" />
      {hasChoice ? (
        <Panel>
          <div className="filters">
            <FacilityFilter permission="demand.read" value={place} onChange={(nextPlace) => show(nextPlace, choice)} />
          </div>
        </Panel>
      ) : null}
      <section className="panel panel-flush bookings-panel">
        <ChoiceTabs label="单位范围" items={CHOICES} active={choice} onChange={(nextChoice) => show(place, nextChoice)} panelId="demand-list" />
        <div id="demand-list">
          {demand.data === undefined ? (
            demand.error === null ? (
              <Loading />
            ) : (
              <ErrorState error={demand.error} onRetry={retry} />
            )
          ) : items.length === 0 && !demand.isPlaceholderData && next === undefined && pages.pageNumber === 1 ? (
            choice === "LACKING" ? (
              <EmptyState sentence={`近 ${SUPPLY_DAYS} 天，每家单位都有可约的场次。`} action={<Button onClick={() => show(place, "ALL")}>看全部单位</Button>} />
            ) : (
              <EmptyState sentence="这个范围内没有开放的单位。" action={<Button onClick={() => show({}, "ALL")}>看全部单位</Button>} />
            )
          ) : (
            <>
              {items.length === 0 ? (
                <p className="demand-none soft">这一页的单位都有可约的场次，请看下一页。</p>
              ) : (
                <View items={items} isStale={demand.isPlaceholderData} />
              )}
              <Pager
                pageNumber={pages.pageNumber}
                next={next}
                isBusy={demand.isPlaceholderData}
                onBack={pages.goBack}
                onNext={pages.goNext}
                note={<>本页 {items.length} 家单位</>}
              />
            </>
          )}
        </div>
      </section>
    </div>
  );

  function show(nextPlace: PlaceFilter, nextChoice: Choice): void {
    setQuery({ ...nextPlace, choice: nextChoice }, { replace: true });
  }
  function retry(): void {
    pages.goFirst();
    void demand.refetch();
  }
}

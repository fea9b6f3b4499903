import { useQuery } from "@tanstack/react-query";
import { Button, DatePicker, Select } from "antd";
import dayjs from "dayjs";
import { Link, useSearchParams } from "react-router";
import { LocalDate } from "@app/contract/kernel/time";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { RECOUNT_DAYS_MAX } from "@app/contract/statistics/visitRecount.schema";
import { read } from "../../platform/api";
import { today } from "../../platform/clock";
import { recountPath, statisticsPath } from "../../platform/paths";
import { DateRangeField } from "../../ui/DateRangeField";
import { presetRange, rangeLabel, rangeOf, type DateRange } from "../../ui/dateRange";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { isRecountable, recountAsked } from "./recountAsked";
import { RecountResult } from "./RecountResult";
import "../../ui/records.css";
import "./statistics.css";

/** The same condition as in the address, so that a reload and a link show the same recount. */
interface RecountFilter extends DateRange {
  readonly facilityId?: string;
  readonly cityCode?: string;
  readonly asOf?: LocalDate;
}

function filterOf(query: URLSearchParams): RecountFilter {
  const asOf = LocalDate.safeParse(query.get("asOf"));
  const facilityId = query.get("facilityId");
  const cityCode = query.get("cityCode");
  return {
    ...(rangeOf(query) ?? recountAsked(presetRange("THIS_MONTH", today()), today())),
    ...(facilityId !== null ? { facilityId } : cityCode !== null ? { cityCode } : {}),
    ...(asOf.success ? { asOf: asOf.data } : {}),
  };
}

/** 核对 (promise F7): a range of days counted anew from its records, beside the figures that are kept, and as they stood at the end of a past day. */
export function RecountPage() {
  const [query, setQuery] = useSearchParams();
  const filter = filterOf(query);
  const { from, to } = filter;
  const isShort = isRecountable(filter);
  const recount = useQuery({
    queryKey: ["recount", filter],
    queryFn: () => read(statisticsRoutes.recountVisitFigures, { query: filter }),
    enabled: isShort,
    // A recount is of its moment: it is made again when somebody asks.
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <div className="page">
      <PageHeader
        title="核对"
        lead="由原始的入场记录和团队上报重新计数，与当前统计逐家、逐日对照。"
        back={{ to: statisticsPath({ from, to }), label: "综合统计" }}
      />
      <Panel>
        <div className="filters">
          <DateRangeField label="核对区间" value={filter} onChange={(next) => next !== undefined && show({ ...filter, ...next })} />
          <PlaceSelect value={filter} onChange={(place) => show({ from, to, ...place, ...(filter.asOf === undefined ? {} : { asOf: filter.asOf }) })} />
          <label>
            <span className="filter-caption">截至</span>
            <DatePicker
              inputReadOnly
              placeholder="不选则只核对现在"
              format="YYYY-MM-DD 24:00"
              value={filter.asOf === undefined ? null : dayjs(filter.asOf)}
              disabledDate={(day) => day.format("YYYY-MM-DD") >= today()}
              onChange={(day) => show({ ...withoutMoment(filter), ...(day === null ? {} : { asOf: day.format("YYYY-MM-DD") as LocalDate }) })}
              data-testid="recount-as-of"
            />
          </label>
          <Button onClick={() => void recount.refetch()} loading={recount.isFetching} disabled={!isShort} data-testid="recount-again">
            重新核算
          </Button>
        </div>
      </Panel>
      {!isShort ? (
        <Panel>
          <p data-testid="recount-too-long">
            一次最多核对 {RECOUNT_DAYS_MAX} 天，现在选的是 {rangeLabel(filter)}。请缩短区间，或{" "}
            <Link to={recountPath(recountAsked(filter, today()))}>只核对其中最近的一个月</Link>。
          </p>
        </Panel>
      ) : recount.data !== undefined ? (
        <RecountResult recount={recount.data} />
      ) : (
        <Panel>{recount.error === null ? <Loading /> : <ErrorState error={recount.error} onRetry={() => void recount.refetch()} />}</Panel>
      )}
    </div>
  );

  function show(next: RecountFilter): void {
    setQuery({ ...next }, { replace: true });
  }
}

function withoutMoment({ asOf: _, ...rest }: RecountFilter): RecountFilter {
  return rest;
}

type Place = { readonly facilityId?: string; readonly cityCode?: string };

/** The cities and facilities that 综合统计 has, all of them or one. Not shown to those who have one facility. */
function PlaceSelect({ value, onChange }: { readonly value: RecountFilter; readonly onChange: (place: Place) => void }) {
  const { from, to } = value;
  const statistics = useQuery({
    queryKey: ["visit-statistics", { from, to }],
    queryFn: () => read(statisticsRoutes.getVisitStatistics, { query: { from, to } }),
  });
  const cities = statistics.data?.cities ?? [];
  if (statistics.data !== undefined && cities.flatMap(({ facilities }) => facilities).length <= 1) return null;
  const chosen = value.facilityId !== undefined ? `facility:${value.facilityId}` : value.cityCode !== undefined ? `city:${value.cityCode}` : "";
  return (
    <label>
      <span className="filter-caption">统计范围</span>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        className="facility-select"
        popupMatchSelectWidth={false}
        loading={statistics.isPending}
        value={chosen}
        options={[
          { value: "", label: "全部" },
          ...cities.map((city) => ({
            label: city.cityName,
            options: [
              ...(cities.length > 1 ? [{ value: `city:${city.cityCode}`, label: `${city.cityName}（全部单位）` }] : []),
              ...city.facilities.map((facility) => ({ value: `facility:${facility.facilityId}`, label: facility.facilityName })),
            ],
          })),
        ]}
        onChange={(next: string) => {
          const [kind, id = ""] = next.split(":");
          onChange(kind === "facility" ? { facilityId: id } : kind === "city" ? { cityCode: id } : {});
        }}
        data-testid="recount-place"
      />
    </label>
  );
}

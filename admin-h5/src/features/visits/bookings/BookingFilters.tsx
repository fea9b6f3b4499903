import { Button, Checkbox, Input, Select, Tag } from "antd";
import { useState } from "react";
import { today } from "../../../platform/clock";
import { DateRangeField } from "../../../ui/DateRangeField";
import { rangeLabel, yearOf, yearRange } from "../../../ui/dateRange";
import { FilterSheet } from "../../../ui/FilterSheet";
import { useFacilityChoices } from "../facilities/useFacilityChoices";
import { isNarrowed, widened, type BookingsFilter } from "./bookingsFilter";

/** Back to the first years that facilities were opened to the public. */
const YEARS_BACK = 9;

interface Props {
  readonly filter: BookingsFilter;
  readonly onSearch: (filter: BookingsFilter) => void;
}

/** The conditions of seed 000, 六. Nothing is asked before 搜索; at phone width they lie in a sheet. */
export function BookingFilters({ filter, onSearch }: Props) {
  const names = usePlaceNames(filter);
  return (
    <FilterSheet said={summaryOf(filter, names)} nothingSaid="全部日期，全部单位">
      {(close) => (
        <FilterForm
          key={JSON.stringify(filter)}
          filter={filter}
          onSearch={(next) => {
            close();
            onSearch(next);
          }}
        />
      )}
    </FilterSheet>
  );
}

function FilterForm({ filter, onSearch }: Props) {
  const { all, cities, isLoading } = useFacilityChoices("bookings.read");
  const { facilityName } = usePlaceNames(filter);
  const [typed, setTyped] = useState(filter);
  const hasOneFacility = !isLoading && all.length <= 1;
  const year = yearOf(typed.range);
  const crossesYears = typed.range !== undefined && year === undefined;
  const thisYear = Number(today().slice(0, 4));
  return (
    <form
      className="booking-filters"
      onSubmit={(event) => {
        event.preventDefault();
        search(typed);
      }}
    >
      <div className="filters">
        <label>
          <span className="filter-caption">年度</span>
          <Select
            className="year-select"
            allowClear
            placeholder={crossesYears ? "跨年" : "全部"}
            value={year ?? null}
            options={Array.from({ length: YEARS_BACK + 2 }, (_, index) => thisYear + 1 - index).map((value) => ({ value, label: `${value}年` }))}
            onChange={(chosen: number | undefined) => setTyped({ ...typed, range: chosen === undefined ? undefined : yearRange(chosen) })}
            data-testid="filter-year"
          />
        </label>
        <div className="filter-line">
          <span className="filter-caption">预约日期</span>
          <DateRangeField label="预约日期" value={typed.range} canClear onChange={(range) => setTyped({ ...typed, range })} />
        </div>
        {typed.place.facilityId === undefined ? null : (
          <span className="filter-line">
            <span className="filter-caption">开放单位</span>
            <Tag closable className="place-tag" onClose={() => setTyped({ ...typed, place: {} })} data-testid="filter-facility">
              {facilityName ?? "一家单位"}
            </Tag>
          </span>
        )}
        {hasOneFacility || typed.place.facilityId !== undefined ? null : (
          <label>
            <span className="filter-caption">开放单位</span>
            <Input
              className="keyword-input"
              allowClear
              maxLength={50}
              placeholder="名称里的几个字"
              value={typed.keyword}
              onChange={(event) => setTyped({ ...typed, keyword: event.target.value })}
              data-testid="filter-keyword"
            />
          </label>
        )}
        {cities.length > 1 && typed.place.facilityId === undefined ? (
          <label>
            <span className="filter-caption">城市</span>
            <Select
              className="city-select"
              allowClear
              showSearch={{ optionFilterProp: "label" }}
              placeholder="全部"
              value={typed.place.cityCode ?? null}
              options={cities.map((city) => ({ value: city.cityCode, label: city.cityName }))}
              onChange={(cityCode: string | undefined) => setTyped({ ...typed, place: cityCode === undefined ? {} : { cityCode } })}
              data-testid="filter-city"
            />
          </label>
        ) : null}
        <Checkbox checked={typed.counted} onChange={(event) => setTyped({ ...typed, counted: event.target.checked })} data-testid="filter-counted">
          纳入实时数据统计
        </Checkbox>
        <p className={crossesYears ? "year-hint year-hint-now" : "year-hint"} data-testid="year-hint">
          支持跨年区间，区间为跨年时，年度选择自动失效
        </p>
        <span className="filter-buttons">
          <Button type="primary" htmlType="submit" data-testid="filter-search">
            搜索
          </Button>
          <Button onClick={() => search(widened(filter))} data-testid="filter-reset">
            重置
          </Button>
        </span>
      </div>
    </form>
  );

  function search(next: BookingsFilter): void {
    setTyped(next);
    onSearch({ ...next, keyword: next.keyword.trim() });
  }
}

interface PlaceNames {
  readonly facilityName: string | undefined;
  readonly cityName: string | undefined;
}

function usePlaceNames({ place }: BookingsFilter): PlaceNames {
  const { all, cities } = useFacilityChoices("bookings.read");
  return {
    facilityName: all.find(({ facilityId }) => facilityId === place.facilityId)?.name,
    cityName: cities.find(({ cityCode }) => cityCode === place.cityCode)?.cityName,
  };
}

function summaryOf(filter: BookingsFilter, { facilityName, cityName }: PlaceNames): string[] {
  if (!isNarrowed(filter)) return [];
  const { range, keyword, place, counted } = filter;
  const year = yearOf(range);
  const isWholeYear = range !== undefined && year !== undefined && range.from.endsWith("-01-01") && range.to.endsWith("-12-31");
  return [
    ...(range === undefined ? [] : [isWholeYear ? `${year}年` : rangeLabel(range)]),
    ...(place.facilityId === undefined ? [] : [facilityName ?? "一家单位"]),
    ...(place.cityCode === undefined ? [] : [cityName ?? "一个城市"]),
    ...(keyword === "" ? [] : [`单位含「${keyword}」`]),
    ...(counted ? ["纳入实时数据统计"] : []),
  ];
}

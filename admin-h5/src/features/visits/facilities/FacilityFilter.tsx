import { Select } from "antd";
import type { FacilityId } from "@app/contract/kernel/ids";
import type { Permission } from "@app/contract/organizations/roles";
import type { PlaceFilter } from "./placeFilter";
import { useFacilityChoices } from "./useFacilityChoices";

/** All of the scope, one city or one facility. Not shown to those who have one facility: there is nothing to choose. */
export function FacilityFilter({
  permission,
  value,
  onChange,
}: {
  readonly permission: Permission;
  readonly value: PlaceFilter;
  readonly onChange: (place: PlaceFilter) => void;
}) {
  const { own, cities, all, isLoading } = useFacilityChoices(permission);
  if (!isLoading && all.length <= 1) return null;
  const options = [
    { value: "", label: "全部" },
    ...own.map((facility) => ({ value: `facility:${facility.facilityId}`, label: facility.name })),
    ...cities.map((city) => ({
      label: city.cityName,
      options: [
        // With one city in scope its line would say the same as 全部.
        ...(cities.length > 1 ? [{ value: `city:${city.cityCode}`, label: `${city.cityName}（全部单位）` }] : []),
        ...city.facilities.map((facility) => ({ value: `facility:${facility.facilityId}`, label: facility.name })),
      ],
    })),
  ];
  return (
    <label>
      <span className="filter-caption">开放单位</span>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        className="facility-select"
        popupMatchSelectWidth={false}
        loading={isLoading}
        options={options}
        value={valueOf(value)}
        onChange={(chosen) => onChange(placeFrom(chosen))}
        data-testid="facility-filter"
      />
    </label>
  );
}

function valueOf(place: PlaceFilter): string {
  if (place.facilityId !== undefined) return `facility:${place.facilityId}`;
  return place.cityCode === undefined ? "" : `city:${place.cityCode}`;
}
function placeFrom(value: string): PlaceFilter {
  if (value.startsWith("facility:")) return { facilityId: value.slice("facility:".length) as FacilityId };
  return value.startsWith("city:") ? { cityCode: value.slice("city:".length) } : {};
}

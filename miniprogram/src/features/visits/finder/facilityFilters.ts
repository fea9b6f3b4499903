import { FACILITY_CATEGORIES, FACILITY_CATEGORY_LABELS, FacilityCategory, ListFacilitiesQuery } from "@app/contract/visits/facility.schema";
import { CityCode, ProvinceCode } from "@app/contract/regions/regions.schema";
import { z } from "@app/contract/kernel/zod";
import { storedValue } from "../../../platform/storage";

/** What the person narrowed the list to. The place is left out on purpose: it is asked for by a tap, each time anew. */
export const FacilityFilters = z.object({
  provinceCode: ProvinceCode.optional(),
  cityCode: CityCode.optional(),
  category: FacilityCategory.optional(),
  placesWithinDays: ListFacilitiesQuery.shape.placesWithinDays,
});
export type FacilityFilters = z.infer<typeof FacilityFilters>;

export const NO_FILTERS: FacilityFilters = {};

export const keptFilters = storedValue<FacilityFilters>("facility-filters", (raw) => {
  const parsed = FacilityFilters.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
});

/** What was narrowed within the province; the province itself is where somebody lives, and stays. */
export const isNarrowedBy = ({ provinceCode: _province, ...others }: FacilityFilters): boolean => Object.values(others).some((value) => value !== undefined);

/** 长辈模式 has no buttons for the others: nobody could see there why a facility is missing. */
export const placeAlone = ({ provinceCode, cityCode }: FacilityFilters): FacilityFilters => ({ provinceCode, cityCode });

export interface FilterOption {
  /** Empty stands for "all". */
  readonly value: string;
  readonly label: string;
}

export const CATEGORY_OPTIONS: readonly FilterOption[] = [
  { value: "", label: "全部类别" },
  ...FACILITY_CATEGORIES.map((category) => ({ value: category, label: FACILITY_CATEGORY_LABELS[category] })),
];

export const PLACES_OPTIONS: readonly FilterOption[] = [
  { value: "", label: "不限时间" },
  { value: "7", label: "7天内" },
  { value: "30", label: "30天内" },
];

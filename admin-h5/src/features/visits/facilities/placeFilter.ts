import type { FacilityId } from "@app/contract/kernel/ids";

export interface PlaceFilter {
  readonly facilityId?: FacilityId;
  readonly cityCode?: string;
}

/** The place that an address names. */
export function placeOf(query: URLSearchParams): PlaceFilter {
  const facilityId = query.get("facilityId");
  const cityCode = query.get("cityCode");
  if (facilityId !== null && facilityId !== "") return { facilityId: facilityId as FacilityId };
  return cityCode !== null && cityCode !== "" ? { cityCode } : {};
}

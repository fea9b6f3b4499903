import { COUNTRY_PATH, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { isRegion, placeNames } from "@app/contract/regions/placeNames";
import { citiesOf } from "@app/contract/regions/regions.data";
import type { RegionChoices, RegionsQuery } from "@app/contract/regions/regions.schema";
import { regionChoices } from "../organizations/public";

/** Wherever there are districts. */
export function isKnownPlace(path: OrgPath): boolean {
  return path !== COUNTRY_PATH && isRegion(path) && citiesOf(provinceCodeOf(path) ?? "").length > 0;
}

export function registrationPlaces(query: RegionsQuery): RegionChoices {
  return { items: regionChoices([COUNTRY_PATH], query).filter(({ orgPath }) => isKnownPlace(orgPath)) };
}

/** 「海南省海口市美兰区」 */
export function placeLabel(path: OrgPath): string {
  return placeNames(path).join("") || "全国";
}

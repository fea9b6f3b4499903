import type { OrgPath } from "@app/contract/organizations/orgPath";
import { placeNames } from "@app/contract/regions/placeNames";

export { isRegion } from "@app/contract/regions/placeNames";

/** 「海南省 · 海口市 · 美兰区」 of a place or of a unit there; 「全国」 of the country. */
export function regionLabel(orgPath: OrgPath): string {
  return placeNames(orgPath).join(" · ") || "全国";
}

import { orgLevelOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { cityName, districtName, provinceName } from "@app/contract/regions/regions.data";

/** 「海南省 · 海口市 · 美兰区」 of a place or of a unit there; 「全国」 of the country. */
export function regionLabel(orgPath: OrgPath): string {
  const [, province, city, district] = orgPath.split("/");
  const names = [
    province === undefined ? undefined : provinceName(province),
    city === undefined ? undefined : cityName(city),
    district === undefined ? undefined : districtName(district),
  ];
  // A city without districts is its own district.
  const distinct = [...new Set(names.filter((name) => name !== undefined))];
  return distinct.length === 0 ? "全国" : distinct.join(" · ");
}

/** True when the codes of a place exist and belong together. */
export function isRegion(orgPath: OrgPath): boolean {
  const [, province, city, district] = orgPath.split("/");
  if (orgLevelOf(orgPath) === "UNIT") return false;
  if (province !== undefined && provinceName(province) === undefined) return false;
  if (city !== undefined && (!city.startsWith(province ?? "") || cityName(city) === undefined)) return false;
  return district === undefined || (district.startsWith(city ?? "") && districtName(district) !== undefined);
}

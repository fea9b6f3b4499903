import { cityCodeOf, districtCodeOf, orgLevelOf, provinceCodeOf, type OrgPath } from "../organizations/orgPath";
import { cityName, districtName, provinceName } from "./regions.data";
import { gathersCounties } from "./whereabouts";

/** 海南省, 海口市, 美兰区 of a place or of a unit there; nothing of the country. A name that would be said twice, and a city that is none, is left out. */
export function placeNames(path: OrgPath): string[] {
  const [province, city, district] = [provinceCodeOf(path), cityCodeOf(path), districtCodeOf(path)];
  const names = [
    province === undefined ? undefined : provinceName(province),
    city === undefined || (district !== undefined && gathersCounties(city)) ? undefined : cityName(city),
    district === undefined ? undefined : districtName(district),
  ].filter((name) => name !== undefined);
  return gathersCounties(city ?? "") && district === undefined ? names.slice(-1) : [...new Set(names)];
}

/** True when the codes of a place exist and belong together. */
export function isRegion(path: OrgPath): boolean {
  const [province, city, district] = [provinceCodeOf(path), cityCodeOf(path), districtCodeOf(path)];
  if (orgLevelOf(path) === "UNIT") return false;
  if (province !== undefined && provinceName(province) === undefined) return false;
  if (city !== undefined && (!city.startsWith(province ?? "") || cityName(city) === undefined)) return false;
  return district === undefined || (district.startsWith(city ?? "") && districtName(district) !== undefined);
}

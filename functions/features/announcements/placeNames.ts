import { cityCodeOf, orgLevelOf, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { allProvinces, citiesOf, cityName, districtName, districtsOf, provinceName } from "@app/contract/regions/regions.data";

export function nameOfPlace(place: OrgPath): string {
  switch (orgLevelOf(place)) {
    case "COUNTRY":
      return "全国";
    case "PROVINCE":
      return provinceName(provinceCodeOf(place) ?? "") ?? place;
    case "CITY":
      return cityName(cityCodeOf(place) ?? "") ?? place;
    case "DISTRICT":
    case "UNIT":
      return districtName(place.split("/")[3] ?? "") ?? cityName(cityCodeOf(place) ?? "") ?? place;
  }
}

/** The place itself and the next level below it: what a choice of recipients offers. */
export function placesBelow(place: OrgPath): { readonly place: OrgPath; readonly name: string }[] {
  const below = {
    COUNTRY: allProvinces,
    PROVINCE: () => citiesOf(provinceCodeOf(place) ?? ""),
    CITY: () => districtsOf(cityCodeOf(place) ?? ""),
    DISTRICT: () => [],
    UNIT: () => [],
  }[orgLevelOf(place)]();
  return [{ place, name: nameOfPlace(place) }, ...below.map(({ code, name }) => ({ place: `${place}/${code}` as OrgPath, name }))];
}

import { cityCodeOf, orgLevelOf, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { placeNames } from "@app/contract/regions/placeNames";
import { allProvinces, citiesOf, districtsOf } from "@app/contract/regions/regions.data";

export function nameOfPlace(place: OrgPath): string {
  return orgLevelOf(place) === "COUNTRY" ? "全国" : (placeNames(place).at(-1) ?? place);
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

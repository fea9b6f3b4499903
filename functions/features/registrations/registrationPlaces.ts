import { COUNTRY_PATH, orgLevelOf, provinceCodeOf, cityCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { allProvinces, cityName, citiesOf, districtName, districtsOf, provinceName } from "@app/contract/regions/regions.data";
import type { RegistrationPlaces } from "@app/contract/registrations/registration.schema";

/** The provinces that use the product: those whose districts are known. Made once, for it never changes while the product runs. */
export const REGISTRATION_PLACES: RegistrationPlaces = {
  items: allProvinces()
    .map((province) => {
      const path = `${COUNTRY_PATH}/${province.code}`;
      return { path: path as OrgPath, name: province.name, cities: citiesBelow(path, province.code) };
    })
    .filter(({ cities }) => cities.length > 0),
};

function citiesBelow(provincePath: string, provinceCode: string) {
  return citiesOf(provinceCode).flatMap((city) => {
    const path = `${provincePath}/${city.code}`;
    const districts = districtsOf(city.code).map((district) => ({ path: `${path}/${district.code}` as OrgPath, name: district.name }));
    return districts.length === 0 ? [] : [{ path: path as OrgPath, name: city.name, districts }];
  });
}

const KNOWN = new Set<OrgPath>(
  REGISTRATION_PLACES.items.flatMap(({ path, cities }) => [path, ...cities.flatMap((city) => [city.path, ...city.districts.map((district) => district.path)])]),
);
export function isKnownPlace(path: OrgPath): boolean {
  return KNOWN.has(path);
}

/** 「海南省海口市美兰区」; a city that is its own district is named once. */
export function placeLabel(path: OrgPath): string {
  const names = [provinceName(provinceCodeOf(path) ?? ""), cityName(cityCodeOf(path) ?? ""), districtName(path.split("/")[3] ?? "")];
  return orgLevelOf(path) === "COUNTRY" ? "全国" : [...new Set(names)].filter((name) => name !== undefined).join("");
}

import { COUNTRY_PATH, coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import { allProvinces, citiesOf, districtsOf } from "@app/contract/regions/regions.data";

export interface RegionChoice {
  readonly orgPath: OrgPath;
  /** 「海南省 · 海口市 · 美兰区」: found by any of its words. */
  readonly label: string;
}

/** The places at or below the scopes, in the order of the codes. */
export function regionChoices(scopes: readonly OrgPath[]): RegionChoice[] {
  const choices: RegionChoice[] = [];
  const add = (orgPath: OrgPath, label: string): void => {
    if (scopes.some((scope) => coversPath(scope, orgPath))) choices.push({ orgPath, label });
  };
  add(COUNTRY_PATH, "全国");
  for (const province of allProvinces()) {
    const provincePath = `${COUNTRY_PATH}/${province.code}` as OrgPath;
    // A province that no scope touches is not walked through.
    if (!scopes.some((scope) => coversPath(scope, provincePath) || coversPath(provincePath, scope))) continue;
    add(provincePath, province.name);
    for (const city of citiesOf(province.code)) {
      const cityPath = `${provincePath}/${city.code}` as OrgPath;
      add(cityPath, `${province.name} · ${city.name}`);
      for (const district of districtsOf(city.code))
        add(`${cityPath}/${district.code}` as OrgPath, [...new Set([province.name, city.name, district.name])].join(" · "));
    }
  }
  return choices;
}

import { cityCodeOf, COUNTRY_PATH, coversPath, orgLevelOf, outermostPaths, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { placeNames } from "@app/contract/regions/placeNames";
import { allProvinces, citiesOf, districtsOf } from "@app/contract/regions/regions.data";
import { REGIONS_FOUND_MAX, type RegionChoice, type RegionsQuery } from "@app/contract/regions/regions.schema";
import { isRegion, regionLabel } from "./regionLabel";

/** The places at or below the scopes that are asked for, in the order of the codes. The whole country is 3 300 places, so they are asked for step by step, or by name. */
export function regionChoices(scopes: readonly OrgPath[], { of, search, below, within }: RegionsQuery): RegionChoice[] {
  const own = outermostPaths(scopes).filter((scope) => orgLevelOf(scope) !== "UNIT");
  const reach = within === undefined ? own : own.some((scope) => coversPath(scope, within)) ? [within] : own.filter((scope) => coversPath(within, scope));
  const isWithin = (path: OrgPath): boolean => reach.some((scope) => coversPath(scope, path));
  // What is chosen already is named wherever it lies: a colleague with another reach may have chosen it.
  if (of !== undefined) return of.split(",").flatMap((path) => (isRegion(path as OrgPath) ? [choiceOf(path as OrgPath)] : []));
  if (search !== undefined) return findRegions(search, isWithin);
  if (below !== undefined) return placesBelow(below).filter(isWithin).map(choiceOf);
  const [only, ...others] = reach;
  if (only === undefined || others.length > 0) return reach.map(choiceOf);
  // With one place to begin at, itself and what lies below stand side by side.
  return [{ ...choiceOf(only), hasBelow: false }, ...placesBelow(only).map(choiceOf)];
}

/** By any part of the whole name, with or without 省, 市, 区, 县: 「杭州上城」 finds 上城区. Places whose own name says it stand first. */
function findRegions(search: string, isWithin: (path: OrgPath) => boolean): RegionChoice[] {
  const words = search.replaceAll(/[\s·]/g, "");
  const stem = stemOf(words);
  const found = allPlaces().filter(({ path, whole, stems }) => isWithin(path) && (whole.includes(words) || (stem !== "" && stems.includes(stem))));
  const [byOwnName, byOthers] = [found.filter(({ name }) => name.includes(words)), found.filter(({ name }) => !name.includes(words))];
  return [...byOwnName, ...byOthers].slice(0, REGIONS_FOUND_MAX).map(({ path }) => choiceOf(path));
}
const stemOf = (name: string): string => name.replaceAll(/特别行政区|自治[区州县旗]|[省市区县]/g, "");

interface NamedPlace {
  readonly path: OrgPath;
  readonly name: string;
  readonly whole: string;
  readonly stems: string;
}
let places: readonly NamedPlace[] | undefined;
function allPlaces(): readonly NamedPlace[] {
  places ??= withAllBelow(COUNTRY_PATH).map((path) => {
    const names = placeNames(path);
    return { path, name: names.at(-1) ?? "全国", whole: names.length === 0 ? "全国" : names.join(""), stems: names.map(stemOf).join("") };
  });
  return places;
}
const withAllBelow = (path: OrgPath): OrgPath[] => [path, ...placesBelow(path).flatMap(withAllBelow)];

function placesBelow(path: OrgPath): OrgPath[] {
  const codes = {
    COUNTRY: allProvinces,
    PROVINCE: () => citiesOf(provinceCodeOf(path) ?? ""),
    CITY: () => districtsOf(cityCodeOf(path) ?? ""),
    DISTRICT: () => [],
    UNIT: () => [],
  }[orgLevelOf(path)]();
  return codes.map(({ code }) => `${path}/${code}` as OrgPath);
}

function choiceOf(orgPath: OrgPath): RegionChoice {
  return { orgPath, name: placeNames(orgPath).at(-1) ?? "全国", label: regionLabel(orgPath), hasBelow: placesBelow(orgPath).length > 0 };
}

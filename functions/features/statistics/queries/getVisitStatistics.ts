import { scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, monthOf, monthsBetween, type LocalDate } from "@app/contract/kernel/time";
import { outermostPaths, cityCodeOf, coversPath, orgLevelOf, provinceCodeOf, unitOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { cityName, provinceName } from "@app/contract/regions/regions.data";
import {
  addFigures,
  ZERO_FIGURES,
  type CityFigures,
  type LatestFigures,
  type ProvinceFigures,
  type VisitFigures,
  type VisitStatistics,
  type VisitStatisticsQuery,
} from "@app/contract/statistics/visitFigures.schema";
import { ACTIVE_DAYS, type CounterScope } from "../../../engines/counters/dayCounters";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { listFacilitiesBelow, type FacilityItem } from "../../visits/public";
import { counterScopesOf, readVisitFigures, sumByUnit, sumRows } from "../visitFiguresRepository";

/** As the query's schema says when both ends are given. */
const YEARS_MAX = 10;

type Deps = { readonly store: Store; readonly clock: Clock };

/**
 * 综合统计 (seed 000, 五): city and facility, above them the province for whoever has it whole; any range, this year unless said otherwise. Every open facility of the
 * actor's places has its line, also with zeros; one that applies or was withdrawn only while something of the range was counted there, so that no figure is lost to the sums.
 */
export async function getVisitStatistics(deps: Deps, actor: Actor, query: VisitStatisticsQuery): Promise<Result<VisitStatistics, KernelRefusal>> {
  const scopes = widestScopes(actor);
  if (scopes.length === 0) return refuse({ code: "FORBIDDEN" });
  const today = localDateOf(deps.clock.now());
  const from = query.from ?? (`${(query.to ?? today).slice(0, 4)}-01-01` as LocalDate);
  const to = query.to ?? lastDayShown(from, today);
  const known = await facilitiesOf(deps.store, scopes);
  const byFacility = sumByUnit(await readVisitFigures(deps.store, countersOf(scopes, known), from, to));
  const facilities = known.filter((facility) => isOpen(facility) || !isNothing(byFacility.get(facility.facilityId) ?? ZERO_FIGURES));
  const cities = groupByCity(facilities).map(([code, members]): CityFigures => {
    const lines = members.map((facility) => ({
      facilityId: facility.facilityId,
      facilityName: facility.name,
      figures: byFacility.get(facility.facilityId) ?? ZERO_FIGURES,
    }));
    return {
      provinceCode: code.slice(0, 2),
      cityCode: code,
      cityName: cityName(code) ?? code,
      figures: lines.reduce((sum, line) => addFigures(sum, line.figures), ZERO_FIGURES),
      facilities: lines,
    };
  });
  return ok({
    from,
    to,
    scopeName: scopeNames(scopes, known),
    total: cities.reduce((sum, city) => addFigures(sum, city.figures), ZERO_FIGURES),
    provinces: scopes.some((scope) => ["COUNTRY", "PROVINCE"].includes(orgLevelOf(scope))) ? sumByProvince(cities) : [],
    cities,
  });
}

function sumByProvince(cities: readonly CityFigures[]): ProvinceFigures[] {
  return [...new Set(cities.map((city) => city.provinceCode))].map((provinceCode) => ({
    provinceCode,
    provinceName: provinceName(provinceCode) ?? provinceCode,
    figures: cities.reduce((sum, city) => (city.provinceCode === provinceCode ? addFigures(sum, city.figures) : sum), ZERO_FIGURES),
  }));
}

/** Through this year; a beginning in the far past ends earlier, because a request reads at most ten years. */
export function lastDayShown(from: LocalDate, today: LocalDate): LocalDate {
  const year = Math.max(Number(from.slice(0, 4)), Math.min(Number(today.slice(0, 4)), Number(from.slice(0, 4)) + YEARS_MAX));
  return `${String(year).padStart(4, "0")}-12-31` as LocalDate;
}

/** 最新数据 (seed 000, 四): this year and this month of the actor's scope. */
export async function getLatestFigures(deps: Deps, actor: Actor): Promise<Result<LatestFigures, KernelRefusal>> {
  const places = widestScopes(actor);
  if (places.length === 0) return refuse({ code: "FORBIDDEN" });
  const today = localDateOf(deps.clock.now());
  const year = Number(today.slice(0, 4));
  const from = `${year}-01-01` as LocalDate;
  const to = `${year}-12-31` as LocalDate;
  const known = await facilitiesOf(deps.store, places);
  const facilities = known.filter(isOpen);
  const scopes = countersOf(places, known);
  const [rows, todayRows] = await Promise.all([
    readVisitFigures(deps.store, scopes, from, to, [ACTIVE_DAYS]),
    readVisitFigures(deps.store, scopes, today, today),
  ]);
  const total = sumRows(rows);
  const month = monthOf(today);
  return ok({
    year,
    month,
    scopeName: scopeNames(places, known),
    // 不包含申报中的单位; one that is suspended for a while still belongs to those open to the public.
    facilities: facilities.length,
    openDays: rows.reduce((sum, row) => sum + (row.figures[ACTIVE_DAYS] ?? 0), 0),
    teamHeads: total.teamHeads,
    familyHeads: total.familyHeads,
    monthHeads: sumRows(rows.filter((row) => row.month === month)).headsTotal,
    todayHeads: sumRows(todayRows).headsTotal,
    todayTeamHeads: sumRows(todayRows).teamHeads,
    monthly: monthsBetween(from, to).map((each) => {
      const figures = sumRows(rows.filter((row) => row.month === each));
      return { month: each, teamHeads: figures.teamHeads, familyHeads: figures.familyHeads };
    }),
  });
}

/** The actor's places without those that lie in another of them: what is there is counted once, and all of it (promise M33). */
export function widestScopes(actor: Actor): OrgPath[] {
  return outermostPaths(scopesOf(actor, "statistics.read"));
}

export async function facilitiesOf(store: Store, scopes: readonly OrgPath[]): Promise<FacilityItem[]> {
  return (await Promise.all(scopes.map((scope) => listFacilitiesBelow(store, scope)))).flat();
}

/** Where the figures of all these places lie; each place's are those of its own facilities alone. */
function countersOf(scopes: readonly OrgPath[], known: readonly FacilityItem[]): CounterScope[] {
  return scopes.flatMap((scope) =>
    counterScopesOf(
      scope,
      known.filter(({ orgPath }) => coversPath(scope, orgPath)),
    ),
  );
}

const isOpen = ({ status }: Pick<FacilityItem, "status">): boolean => status !== "APPLYING" && status !== "WITHDRAWN";
const isNothing = (figures: VisitFigures): boolean => Object.values(figures).every((figure) => figure === 0);

function groupByCity(facilities: readonly FacilityItem[]): [string, FacilityItem[]][] {
  const groups = new Map<string, FacilityItem[]>();
  for (const facility of facilities) groups.set(facility.cityCode, [...(groups.get(facility.cityCode) ?? []), facility]);
  return [...groups.entries()];
}

/** 海口市、三亚市; of many places the first, and how many they are. */
const SCOPES_NAMED_MAX = 3;
export function scopeNames(scopes: readonly OrgPath[], facilities: readonly FacilityItem[]): string {
  const names = [...new Set(scopes.map((scope) => scopeName(scope, facilities)))];
  const named = names.slice(0, SCOPES_NAMED_MAX).join("、");
  return names.length > SCOPES_NAMED_MAX ? `${named} 等 ${names.length} 处` : named;
}

function scopeName(scope: OrgPath, facilities: readonly FacilityItem[]): string {
  switch (orgLevelOf(scope)) {
    case "COUNTRY":
      return "全国";
    case "PROVINCE":
      return provinceName(provinceCodeOf(scope) ?? "") ?? "本省";
    case "CITY":
    case "DISTRICT":
      return cityName(cityCodeOf(scope) ?? "") ?? "本市";
    case "UNIT":
      return facilities.find((facility) => facility.facilityId === unitOf(scope))?.name ?? "本单位";
  }
}

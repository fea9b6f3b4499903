import { scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, monthOf, monthsBetween, type LocalDate } from "@app/contract/kernel/time";
import { cityCodeOf, orgLevelOf, provinceCodeOf, unitOf, type OrgPath } from "@app/contract/organizations/orgPath";
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
import { ACTIVE_DAYS } from "../../../engines/counters/dayCounters";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { listFacilitiesBelow, type FacilityItem } from "../../visits/public";
import { counterScopesOf, readVisitFigures, sumByUnit, sumRows } from "../visitFiguresRepository";

/** As the query's schema says when both ends are given. */
const YEARS_MAX = 10;

type Deps = { readonly store: Store; readonly clock: Clock };

/**
 * 综合统计 (seed 000, 五): city and facility, above them the province for whoever has it whole; any range, this year unless said otherwise. Every open facility of the
 * scope has its line, also with zeros; one that applies or was withdrawn only while something of the range was counted there, so that no figure is lost to the sums.
 */
export async function getVisitStatistics(deps: Deps, actor: Actor, query: VisitStatisticsQuery): Promise<Result<VisitStatistics, KernelRefusal>> {
  const scope = widestScope(actor);
  if (scope === undefined) return refuse({ code: "FORBIDDEN" });
  const today = localDateOf(deps.clock.now());
  const from = query.from ?? (`${(query.to ?? today).slice(0, 4)}-01-01` as LocalDate);
  const to = query.to ?? lastDayShown(from, today);
  const known = await listFacilitiesBelow(deps.store, scope);
  const byFacility = sumByUnit(await readVisitFigures(deps.store, counterScopesOf(scope, known), from, to));
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
    scopeName: scopeName(scope, known),
    total: cities.reduce((sum, city) => addFigures(sum, city.figures), ZERO_FIGURES),
    provinces: ["COUNTRY", "PROVINCE"].includes(orgLevelOf(scope)) ? sumByProvince(cities) : [],
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
  const scope = widestScope(actor);
  if (scope === undefined) return refuse({ code: "FORBIDDEN" });
  const today = localDateOf(deps.clock.now());
  const year = Number(today.slice(0, 4));
  const from = `${year}-01-01` as LocalDate;
  const to = `${year}-12-31` as LocalDate;
  const known = await listFacilitiesBelow(deps.store, scope);
  const facilities = known.filter(isOpen);
  const scopes = counterScopesOf(scope, known);
  const [rows, todayRows] = await Promise.all([
    readVisitFigures(deps.store, scopes, from, to, [ACTIVE_DAYS]),
    readVisitFigures(deps.store, scopes, today, today),
  ]);
  const total = sumRows(rows);
  const month = monthOf(today);
  return ok({
    year,
    month,
    scopeName: scopeName(scope, known),
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

/** A person with several grants sees the widest; the shortest path covers the most. */
export function widestScope(actor: Actor): OrgPath | undefined {
  return [...scopesOf(actor, "statistics.read")].sort((left, right) => left.split("/").length - right.split("/").length)[0];
}

const isOpen = ({ status }: Pick<FacilityItem, "status">): boolean => status !== "APPLYING" && status !== "WITHDRAWN";
const isNothing = (figures: VisitFigures): boolean => Object.values(figures).every((figure) => figure === 0);

function groupByCity(facilities: readonly FacilityItem[]): [string, FacilityItem[]][] {
  const groups = new Map<string, FacilityItem[]>();
  for (const facility of facilities) groups.set(facility.cityCode, [...(groups.get(facility.cityCode) ?? []), facility]);
  return [...groups.entries()];
}

export function scopeName(scope: OrgPath, facilities: readonly FacilityItem[]): string {
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

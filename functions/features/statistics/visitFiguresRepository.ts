import type { LocalDate } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { cityCodeOf, orgLevelOf, provinceCodeOf, unitOf } from "@app/contract/organizations/orgPath";
import { addFigures, ZERO_FIGURES, type VisitFigures } from "@app/contract/statistics/visitFigures.schema";
import { readFigures, type CounterScope, type FiguresRow } from "../../engines/counters/dayCounters";
import type { Store } from "../../engines/store/storePort";

/** The figures of visits, kept by `engines/counters` (its head lists the access patterns). */
export const VISIT_METRIC = "VISITS";
export const VISIT_FIGURES = ["teamVisits", "teamHeads", "familyVisits", "familyHeads"] as const;

/** Where the figures of a scope lie. A country's and a district's are gathered from the partitions that exist: its provinces, or its facilities. */
export function counterScopesOf(
  scope: OrgPath,
  facilities: readonly { readonly facilityId: string; readonly orgPath: OrgPath; readonly provinceCode: string }[],
): CounterScope[] {
  switch (orgLevelOf(scope)) {
    case "COUNTRY":
      return [...new Set(facilities.map((facility) => facility.provinceCode))].map((provinceCode) => ({ kind: "PROVINCE", provinceCode }));
    case "PROVINCE":
      return [{ kind: "PROVINCE", provinceCode: provinceCodeOf(scope) ?? "" }];
    case "CITY":
      return [{ kind: "CITY", cityCode: cityCodeOf(scope) ?? "" }];
    case "DISTRICT":
      return facilities.map((facility) => ({ kind: "UNIT", unitId: facility.facilityId }));
    case "UNIT":
      return [{ kind: "UNIT", unitId: unitOf(scope) ?? "" }];
  }
}

export async function readVisitFigures(
  store: Store,
  scopes: readonly CounterScope[],
  from: LocalDate,
  to: LocalDate,
  extra: readonly string[] = [],
  grain: "COARSEST" | "DAYS" = "COARSEST",
): Promise<FiguresRow[]> {
  return (await Promise.all(scopes.map((scope) => readFigures(store, VISIT_METRIC, scope, from, to, [...VISIT_FIGURES, ...extra], grain)))).flat();
}

export type CountedFigures = Pick<VisitFigures, (typeof VISIT_FIGURES)[number]>;

export function figuresOf(row: Pick<FiguresRow, "figures">): CountedFigures {
  const { teamVisits = 0, teamHeads = 0, familyVisits = 0, familyHeads = 0 } = row.figures;
  return { teamVisits, teamHeads, familyVisits, familyHeads };
}

export function sumRows(rows: readonly FiguresRow[]): VisitFigures {
  return rows.reduce((sum, row) => addFigures(sum, figuresOf(row)), ZERO_FIGURES);
}

export function sumByUnit(rows: readonly FiguresRow[]): Map<string, VisitFigures> {
  const sums = new Map<string, VisitFigures>();
  for (const row of rows) sums.set(row.unitId, addFigures(sums.get(row.unitId) ?? ZERO_FIGURES, figuresOf(row)));
  return sums;
}

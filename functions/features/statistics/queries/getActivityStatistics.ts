import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type LocalDate } from "@app/contract/kernel/time";
import { activityLevelOf } from "@app/contract/activities/activity.schema";
import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import {
  addActivityFigures,
  ZERO_ACTIVITY_FIGURES,
  type ActivityFigures,
  type ActivityStatistics,
  type ActivityStatisticsRow,
} from "@app/contract/statistics/activityFigures.schema";
import type { VisitStatisticsQuery } from "@app/contract/statistics/visitFigures.schema";
import type { FiguresRow } from "../../../engines/counters/dayCounters";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { placeName, unitsOf } from "../../activities/public";
import type { FacilityItem } from "../../visits/public";
import { readActivityFigures } from "../activityFigures";
import { facilitiesOf, lastDayShown, scopeNames, widestScopes } from "./getVisitStatistics";

/**
 * 线上活动 of 综合统计: a line for every unit that may report, the province's and each city's own beside their facilities'; 各级上报的数据累计在各级 (seed 000, 八-2),
 * so no line holds another's figures.
 */
export async function getActivityStatistics(
  deps: { readonly store: Store; readonly clock: Clock },
  actor: Actor,
  query: VisitStatisticsQuery,
): Promise<Result<ActivityStatistics, KernelRefusal>> {
  const scopes = widestScopes(actor);
  if (scopes.length === 0) return refuse({ code: "FORBIDDEN" });
  const today = localDateOf(deps.clock.now());
  const from = query.from ?? (`${(query.to ?? today).slice(0, 4)}-01-01` as LocalDate);
  const to = query.to ?? lastDayShown(from, today);
  const facilities = await facilitiesOf(deps.store, scopes);
  const inScope = (scope: OrgPath): FacilityItem[] => facilities.filter(({ orgPath }) => coversPath(scope, orgPath));
  const figures = sumByUnit((await Promise.all(scopes.map((scope) => readActivityFigures(deps.store, scope, inScope(scope), from, to)))).flat());
  // A facility that applies or has closed shows a line only for what was counted.
  const shown = facilities.filter(({ orgPath, status }) => figures.has(orgPath) || (status !== "APPLYING" && status !== "WITHDRAWN"));
  const rows = new Map<OrgPath, ActivityStatisticsRow>(
    scopes
      .flatMap((scope) => unitsOf(scope, shown))
      .map(({ unit, name, level }) => [unit, { unit, unitName: name, level, figures: figures.get(unit) ?? ZERO_ACTIVITY_FIGURES }]),
  );
  // A city may report before it has a facility.
  for (const [unit, own] of figures) {
    const level = activityLevelOf(unit);
    if (!rows.has(unit) && level !== undefined) rows.set(unit, { unit, unitName: placeName(unit), level, figures: own });
  }
  const sorted = [...rows.values()].sort((left, right) => (left.unit < right.unit ? -1 : 1));
  return ok({
    from,
    to,
    scopeName: scopeNames(scopes, facilities),
    total: sorted.reduce((sum, row) => addActivityFigures(sum, row.figures), ZERO_ACTIVITY_FIGURES),
    rows: sorted,
  });
}

/** Those with anything left; what was counted and taken back again is nothing. */
function sumByUnit(rows: readonly FiguresRow[]): Map<OrgPath, ActivityFigures> {
  const sums = new Map<OrgPath, ActivityFigures>();
  for (const { unitId, figures } of rows) {
    const { activities = 0, audience = 0, resources = 0, minutes = 0 } = figures;
    const unit = unitId as OrgPath;
    sums.set(unit, addActivityFigures(sums.get(unit) ?? ZERO_ACTIVITY_FIGURES, { activities, audience, resources, minutes }));
  }
  for (const [unit, sum] of sums) if (sum.activities === 0) sums.delete(unit);
  return sums;
}

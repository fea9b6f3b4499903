import type { LocalDate } from "@app/contract/kernel/time";
import { orgLevelOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { ACTIVITY_FIGURE_COLUMNS, type ActivityFigures } from "@app/contract/statistics/activityFigures.schema";
import { addFigures, readFigures, type CounterScope, type FiguresRow } from "../../engines/counters/dayCounters";
import type { EventRecord } from "../../engines/events/event";
import type { Store, Write } from "../../engines/store/storePort";
import type { ActivityCounted } from "../activities/public";
import { counterScopesOf } from "./visitFiguresRepository";

/** The figures of online activities, kept by `engines/counters` (its head lists the access patterns): one unit is whoever reported, by its place of the tree. */
export const ACTIVITY_METRIC = "ACTIVITIES";

/** What one audited activity adds, and one that is taken back takes away, on its last day. */
export function figuresOfActivity(event: Pick<EventRecord, "eventType" | "payload">): ActivityFigures | undefined {
  const sign = event.eventType === "ACTIVITY_COUNTED" ? 1 : event.eventType === "ACTIVITY_UNCOUNTED" ? -1 : undefined;
  if (sign === undefined) return undefined;
  const { audience, resources, minutes } = event.payload as unknown as ActivityCounted;
  return { activities: sign, audience: sign * audience, resources: sign * resources, minutes: sign * minutes };
}

/** 在线活动的数据统计必须为已审核状态 (seed 000, 五-5-3). */
export async function activityFigures(store: Store, event: EventRecord): Promise<Write[]> {
  const figures = figuresOfActivity(event);
  if (figures === undefined) return [];
  const { unit, cityCode, provinceCode, endDate } = event.payload as unknown as ActivityCounted;
  return addFigures(store, { metric: ACTIVITY_METRIC, unitId: unit, cityCode, provinceCode }, endDate as LocalDate, { ...figures });
}

/** The rows of a scope. A facility's own are read by its place, which is its name among the units that report. */
export async function readActivityFigures(
  store: Store,
  scope: OrgPath,
  facilities: readonly { readonly facilityId: string; readonly orgPath: OrgPath; readonly provinceCode: string }[],
  from: LocalDate,
  to: LocalDate,
): Promise<FiguresRow[]> {
  return (
    await Promise.all(scopesOfActivities(scope, facilities).map((each) => readFigures(store, ACTIVITY_METRIC, each, from, to, ACTIVITY_FIGURE_COLUMNS)))
  ).flat();
}

function scopesOfActivities(scope: OrgPath, facilities: Parameters<typeof counterScopesOf>[1]): CounterScope[] {
  switch (orgLevelOf(scope)) {
    case "UNIT":
      return [{ kind: "UNIT", unitId: scope }];
    case "DISTRICT":
      return facilities.map(({ orgPath }) => ({ kind: "UNIT", unitId: orgPath }));
    case "COUNTRY":
    case "PROVINCE":
    case "CITY":
      return counterScopesOf(scope, facilities);
  }
}

import type { LocalDate } from "@app/contract/kernel/time";
import { addFigures } from "../../engines/counters/dayCounters";
import type { EventRecord } from "../../engines/events/event";
import type { Store, Write } from "../../engines/store/storePort";
import type { TeamVisitStepped } from "../visits/public";
import { VISIT_METRIC } from "./visitFiguresRepository";

/** The events by which a team's visit is counted or not any more. */
const TEAM_FIGURE_EVENTS: readonly string[] = ["TEAM_VISIT_REPORTED", "TEAM_VISIT_BACK_FILLED", "TEAM_VISIT_RETURNED"];

/**
 * A team is counted from the facility's report on, audited or not; one that is returned is not, until it is reported again, with the heads of the new report (seed
 * 000, 五-5-1). The step itself says what it changes, so a figure is the sum over the events.
 */
export function figuresOfTeamVisit(event: Pick<EventRecord, "eventType" | "payload">): { teamVisits: number; teamHeads: number } | undefined {
  if (!TEAM_FIGURE_EVENTS.includes(event.eventType)) return undefined;
  const { visitsGained, headsGained } = event.payload as unknown as TeamVisitStepped;
  return visitsGained === 0 && headsGained === 0 ? undefined : { teamVisits: visitsGained, teamHeads: headsGained };
}

export async function teamFigures(store: Store, event: EventRecord): Promise<Write[]> {
  const figures = figuresOfTeamVisit(event);
  if (figures === undefined) return [];
  const { facilityId, cityCode, provinceCode, date } = event.payload as unknown as TeamVisitStepped;
  return addFigures(store, { metric: VISIT_METRIC, unitId: facilityId, cityCode, provinceCode }, date as LocalDate, figures);
}

import type { LocalDate } from "@app/contract/kernel/time";
import { addFigures } from "../../engines/counters/dayCounters";
import type { Consumer } from "../../engines/events/consumers";
import type { EventRecord } from "../../engines/events/event";
import type { Store, Write } from "../../engines/store/storePort";
import type { BookingEntered } from "../visits/public";
import { activityFigures } from "./activityFigures";
import { teamFigures } from "./teamFigures";
import { VISIT_METRIC } from "./visitFiguresRepository";

export const STATISTICS_CONSUMER = "statistics";

/**
 * A family visit is counted by its check-in alone, without an audit (seed 000, 五-5-2): the party once, at its first entry; the heads as they come in, so that
 * six people of whom two come late show four, then six (promise F1). What is taken back or decided later goes the same way (promises M9, F2).
 */
export function statisticsConsumer(store: Store): Consumer {
  return {
    name: STATISTICS_CONSUMER,
    handles: {
      BOOKING_CHECKED_IN: (event) => entryFigures(store, event),
      BOOKING_ENTERED_LATE: (event) => entryFigures(store, event),
      BOOKING_ENTRY_UNDONE: (event) => entryFigures(store, event),
      BOOKING_ENTRY_SETTLED: (event) => entryFigures(store, event),
      TEAM_VISIT_REPORTED: (event) => teamFigures(store, event),
      TEAM_VISIT_BACK_FILLED: (event) => teamFigures(store, event),
      TEAM_VISIT_RETURNED: (event) => teamFigures(store, event),
      ACTIVITY_COUNTED: (event) => activityFigures(store, event),
      ACTIVITY_UNCOUNTED: (event) => activityFigures(store, event),
    },
  };
}

/** What an entry, or what puts one right, adds to the figures; undefined when nothing. A team is counted by its report (seed 000, 五-5-1). */
export function figuresOfEntry(event: Pick<EventRecord, "eventType" | "payload">): { familyVisits: number; familyHeads: number } | undefined {
  if (!["BOOKING_CHECKED_IN", "BOOKING_ENTERED_LATE", "BOOKING_ENTRY_UNDONE", "BOOKING_ENTRY_SETTLED"].includes(event.eventType)) return undefined;
  const { kind, heads, visits } = event.payload as unknown as BookingEntered;
  return kind === "TEAM" || (heads === 0 && visits === 0) ? undefined : { familyVisits: visits, familyHeads: heads };
}

export async function entryFigures(store: Store, event: EventRecord): Promise<Write[]> {
  const figures = figuresOfEntry(event);
  if (figures === undefined) return [];
  const { facilityId, cityCode, provinceCode, date } = event.payload as unknown as BookingEntered;
  return addFigures(store, { metric: VISIT_METRIC, unitId: facilityId, cityCode, provinceCode }, date as LocalDate, figures);
}

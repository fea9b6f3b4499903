import type { LocalDate } from "@app/contract/kernel/time";
import { addFigures } from "../../engines/counters/dayCounters";
import type { Consumer } from "../../engines/events/consumers";
import type { EventRecord } from "../../engines/events/event";
import type { Store, Write } from "../../engines/store/storePort";
import type { BookingCheckedIn } from "../visits/public";
import { activityFigures } from "./activityFigures";
import { VISIT_METRIC } from "./visitFiguresRepository";

/**
 * A family visit is counted by its check-in alone, without an audit (seed 000, 五-5-2): the party once, at its first entry; the heads as they come in, so that
 * six people of whom two come late show four, then six (promise F1).
 */
export function statisticsConsumer(store: Store): Consumer {
  return {
    name: "statistics",
    handles: {
      BOOKING_CHECKED_IN: (event) => checkInFigures(store, event),
      ACTIVITY_COUNTED: (event) => activityFigures(store, event),
      ACTIVITY_UNCOUNTED: (event) => activityFigures(store, event),
    },
  };
}

export async function checkInFigures(store: Store, event: EventRecord): Promise<Write[]> {
  const checkIn = event.payload as unknown as BookingCheckedIn;
  // A team is counted by its report (seed 000, 五-5-1).
  if (checkIn.kind === "TEAM") return [];
  return addFigures(
    store,
    { metric: VISIT_METRIC, unitId: checkIn.facilityId, cityCode: checkIn.cityCode, provinceCode: checkIn.provinceCode },
    checkIn.date as LocalDate,
    { familyVisits: checkIn.first ? 1 : 0, familyHeads: checkIn.heads },
  );
}

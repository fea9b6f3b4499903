import { WAIVER_REASON_LABELS } from "@app/contract/visits/noShow.schema";
import type { Consumer } from "../../../engines/events/consumers";
import type { EventRecord } from "../../../engines/events/event";
import type { DeadlineHandler } from "../../../engines/deadlines/deadlines";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import { absent, type Store, type Write } from "../../../engines/store/storePort";
import { getBookingItem } from "../bookingRepository";
import { applyWaiver } from "./waiveDays";
import { newNoShow, NO_SHOW_TAG, standingKey, standingWrites, WAIVER_DEADLINE, waiverCovering, type StandingItem } from "./noShowRepository";

/** A visit to which nobody came becomes a record, once. A closing cancels its bookings before their day is over, so it never comes here (promise F6). */
export function noShowsConsumer(store: Store): Consumer {
  const count = (event: EventRecord): Promise<Write[]> => countNoShow(store, event);
  return { name: "noShows", handles: { BOOKING_NOT_SHOWN: count, TEAM_VISIT_ABSENT: count } };
}

async function countNoShow(store: Store, event: EventRecord): Promise<Write[]> {
  const booking = await getBookingItem(store, event.caseId);
  if (booking === undefined) return [];
  const [waiver, standing] = await Promise.all([waiverCovering(store, booking), store.get(standingKey(booking.personId))]);
  const noShow = newNoShow(
    booking,
    waiver === undefined ? undefined : { remark: `${WAIVER_REASON_LABELS[waiver.reason]}：${waiver.remark}`, byName: waiver.byName, at: event.at },
  );
  return [{ kind: "put", tag: NO_SHOW_TAG, item: noShow, condition: absent }, ...standingWrites(standing as StandingItem | undefined, noShow)];
}

export function noShowDeadlines(engine: CommandEngine): DeadlineHandler[] {
  return [{ kind: WAIVER_DEADLINE, settle: (item) => applyWaiver(engine, item) }];
}

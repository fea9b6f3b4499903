import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import { WAIVER_REASON_LABELS } from "@app/contract/visits/noShow.schema";
import type { Consumer } from "../../../engines/events/consumers";
import type { EventRecord } from "../../../engines/events/event";
import type { DeadlineHandler } from "../../../engines/deadlines/deadlines";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import { absent, versionIs, type Store, type Write } from "../../../engines/store/storePort";
import { getBookingItem } from "../bookingRepository";
import { applyWaiver } from "./waiveDays";
import {
  changedNoShow,
  getNoShowItem,
  newNoShow,
  NO_SHOW_TAG,
  standingKey,
  standingWrites,
  WAIVER_DEADLINE,
  waiverCovering,
  type StandingItem,
} from "./noShowRepository";

/** A visit to which nobody came becomes a record, once. A closing cancels its bookings before their day is over, so it never comes here (promise F6). */
export function noShowsConsumer(store: Store): Consumer {
  const count = (event: EventRecord): Promise<Write[]> => countNoShow(store, event);
  const strike = (event: EventRecord): Promise<Write[]> => strikeNoShow(store, event);
  return {
    name: "noShows",
    handles: { BOOKING_NOT_SHOWN: count, TEAM_VISIT_ABSENT: count, BOOKING_ENTERED_LATE: strike, BOOKING_ENTRY_SETTLED: strike },
  };
}

/** A gate without network had let them in: what it brought back after midnight strikes the record, whatever became of it since. */
async function strikeNoShow(store: Store, event: EventRecord): Promise<Write[]> {
  const [booking, noShow] = await Promise.all([getBookingItem(store, event.caseId), getNoShowItem(store, event.caseId)]);
  if (booking === undefined || booking.status === "NO_SHOW" || noShow === undefined || noShow.status === "WAIVED") return [];
  const standing = (await store.get(standingKey(noShow.personId))) as StandingItem | undefined;
  const answer = { remark: "当天已在闸口入场，断网时扫码，后来补记", byName: SYSTEM_ACTOR.name, at: event.at };
  const next = changedNoShow(noShow, { status: "WAIVED", answer });
  return [{ kind: "put", tag: NO_SHOW_TAG, item: next, condition: versionIs(noShow.version) }, ...standingWrites(standing, next)];
}

async function countNoShow(store: Store, event: EventRecord): Promise<Write[]> {
  const booking = await getBookingItem(store, event.caseId);
  // They were let in without network after all, and that was known before this was.
  if (booking === undefined || booking.status !== "NO_SHOW") return [];
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

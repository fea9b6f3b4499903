import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import { addMs, type Instant } from "@app/contract/kernel/time";
import { BOOKING_KINDS } from "@app/contract/visits/bookingKind.schema";
import type { StoredItem } from "../../../engines/store/storePort";
import { listSlotBookings, type BookingItem } from "../bookingRepository";
import { CLOSED_OUT_STATUSES } from "../closingBookings";
import { closedOut, isClosingOut, type SlotItem } from "../slotRepository";
import type { BookingDeps } from "../visitDeps";
import { decideBooking } from "./decideBooking";

/** Cancelled in one look of the sweep; the rest follows at the next one, so that a full day holds up nothing else. */
export const CLOSED_OUT_AT_ONCE = 100;

/**
 * A list may lag behind the bookings it shows (DynamoDB's indexes, mostly by milliseconds), so one that was taken just before the closing may be missing from it.
 * The slot is done only when nothing is found this long after its closing.
 */
export const CLOSED_OUT_FOR_SURE_MS = 10_000;

/**
 * The sweep's half of a closing: cancels the live bookings of a closed slot, each in its own transaction with its event, by which its booker is told. Whatever
 * is not done stays in the list, so a stop in the middle resumes at the next look; who is done already is no longer live, so nobody is told twice.
 */
export async function closeOutSlot(deps: BookingDeps, item: StoredItem): Promise<void> {
  const { engine } = deps;
  const slot = item as SlotItem;
  if (!isClosingOut(slot)) return;
  const live: BookingItem[] = [];
  for (const of of BOOKING_KINDS.flatMap((kind) => CLOSED_OUT_STATUSES.map((status) => ({ kind, status })))) {
    const room = CLOSED_OUT_AT_ONCE - live.length;
    if (room > 0) live.push(...(await listSlotBookings(engine.store, slot, of, { limit: room })).items);
  }
  if (live.length === 0) {
    const sureAt = addMs(slot["closedAt"] as Instant, CLOSED_OUT_FOR_SURE_MS);
    // Lost against another sweep: that one has written the same.
    await engine.store.transact([closedOut(slot, engine.clock.now() < sureAt ? sureAt : undefined)]);
    return;
  }
  const failures: unknown[] = [];
  for (const booking of live) {
    try {
      // Who entered or cancelled a moment ago is refused here, and is no longer live at the next look.
      await decideBooking(deps, {
        actor: SYSTEM_ACTOR,
        bookingId: booking.bookingId,
        action: "CLOSE_OUT",
        requestId: undefined,
        remark: String(slot["closedReason"]),
      });
    } catch (error) {
      failures.push(error);
    }
  }
  // One booking that cannot be cancelled must not keep the others from being told; the sweep reports it and comes back.
  if (failures.length > 0) throw failures[0];
}

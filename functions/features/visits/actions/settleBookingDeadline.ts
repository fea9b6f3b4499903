import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { StoredItem } from "../../../engines/store/storePort";
import { dueSteps, getBookingItem, type BookingItem } from "../bookingRepository";
import type { BookingDeps } from "../visitDeps";
import { decideBooking } from "./decideBooking";

/**
 * A moment of a booking has come: an undecided request expires and frees its places (promise M4); who is confirmed is reminded the evening before; a family that
 * nobody saw is a no-show; a team's report is asked for, then overdue. What was missed while the machine stood still is not made up for: the last step that is due
 * is the one taken. A person who was faster wins. On a closed slot it was the facility that did not come: the closing is what happened, also when its sweep is late,
 * and never a no-show (promise F6).
 */
export async function settleBookingDeadline(deps: BookingDeps, item: StoredItem): Promise<void> {
  const booking = item as BookingItem;
  const now = deps.engine.clock.now();
  const due = dueSteps(booking).filter(({ at }) => at <= now);
  const step = due[due.length - 1];
  if (step === undefined) return;
  const act = { actor: SYSTEM_ACTOR, bookingId: booking.bookingId, requestId: undefined };
  const slot = booking.status === "RETURNED" ? undefined : await deps.engine.store.get({ pk: booking.slotPk, sk: booking.slotSk });
  const settled =
    slot?.["status"] === "CLOSED"
      ? await decideBooking(deps, { ...act, action: "CLOSE_OUT", remark: String(slot["closedReason"]) })
      : await decideBooking(deps, { ...act, action: step.action, remark: undefined });
  if (settled.ok) return;
  // Nobody was faster, and still it cannot be: the sweep shall know, and go on with what stands behind it.
  const found = await getBookingItem(deps.engine.store, booking.bookingId);
  if (found?.version === booking.version) throw new Error(`${step.action} was refused: ${settled.refusal.code}`);
}

import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { StoredItem } from "../../../engines/store/storePort";
import type { BookingItem } from "../bookingRepository";
import type { VisitDeps } from "../visitDeps";
import { decideBooking } from "./decideBooking";

/**
 * A booking's deadline passed: an undecided request expires and frees its places (promise M4); a confirmed visit that nobody came to is a no-show. A
 * person who was faster wins; then the refusal here says that nothing is left to do. On a closed slot it was the facility that did not come: the closing is what
 * happened, also when its sweep is late, and never a no-show (promise F6).
 */
export async function settleBookingDeadline(deps: Pick<VisitDeps, "engine" | "codes">, item: StoredItem): Promise<void> {
  const booking = item as BookingItem;
  const act = { actor: SYSTEM_ACTOR, bookingId: booking.bookingId, requestId: undefined };
  const slot = await deps.engine.store.get({ pk: booking.slotPk, sk: booking.slotSk });
  if (slot?.["status"] === "CLOSED") await decideBooking(deps, { ...act, action: "CLOSE_OUT", remark: String(slot["closedReason"]) });
  else await decideBooking(deps, { ...act, action: booking.status === "PENDING" ? "EXPIRE" : "MARK_NO_SHOW", remark: undefined });
}

import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { StoredItem } from "../../../engines/store/storePort";
import type { BookingItem } from "../bookingRepository";
import type { VisitDeps } from "../visitDeps";
import { decideBooking } from "./decideBooking";

/**
 * A booking's deadline passed: an undecided request expires and frees its places (promise M4); a confirmed visit that nobody came to is a no-show. A
 * person who was faster wins; then the refusal here says that nothing is left to do.
 */
export async function settleBookingDeadline(deps: Pick<VisitDeps, "engine" | "codes">, item: StoredItem): Promise<void> {
  const booking = item as BookingItem;
  const action = booking.status === "PENDING" ? "EXPIRE" : "MARK_NO_SHOW";
  await decideBooking(deps, { actor: SYSTEM_ACTOR, bookingId: booking.bookingId, action, requestId: undefined, remark: undefined });
}

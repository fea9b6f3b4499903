import type { Actor } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { dateLabel } from "@app/contract/kernel/time";
import type { Store } from "../../../engines/store/storePort";
import { decideBooking } from "../actions/decideBooking";
import { listPersonBookings, type BookingItem } from "../bookingRepository";
import type { BookingDeps } from "../visitDeps";

/** Far more visits than anybody has ahead of them. */
const OPEN_MAX = 50;

/** The visits a person has ahead, or whose day is not over. */
export async function openBookingsOf(store: Store, personId: string): Promise<readonly BookingItem[]> {
  const page = await listPersonBookings(store, personId, "UPCOMING", { order: "ascending", limit: OPEN_MAX, cursor: undefined });
  return page === "CURSOR_INVALID" ? [] : page.items;
}

/** Cancels them one by one, as the booker would, so that the places are free and the facility knows. Stops at the first that can no longer be cancelled and names it. */
export async function cancelOpenBookings(
  deps: BookingDeps,
  actor: Actor,
  remark: string,
): Promise<Result<number, { readonly code: "BOOKING_UNDER_WAY"; readonly visit: string }>> {
  const open = actor.personId === undefined ? [] : await openBookingsOf(deps.engine.store, actor.personId);
  for (const { bookingId, date, facilityName } of open) {
    const cancelled = await decideBooking(deps, { actor, bookingId, action: "CANCEL", requestId: undefined, remark });
    if (!cancelled.ok) return refuse({ code: "BOOKING_UNDER_WAY", visit: `${dateLabel(date)} ${facilityName}` });
  }
  return ok(open.length);
}

import type { Actor } from "@app/contract/kernel/actor";
import type { Store } from "../../../engines/store/storePort";
import { getBookingItem } from "../bookingRepository";
import { maySeeBooking } from "../bookingView";

/** Whether there is such a booking and the actor may see it: what belongs to it in other features goes by this. */
export async function isBookingSeenBy(store: Store, actor: Actor, bookingId: string): Promise<boolean> {
  const booking = await getBookingItem(store, bookingId);
  return booking !== undefined && maySeeBooking(booking, actor);
}

import { instantAt, type Instant } from "@app/contract/kernel/time";
import { BOOKING_GROUP_STATUSES, type BookingStatus } from "@app/contract/visits/booking.schema";
import { BOOKING_KINDS } from "@app/contract/visits/bookingKind.schema";
import type { Store } from "../../engines/store/storePort";
import { listSlotBookings } from "./bookingRepository";
import type { SlotItem } from "./slotRepository";

/** The bookings that a closing cancels: those that still wait for their visit. Who is inside already stays so. */
export const CLOSED_OUT_STATUSES = BOOKING_GROUP_STATUSES.UPCOMING;

/** A slot can be closed until it is over: what happened cannot be undone, and a no-show must not become a closing. */
export function isClosable(slot: SlotItem, now: Instant): boolean {
  return slot.status === "OPEN" && now < instantAt(slot.date, slot.endsAt);
}

export interface BookingCount {
  readonly bookings: number;
  readonly heads: number;
}

const PAGE = 500;

/** How many bookings of these slots are in a status, and their heads. */
export async function countBookings(store: Store, slots: readonly SlotItem[], status: BookingStatus): Promise<BookingCount> {
  let bookings = 0;
  let heads = 0;
  for (const { slot, kind } of slots.flatMap((each) => BOOKING_KINDS.map((kind) => ({ slot: each, kind })))) {
    let cursor: string | undefined;
    do {
      const page = await listSlotBookings(store, slot, { kind, status }, { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      bookings += page.items.length;
      heads += page.items.reduce((sum, booking) => sum + booking.heads, 0);
      cursor = page.next;
    } while (cursor !== undefined);
  }
  return { bookings, heads };
}

export function sumOf(counts: readonly BookingCount[]): BookingCount {
  return counts.reduce((sum, count) => ({ bookings: sum.bookings + count.bookings, heads: sum.heads + count.heads }), { bookings: 0, heads: 0 });
}

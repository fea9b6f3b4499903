import { useState } from "react";
import type { BookingId } from "@app/contract/kernel/ids";
import type { BookingSummary } from "@app/contract/visits/booking.schema";

export interface BulkSelection {
  readonly items: readonly BookingSummary[];
  has(bookingId: BookingId): boolean;
  choose(bookings: readonly BookingSummary[], isChosen: boolean): void;
  clear(): void;
}

/** What is ticked, through the pages of one filter; another filter begins with nothing, so that nobody confirms what they no longer see the list of. */
export function useBulkSelection(filterKey: string): BulkSelection {
  const [chosen, setChosen] = useState<{ readonly key: string; readonly items: readonly BookingSummary[] }>({ key: filterKey, items: [] });
  const items = chosen.key === filterKey ? chosen.items : [];
  return {
    items,
    has: (bookingId) => items.some((item) => item.bookingId === bookingId),
    choose(bookings, isChosen) {
      const others = items.filter((item) => !bookings.some((booking) => booking.bookingId === item.bookingId));
      setChosen({ key: filterKey, items: isChosen ? [...others, ...bookings] : others });
    },
    clear: () => setChosen({ key: filterKey, items: [] }),
  };
}

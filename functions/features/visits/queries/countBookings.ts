import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, type Result } from "@app/contract/kernel/result";
import {
  BOOKING_COUNT_MAX,
  BOOKING_KIND_STATUSES,
  BOOKING_STATUS_LABELS,
  type BookingCounts,
  type BookingCountsQuery,
} from "@app/contract/visits/booking.schema";
import { countUpTo } from "../../../engines/paging/walkMerged";
import type { Store } from "../../../engines/store/storePort";
import { bookingsOf } from "../bookingRepository";
import { placeInScope } from "./bookingPlace";

/** The numbers on the tabs: each status is counted no further than a badge shows. */
export async function countBookings(deps: { readonly store: Store }, actor: Actor, query: BookingCountsQuery): Promise<Result<BookingCounts, KernelRefusal>> {
  const statuses = BOOKING_KIND_STATUSES[query.kind];
  const place = await placeInScope(deps.store, actor, "bookings.read", query, statuses.length);
  if (!place.ok) return place;
  const range = { from: query.from, to: query.to };
  const items = await Promise.all(
    statuses.map(async (status) => {
      const walk = bookingsOf(place.value, { kinds: [query.kind], statuses: [status] }, range, "ascending");
      const found = await countUpTo(deps.store, walk, BOOKING_COUNT_MAX + 1);
      return { status, statusLabel: BOOKING_STATUS_LABELS[status], count: Math.min(found, BOOKING_COUNT_MAX), more: found > BOOKING_COUNT_MAX };
    }),
  );
  return ok({ kind: query.kind, items });
}

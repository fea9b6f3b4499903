import type { Actor } from "@app/contract/kernel/actor";
import type { Page } from "@app/contract/kernel/page";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { EntryConflict, ListEntryConflictsQuery } from "@app/contract/visits/entryConflict.schema";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { bookingKey, type BookingItem } from "../bookingRepository";
import { listEntryConflictItems } from "../entryConflictRepository";
import { toEntryConflict } from "../entryConflictView";
import { placeInScope } from "./bookingPlace";

/** The conflicts of a facility or a city that the actor may see, latest visit day first, each with its booking as it is now. */
export async function listEntryConflicts(
  deps: { readonly store: Store; readonly clock: Clock },
  actor: Actor,
  query: ListEntryConflictsQuery,
): Promise<Result<Page<EntryConflict>, KernelRefusal>> {
  const place = await placeInScope(deps.store, actor, "checkIns.read", query);
  if (!place.ok) return place;
  const found = await listEntryConflictItems(deps.store, place.value, query.status, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  if (found.items.length === 0) return ok({ items: [] });
  const now = deps.clock.now();
  const bookingIds = [...new Set(found.items.map((conflict) => conflict.bookingId))];
  const bookings = (await deps.store.getMany(bookingIds.map(bookingKey))) as readonly (BookingItem | undefined)[];
  const bookingOf = new Map(bookingIds.map((bookingId, position) => [bookingId, bookings[position]]));
  const items = found.items.flatMap((conflict) => {
    const booking = bookingOf.get(conflict.bookingId);
    return booking === undefined ? [] : [toEntryConflict(conflict, booking, actor, now)];
  });
  return ok({ items, ...(found.next === undefined ? {} : { next: found.next }) });
}

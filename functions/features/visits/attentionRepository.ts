import type { FacilityId } from "@app/contract/kernel/ids";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import { ATTENTION_REASONS, type AttentionReason } from "@app/contract/visits/attention.schema";
import { BOOKING_GROUP_STATUSES, type BookingStatus } from "@app/contract/visits/booking.schema";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { ItemKey, Store, StoredItem, Write } from "../../engines/store/storePort";
import { bookingKey, bookingPk, type BookingItem, type ListPlace } from "./bookingRepository";
import { lookSoon } from "./sweepRepository";

/**
 * 需处理. A booking's own four indexes are taken, so its place in this list is an item beside it that exists only while it is flagged.
 *
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-N1 a facility's flagged bookings | 需处理, its round | index1 | ATTENTION#FACILITY#id / day#time#id | by visit day | page |
 * | AP-N2 a city's flagged bookings | 需处理 of a bureau | index2 | ATTENTION#CITY#code / day#time#id | by visit day | page; a province merges its cities |
 */
export interface AttentionItem extends StoredItem {
  readonly bookingId: string;
  readonly facilityId: FacilityId;
  readonly date: string;
  readonly reasons: readonly AttentionReason[];
}

export const attentionKey = (bookingId: string): ItemKey => ({ pk: bookingPk(bookingId), sk: "ATTENTION" });
const LIVE: readonly BookingStatus[] = BOOKING_GROUP_STATUSES.UPCOMING;

/** Whether anything can still be done about a booking that no longer fits. */
export function isStillAhead(booking: Pick<BookingItem, "status" | "date">, now: Instant): boolean {
  return LIVE.includes(booking.status) && booking.date >= localDateOf(now);
}

/** The reasons a booking carries, in the order of the contract; none once its visit is over or it has ended. */
export function attentionOf(booking: Pick<BookingItem, "status" | "date" | "attention">, now: Instant): readonly AttentionReason[] {
  return isStillAhead(booking, now) ? ATTENTION_REASONS.filter((reason) => booking.attention?.includes(reason)) : [];
}

/** Lists the booking, or takes it from the list when no reason is left. */
export function attentionWrite(booking: BookingItem, reasons: readonly AttentionReason[]): Write {
  const key = attentionKey(booking.bookingId);
  if (reasons.length === 0) return { kind: "delete", tag: "attention", key };
  const sk = `${booking.date}#${booking.startsAt}#${booking.bookingId}`;
  const item: AttentionItem = {
    ...key,
    index1: { pk: `ATTENTION#FACILITY#${booking.facilityId}`, sk },
    index2: { pk: `ATTENTION#CITY#${booking.cityCode}`, sk },
    bookingId: booking.bookingId,
    facilityId: booking.facilityId,
    date: booking.date,
    reasons,
  };
  return { kind: "put", tag: "attention", item };
}

/** A flagged booking ends: off the list with it. Places that it gives back may make the others of an overfull slot fit again. */
export function leaveAttention(booking: BookingItem, next: Pick<BookingItem, "status">, now: Instant): Write[] {
  const reasons = attentionOf(booking, now);
  if (reasons.length === 0 || LIVE.includes(next.status)) return [];
  return [attentionWrite(booking, []), ...(reasons.includes("SLOT_OVERFULL") ? [lookSoon(booking.facilityId, now)] : [])];
}

/** Where the flagged bookings of a place lie. */
export function attentionPlaces(place: ListPlace): { readonly index: "index1" | "index2"; readonly pks: string[] } {
  return "facilityIds" in place
    ? { index: "index1", pks: place.facilityIds.map((id) => `ATTENTION#FACILITY#${id}`) }
    : { index: "index2", pks: place.cityCodes.map((code) => `ATTENTION#CITY#${code}`) };
}

export async function listAttention(
  store: Store,
  place: ListPlace,
  page: { readonly limit: number; readonly cursor: string | undefined },
): Promise<{ readonly items: readonly BookingItem[]; readonly listed: readonly AttentionItem[]; readonly next?: string } | "CURSOR_INVALID"> {
  const found = await queryMerged(store, { ...attentionPlaces(place), range: {}, order: "ascending", ...page });
  if (found === "CURSOR_INVALID") return found;
  const listed = found.items as readonly AttentionItem[];
  const bookings = listed.length === 0 ? [] : await store.getMany(listed.map((item) => bookingKey(item.bookingId)));
  return {
    listed,
    items: bookings.flatMap((booking) => (booking === undefined ? [] : [booking as BookingItem])),
    ...(found.next === undefined ? {} : { next: found.next }),
  };
}

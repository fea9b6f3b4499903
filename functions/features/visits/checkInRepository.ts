import type { Instant, LocalDate } from "@app/contract/kernel/time";
import type { CheckInRecord } from "@app/contract/visits/checkIn.schema";
import { CHECK_IN_MEANS_LABELS } from "@app/contract/visits/checkIn.schema";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import { maskName } from "@app/contract/kernel/mask";
import { readEvent } from "../../engines/events/event";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { MergedWalk } from "../../engines/paging/walkMerged";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";
import type { BookingCheckedIn } from "./public";

/**
 * A check-in is its event; the event stands in these lists:
 * | AP-K1 · check-ins of a facility in a range of days · index1 · CHECKINS#FACILITY#id / day#moment#booking#n · by time · page |
 * | AP-K2 · check-ins of a city · index2 · CHECKINS#CITY#code / the same · by time · page; a province merges its cities |
 */
export function checkInListEntries(of: { facilityId: string; cityCode: string; date: LocalDate; at: Instant; bookingId: string; sequence: number }): {
  index1: ItemKey;
  index2: ItemKey;
} {
  const sk = `${of.date}#${of.at}#${of.bookingId}#${of.sequence}`;
  return { index1: { pk: `CHECKINS#FACILITY#${of.facilityId}`, sk }, index2: { pk: `CHECKINS#CITY#${of.cityCode}`, sk } };
}

export type CheckInPlace = { readonly facilityIds: readonly string[] } | { readonly cityCodes: readonly string[] };

/** Latest first. */
export async function listCheckInRecords(
  store: Store,
  place: CheckInPlace,
  range: { from: LocalDate; to: LocalDate },
  page: { limit: number; cursor: string | undefined },
): Promise<{ items: CheckInRecord[]; next?: string } | "CURSOR_INVALID"> {
  const found = await queryMerged(store, { ...checkInsOf(place, range), ...page });
  if (found === "CURSOR_INVALID") return found;
  return { items: found.items.flatMap(readCheckIn), ...(found.next === undefined ? {} : { next: found.next }) };
}

/** All of such a list, latest first. */
export function checkInsOf(place: CheckInPlace, range: { from: LocalDate; to: LocalDate }): MergedWalk {
  return {
    index: "facilityIds" in place ? "index1" : "index2",
    pks: "facilityIds" in place ? place.facilityIds.map((id) => `CHECKINS#FACILITY#${id}`) : place.cityCodes.map((code) => `CHECKINS#CITY#${code}`),
    range: { from: range.from, to: `${range.to}~` },
    order: "descending",
  };
}

/** The check-in that a stored item holds: one, or none. */
export function readCheckIn(item: StoredItem): CheckInRecord[] {
  const event = readEvent(item);
  return event === undefined ? [] : [toRecord(event.caseId, event.at, event.payload as unknown as BookingCheckedIn)];
}

function toRecord(bookingId: string, at: Instant, payload: BookingCheckedIn): CheckInRecord {
  return {
    bookingId: bookingId as BookingId,
    bookingNumber: bookingId.slice(-8),
    facilityId: payload.facilityId as FacilityId,
    facilityName: payload.facilityName,
    cityCode: payload.cityCode,
    date: payload.date as LocalDate,
    at,
    heads: payload.heads,
    means: payload.means,
    meansLabel: CHECK_IN_MEANS_LABELS[payload.means],
    gateName: payload.gateName,
    // Who let themselves in by the poster is a visitor too.
    byName: payload.means === "POSTER" ? maskName(payload.byName) : payload.byName,
    contactName: maskName(payload.contactName),
  };
}

import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import { CHECK_IN_RECORD_KIND_LABELS, type CheckInRecord, type CheckInRecordKind } from "@app/contract/visits/checkIn.schema";
import { CHECK_IN_MEANS_LABELS, type EntryId } from "@app/contract/visits/bookingEntry.schema";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import { maskName } from "@app/contract/kernel/mask";
import { readEvent, type EventRecord } from "../../engines/events/event";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { MergedWalk } from "../../engines/paging/walkMerged";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";
import type { BookingEntered } from "./public";

/**
 * A check-in is its event, and so is what puts it right later; the events stand in these lists by the moment of the entry that they are about:
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

/** The check-in, or its correction, that a stored item holds: one, or none. */
export function readCheckIn(item: StoredItem): CheckInRecord[] {
  const event = readEvent(item);
  return event === undefined ? [] : [toRecord(event, event.payload as unknown as BookingEntered)];
}

const RECORD_KINDS: Readonly<Record<string, CheckInRecordKind>> = { BOOKING_ENTRY_UNDONE: "UNDONE", BOOKING_ENTRY_SETTLED: "CORRECTION" };

function toRecord(event: EventRecord, payload: BookingEntered): CheckInRecord {
  const kind = RECORD_KINDS[event.eventType] ?? "ENTRY";
  const remark = payload["remark"];
  return {
    recordId: payload.entryId as EntryId,
    kind,
    kindLabel: CHECK_IN_RECORD_KIND_LABELS[kind],
    bookingKind: payload.kind,
    bookingKindLabel: BOOKING_KIND_LABELS[payload.kind],
    bookingId: event.caseId as BookingId,
    bookingNumber: event.caseId.slice(-8),
    facilityId: payload.facilityId as FacilityId,
    facilityName: payload.facilityName,
    cityCode: payload.cityCode,
    date: payload.date as LocalDate,
    at: payload.scannedAt as Instant,
    receivedAt: event.at,
    offline: payload.offline,
    disputed: event.eventType === "BOOKING_ENTRY_DISPUTED",
    heads: payload.heads,
    headsClaimed: payload.headsClaimed,
    ...(typeof remark === "string" ? { reason: remark } : {}),
    means: payload.means,
    meansLabel: CHECK_IN_MEANS_LABELS[payload.means],
    gateName: payload.gateName,
    byName: kind === "ENTRY" ? gateOperator(payload) : event.by.name,
    contactName: maskName(payload.contactName),
  };
}

/** Who let themselves in by the poster is a visitor too. */
const gateOperator = (payload: BookingEntered): string => (payload.means === "POSTER" ? maskName(payload.byName) : payload.byName);

import { MINUTE_MS, addMs, localDateOf, type Instant } from "@app/contract/kernel/time";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import type { BookingEventType } from "@app/contract/visits/booking.workflow";
import { ENTRY_STATE_LABELS, UNDO_WITHIN_MINUTES, type BookingEntry, type EntryId, type EntryState } from "@app/contract/visits/bookingEntry.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import type { NewEvent } from "../../engines/events/event";
import { bookingChanges } from "./bookingChanges";
import { bookingPk, changedBooking, type BookingHistoryEntry, type BookingItem, type StoredEntry } from "./bookingRepository";
import { checkInListEntries } from "./checkInRepository";
import type { BookingEntered } from "./public";

/** An item of the store has a limit, and no party needs that many parts; then the rest enters at once. */
export const ENTRIES_MAX = 200;

/** Heads of the entries that count: what the figures say of this party, also above its booked heads when somebody decided so. */
export function countedHeads(entries: readonly Pick<StoredEntry, "state" | "heads">[]): number {
  return entries.reduce((sum, entry) => (entry.state === "COUNTED" ? sum + entry.heads : sum), 0);
}

export function entryOf(booking: Pick<BookingItem, "entries">, entryId: string): StoredEntry | undefined {
  return booking.entries.find((entry) => entry.entryId === entryId);
}

export const isDisputed = (booking: Pick<BookingItem, "entries">): boolean => booking.entries.some((entry) => entry.state === "DISPUTED");

/** The card about an entry in doubt. */
export const conflictIdOf = (entry: StoredEntry): EntryId => String(entry["conflictId"]) as EntryId;

/** The last entry that counts: when, where and by whom somebody of the party entered (promise F3). */
export function lastCountedEntry(booking: Pick<BookingItem, "entries">): StoredEntry | undefined {
  return booking.entries
    .filter((entry) => entry.state === "COUNTED")
    .reduce<StoredEntry | undefined>((last, entry) => (last === undefined || entry.scannedAt >= last.scannedAt ? entry : last), undefined);
}

export function toBookingEntry(entry: StoredEntry): BookingEntry {
  const { entryId, heads, scannedAt, receivedAt, offline, gateName, byName, deviceId, means, state } = entry;
  return { entryId, heads, at: scannedAt, receivedAt, offline, gateName, byName, deviceId, means, state, stateLabel: ENTRY_STATE_LABELS[state] };
}

export interface EntryChange {
  readonly booking: BookingItem;
  readonly event: NewEvent;
}

/**
 * The booking after one of its entries came or changed its state, and the event that says so: the only place where entries, heads inside and what the figures gain
 * are changed, so that they always agree.
 * @param change.eventType BOOKING_CHECKED_IN, BOOKING_ENTERED_LATE and BOOKING_ENTRY_DISPUTED for a new entry, the others for one that is there
 * @param change.remark why it was taken back or how it was decided
 * @param change.byName who acted now: the gate, the booker at the poster, or a supervisor
 */
export function changeEntry(
  booking: BookingItem,
  change: {
    readonly entry: StoredEntry;
    readonly state: EntryState;
    readonly to: BookingStatus;
    readonly eventType: Extract<
      BookingEventType,
      "BOOKING_CHECKED_IN" | "BOOKING_ENTERED_LATE" | "BOOKING_ENTRY_DISPUTED" | "BOOKING_ENTRY_UNDONE" | "BOOKING_ENTRY_SETTLED"
    >;
    readonly now: Instant;
    readonly byName: string;
    readonly remark?: string | undefined;
    readonly statusReason?: string | undefined;
  },
): EntryChange {
  const entry: StoredEntry = { ...change.entry, state: change.state };
  const known = entryOf(booking, entry.entryId) !== undefined;
  const entries = known ? booking.entries.map((each) => (each.entryId === entry.entryId ? entry : each)) : [...booking.entries, entry];
  const headsBefore = countedHeads(booking.entries);
  const heads = countedHeads(entries) - headsBefore;
  const visits = Math.sign(countedHeads(entries)) - Math.sign(headsBefore);
  const step: BookingHistoryEntry = {
    eventType: change.eventType,
    at: change.now,
    byName: change.byName,
    heads: entry.heads,
    gateName: entry.gateName,
    ...(change.remark === undefined ? {} : { remark: change.remark }),
  };
  const next = changedBooking(
    booking,
    {
      status: change.to,
      entries,
      headsEntered: Math.min(booking.heads, countedHeads(entries)),
      ...(change.statusReason === undefined ? {} : { statusReason: change.statusReason }),
    },
    step,
  );
  const event = entryEvent(next, { entry, heads, visits, eventType: change.eventType, remark: change.remark });
  return { booking: next, event: { ...event, changed: bookingChanges(booking, next) } };
}

/** The event of an entry, in the lists behind the figures. */
export function entryEvent(
  booking: BookingItem,
  of: { readonly entry: StoredEntry; readonly heads: number; readonly visits: number; readonly eventType: string; readonly remark?: string | undefined },
): NewEvent {
  const { entry } = of;
  const { facilityId, cityCode, date, bookingId } = booking;
  const payload: BookingEntered = {
    kind: booking.kind,
    facilityId,
    facilityName: booking.facilityName,
    cityCode,
    provinceCode: booking.provinceCode,
    date,
    entryId: entry.entryId,
    heads: of.heads,
    visits: of.visits,
    headsClaimed: entry.heads,
    means: entry.means,
    gateName: entry.gateName,
    deviceId: entry.deviceId,
    byName: entry.byName,
    contactName: booking.contactName,
    scannedAt: entry.scannedAt,
    offline: entry.offline,
    ...(of.remark === undefined ? {} : { remark: of.remark }),
  };
  return {
    eventType: of.eventType,
    caseKind: "booking",
    caseId: bookingId,
    casePk: bookingPk(bookingId),
    sequence: booking.version,
    orgPath: booking.orgPath,
    caseName: booking.facilityName,
    payload,
    ...checkInListEntries({ facilityId, cityCode, date, at: entry.scannedAt, bookingId, sequence: booking.version }),
  };
}

/** Who may take an entry back, and until when (promise M9): the same phone for a quarter of an hour; a supervisor on the same day, who says why. Pure. */
export function undoRefusal(
  entry: Pick<StoredEntry, "deviceId" | "scannedAt">,
  by: { readonly deviceId: string; readonly supervisor: boolean; readonly reason: string | undefined; readonly now: Instant },
): VisitRefusal | undefined {
  const samePhone = entry.deviceId === by.deviceId;
  const inTime = by.now < addMs(entry.scannedAt, UNDO_WITHIN_MINUTES * MINUTE_MS);
  if (samePhone && inTime) return undefined;
  if (!by.supervisor) return samePhone ? { code: "UNDO_TOO_LATE", minutes: UNDO_WITHIN_MINUTES, supervisor: false } : { code: "UNDO_NOT_YOURS" };
  if (localDateOf(by.now) !== localDateOf(entry.scannedAt)) return { code: "UNDO_TOO_LATE", minutes: UNDO_WITHIN_MINUTES, supervisor: true };
  return by.reason === undefined || by.reason === "" ? { code: "UNDO_REASON_REQUIRED" } : undefined;
}

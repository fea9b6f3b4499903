import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { ScanRefusal, ScanRefusalReason } from "@app/contract/visits/checkIn.schema";
import { SCAN_REFUSAL_SENTENCES } from "@app/contract/visits/visits.errors";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import { bookingWorkflowOf } from "@app/contract/visits/booking.workflow";
import type { EntryConflictKind } from "@app/contract/visits/entryConflict.schema";
import { ENTRIES_MAX, lastCountedEntry } from "./bookingEntries";
import type { BookingItem } from "./bookingRepository";

/** Statuses that keep a party outside, and why. `undefined` lets it in. */
const STATUS_REASONS: Readonly<Record<BookingStatus, ScanRefusalReason | undefined>> = {
  PENDING: "NOT_CONFIRMED",
  CONFIRMED: undefined,
  DECLINED: "DECLINED",
  CANCELLED: "CANCELLED",
  EXPIRED: "EXPIRED",
  CHECKED_IN: undefined,
  NO_SHOW: "NO_SHOW",
  REPORTED: "DAY_PAST",
  COUNTED: "DAY_PAST",
  RETURNED: "DAY_PAST",
};

/** Why a booking in this status keeps its party outside; undefined lets it in on its day. */
export const statusReason = (status: BookingStatus): ScanRefusalReason | undefined => STATUS_REASONS[status];

/**
 * Why this party cannot enter at this gate now, or undefined. Pure. The order is the order of help: the wrong place before the wrong day, both before what
 * became of the booking, so that the sentence names the nearest fix.
 * @param gateFacilityId the facility whose gate scans
 * @param heads how many want to enter; undefined when the code is only read
 */
export function scanRefusalReason(
  booking: Pick<BookingItem, "facilityId" | "date" | "status" | "heads" | "headsEntered" | "entries">,
  input: { gateFacilityId: string; heads: number | undefined; now: Instant },
): ScanRefusalReason | undefined {
  const today = localDateOf(input.now);
  if (booking.facilityId !== input.gateFacilityId) return "WRONG_FACILITY";
  const byStatus = STATUS_REASONS[booking.status];
  // A cancelled booking for another day is cancelled first of all; one that is alive is on the wrong day.
  if (byStatus !== undefined && byStatus !== "NOT_CONFIRMED") return byStatus;
  if (today < booking.date) return "TOO_EARLY_DAY";
  if (today > booking.date) return "DAY_PAST";
  if (byStatus !== undefined) return byStatus;
  const headsOutside = booking.heads - booking.headsEntered;
  if (headsOutside <= 0) return "COMPLETE";
  if (input.heads !== undefined && input.heads > headsOutside) return "TOO_MANY_HEADS";
  // The last part, which takes all who are left, always fits.
  if (input.heads !== undefined && input.heads < headsOutside && booking.entries.length >= ENTRIES_MAX) return "TOO_MANY_PARTS";
  return undefined;
}

/** When, where and by whom the last of the party entered. */
export function lastEntryOf(booking: Pick<BookingItem, "entries">): ScanRefusal["lastEntry"] {
  const entry = lastCountedEntry(booking);
  return entry === undefined ? undefined : { at: entry.scannedAt, gateName: entry.gateName, byName: entry.byName };
}

/** Why the facility closed the slot under this booking; undefined when it ended otherwise. */
export function closedReasonOf(booking: Pick<BookingItem, "history">): string | undefined {
  const remark = booking.history.find((candidate) => candidate.eventType === "BOOKING_CLOSED_OUT")?.["remark"];
  return typeof remark === "string" ? remark : undefined;
}

/** What becomes of a scan that a phone decided without an answer and admitted. */
export type OfflineDecision =
  | { readonly kind: "ENTER"; readonly action: "CHECK_IN" | "RECORD_LATE_ENTRY" }
  | { readonly kind: "DISPUTE"; readonly conflict: EntryConflictKind; readonly reason: ScanRefusalReason }
  | { readonly kind: "REFUSE"; readonly reason: ScanRefusalReason };

/** Booked for that day and admitted, but not valid any more when the gate's list was old: people are inside, so somebody decides (promise F2). */
const REVOKED_REASONS: ReadonlySet<ScanRefusalReason> = new Set(["CANCELLED", "DECLINED", "EXPIRED", "NO_SHOW"]);

/**
 * Weighs a scan made without network as of its own moment. Pure. What should never have been admitted (another place, another day, not yet confirmed) is refused;
 * where two gates took the same places, or the list was old, the truth is not the machine's to decide.
 * @param scan.reason why the gate would refuse it at its own moment by what the server knows now
 */
export function offlineDecision(
  booking: BookingItem,
  scan: { readonly gateFacilityId: string; readonly heads: number; readonly at: Instant; readonly reason: ScanRefusalReason | undefined },
): OfflineDecision {
  const { reason } = scan;
  if (reason === undefined) return { kind: "ENTER", action: "CHECK_IN" };
  if (reason === "COMPLETE" || reason === "TOO_MANY_HEADS") return { kind: "DISPUTE", conflict: "TWICE", reason };
  if (booking.facilityId !== scan.gateFacilityId || localDateOf(scan.at) !== booking.date) return { kind: "REFUSE", reason };
  // The day's end, or a team's report, came before the upload: at its own moment the scan was right.
  if (bookingWorkflowOf(booking).table[booking.status].RECORD_LATE_ENTRY !== undefined) {
    const headsOutside = booking.heads - booking.headsEntered;
    if (scan.heads <= headsOutside) return { kind: "ENTER", action: "RECORD_LATE_ENTRY" };
    return { kind: "DISPUTE", conflict: "TWICE", reason: headsOutside <= 0 ? "COMPLETE" : "TOO_MANY_HEADS" };
  }
  return REVOKED_REASONS.has(reason) ? { kind: "DISPUTE", conflict: "REVOKED", reason } : { kind: "REFUSE", reason };
}

export function scanSentence(reason: ScanRefusalReason, booking: BookingItem | undefined, gateFacilityName: string | undefined): string {
  return SCAN_REFUSAL_SENTENCES[reason]({
    facilityName: booking?.facilityName ?? gateFacilityName,
    gateFacilityName,
    date: booking?.date,
    headsOutside: booking === undefined ? undefined : booking.heads - booking.headsEntered,
    closedReason: booking === undefined ? undefined : closedReasonOf(booking),
    lastEntry: booking === undefined ? undefined : lastEntryOf(booking),
  });
}

import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { ScanRefusal, ScanRefusalReason } from "@app/contract/visits/checkIn.schema";
import { SCAN_REFUSAL_SENTENCES } from "@app/contract/visits/visits.errors";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import type { BookingHistoryEntry, BookingItem } from "./bookingRepository";

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

/**
 * Why this party cannot enter at this gate now, or undefined. Pure. The order is the order of help: the wrong place before the wrong day, both before what
 * became of the booking, so that the sentence names the nearest fix.
 * @param gateFacilityId the facility whose gate scans
 * @param heads how many want to enter; undefined when the code is only read
 */
export function scanRefusalReason(
  booking: Pick<BookingItem, "facilityId" | "date" | "status" | "heads" | "headsEntered">,
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
  return undefined;
}

/** When, where and by whom the last of the party entered. */
export function lastEntryOf(booking: Pick<BookingItem, "history">): ScanRefusal["lastEntry"] {
  const entry = booking.history.filter((candidate) => candidate.eventType === "BOOKING_CHECKED_IN").pop();
  return entry === undefined ? undefined : { at: entry.at, gateName: gateNameOf(entry), byName: entry.byName };
}

/** Why the facility closed the slot under this booking; undefined when it ended otherwise. */
function closedReasonOf(booking: Pick<BookingItem, "history">): string | undefined {
  const remark = booking.history.find((candidate) => candidate.eventType === "BOOKING_CLOSED_OUT")?.["remark"];
  return typeof remark === "string" ? remark : undefined;
}

function gateNameOf(entry: BookingHistoryEntry): string {
  const gateName = entry["gateName"];
  return typeof gateName === "string" ? gateName : "主入口";
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

import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import type { BookingDetail, BookingStatus } from "@app/contract/visits/booking.schema";
import { bookingWorkflowOf } from "@app/contract/visits/booking.workflow";
import { decideAction } from "@app/contract/engines/workflow";
import type { CheckIn, ScanRefusalReason } from "@app/contract/visits/checkIn.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import type { NewEvent } from "../../../engines/events/event";
import { versionIs } from "../../../engines/store/storePort";
import { BOOKING_TAG, bookingPk, changedBooking, type BookingItem } from "../bookingRepository";
import { bookingParties, toBookingDetail } from "../bookingView";
import { checkInListEntries } from "../checkInRepository";
import type { BookingCheckedIn } from "../public";
import { scanSentence } from "../scanDecision";
import { refusedScanWrite } from "../scanRepository";
import type { VisitDeps } from "../visitDeps";
import { DEFAULT_GATE_NAME, findScanned } from "./inspectCode";

type CheckInAnswer =
  | { readonly outcome: "ENTERED"; readonly detail: BookingDetail }
  | { readonly outcome: "REFUSED"; readonly reason: ScanRefusalReason; readonly sentence: string };

/**
 * Lets some or all of a party in (promise F1): the same code serves until the last one is inside, then it refuses. Staff scan the booking's code at their
 * gate; the booker scans the gate's poster: one command for both. A refusal is kept too (promise M8).
 */
export async function checkIn(
  deps: Pick<VisitDeps, "engine" | "codes">,
  input: { actor: Actor; bookingId: BookingId; command: CheckIn },
): Promise<Result<BookingDetail, VisitRefusal | KernelRefusal>> {
  const { engine, codes } = deps;
  const { command, actor } = input;
  const gateName = command.gateName ?? DEFAULT_GATE_NAME;
  const answered = await runCommand<CheckInAnswer, VisitRefusal | KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "checkIn",
    asked: [input.bookingId, command.text, command.heads, command.gateFacilityId ?? null],
    decide: async ({ now, newId }) => {
      const found = await findScanned(deps, { actor, text: command.text, gateFacilityId: command.gateFacilityId, heads: command.heads, now });
      if (found === "FORBIDDEN") return refuse({ code: "FORBIDDEN" });
      const { booking } = found;
      const reason = found.reason ?? (booking === undefined || booking.bookingId !== input.bookingId ? "BOOKING_UNKNOWN" : undefined);
      if (reason !== undefined || booking === undefined) {
        const refusedFor = reason ?? "BOOKING_UNKNOWN";
        return ok({
          writes: [
            refusedScanWrite({
              scanId: newId(),
              gateFacilityId: found.gateFacilityId,
              gateName,
              reason: refusedFor,
              bookingId: booking?.bookingId,
              heads: command.heads,
              actor,
              at: now,
            }),
          ],
          events: [],
          answer: { outcome: "REFUSED", reason: refusedFor, sentence: scanSentence(refusedFor, booking, found.gateFacilityName) },
        });
      }
      const decided = decideAction(bookingWorkflowOf(booking), {
        item: booking,
        action: "CHECK_IN",
        parties: bookingParties(booking, actor),
        remark: undefined,
        now,
        lastChange: undefined,
      });
      if (!decided.ok) return decided;
      const means = command.gateFacilityId === undefined ? "POSTER" : "STAFF_SCAN";
      const next = afterEntry(booking, {
        to: decided.value.to,
        heads: command.heads,
        now,
        gateName,
        byName: means === "POSTER" ? booking.contactName : actor.name,
      });
      return ok({
        writes: [{ kind: "put", tag: BOOKING_TAG, item: next, condition: versionIs(booking.version) }],
        events: [
          checkedInEvent(next, {
            heads: command.heads,
            first: booking.headsEntered === 0,
            means,
            gateName,
            deviceId: command.deviceId,
            byName: means === "POSTER" ? booking.contactName : actor.name,
            now,
          }),
        ],
        answer: { outcome: "ENTERED", detail: toBookingDetail(next, actor, now, codes) },
      });
    },
  });
  if (!answered.ok) return answered;
  return answered.value.outcome === "ENTERED"
    ? ok(answered.value.detail)
    : refuse({ code: "CHECK_IN_REFUSED", reason: answered.value.reason, sentence: answered.value.sentence });
}

function afterEntry(booking: BookingItem, entry: { to: BookingStatus; heads: number; now: Instant; gateName: string; byName: string }): BookingItem {
  return changedBooking(
    booking,
    { status: entry.to, headsEntered: booking.headsEntered + entry.heads },
    { eventType: "BOOKING_CHECKED_IN", at: entry.now, byName: entry.byName, heads: entry.heads, gateName: entry.gateName },
  );
}

function checkedInEvent(
  booking: BookingItem,
  entry: { heads: number; first: boolean; means: "POSTER" | "STAFF_SCAN"; gateName: string; deviceId: string; byName: string; now: Instant },
): NewEvent {
  const payload: BookingCheckedIn = {
    kind: booking.kind,
    facilityId: booking.facilityId,
    facilityName: booking.facilityName,
    cityCode: booking.cityCode,
    provinceCode: booking.provinceCode,
    date: booking.date,
    heads: entry.heads,
    first: entry.first,
    means: entry.means,
    gateName: entry.gateName,
    deviceId: entry.deviceId,
    byName: entry.byName,
    contactName: booking.contactName,
  };
  return {
    eventType: "BOOKING_CHECKED_IN",
    caseKind: "booking",
    caseId: booking.bookingId,
    casePk: bookingPk(booking.bookingId),
    sequence: booking.version,
    payload,
    ...checkInListEntries({
      facilityId: booking.facilityId,
      cityCode: booking.cityCode,
      date: booking.date,
      at: entry.now,
      bookingId: booking.bookingId,
      sequence: booking.version,
    }),
  };
}

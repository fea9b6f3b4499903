import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { bookingWorkflowOf } from "@app/contract/visits/booking.workflow";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import { decideAction } from "@app/contract/engines/workflow";
import type { CheckIn, ScanRefusalReason } from "@app/contract/visits/checkIn.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { changeEntry, entryOf } from "../bookingEntries";
import { BOOKING_TAG, type StoredEntry } from "../bookingRepository";
import { bookingParties, toBookingDetail } from "../bookingView";
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
  // The nonce that the phone makes before it asks names the entry for good.
  const entryId = command.requestId as string as EntryId;
  const answered = await runCommand<CheckInAnswer, VisitRefusal | KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "checkIn",
    asked: [input.bookingId, command.text, command.heads, command.gateFacilityId ?? null],
    decide: async ({ now, newId }) => {
      const found = await findScanned(deps, { actor, text: command.text, gateFacilityId: command.gateFacilityId, heads: command.heads, now });
      if (found === "FORBIDDEN") return refuse({ code: "FORBIDDEN" });
      const { booking } = found;
      // The same scan came before by another way, or so long ago that the request's record is gone: it has happened (promises F4, T11).
      if (booking?.bookingId === input.bookingId && entryOf(booking, entryId) !== undefined) {
        return ok({ writes: [], events: [], answer: { outcome: "ENTERED", detail: toBookingDetail(booking, actor, now, codes) } });
      }
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
      const entry: StoredEntry = {
        entryId,
        heads: command.heads,
        scannedAt: now,
        receivedAt: now,
        offline: false,
        gateName,
        deviceId: command.deviceId,
        byName: means === "POSTER" ? booking.contactName : actor.name,
        means,
        state: "COUNTED",
      };
      const next = changeEntry(booking, { entry, state: "COUNTED", to: decided.value.to, eventType: "BOOKING_CHECKED_IN", now, byName: entry.byName });
      return ok({
        writes: [{ kind: "put", tag: BOOKING_TAG, item: next.booking, condition: versionIs(booking.version) }],
        events: [next.event],
        answer: { outcome: "ENTERED", detail: toBookingDetail(next.booking, actor, now, codes) },
      });
    },
  });
  if (!answered.ok) return answered;
  return answered.value.outcome === "ENTERED"
    ? ok(answered.value.detail)
    : refuse({ code: "CHECK_IN_REFUSED", reason: answered.value.reason, sentence: answered.value.sentence });
}

import { decideRetentionHold, type HoldRetention, type RetentionHoldRefusal, type RetentionStep } from "@app/contract/engines/retentionHold";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { BOOKING_TAG, bookingPk, changedBooking, getBookingItem } from "../bookingRepository";
import { toReportedDetail } from "../bookingView";
import type { VisitDeps } from "../visitDeps";

type Refusal = RetentionHoldRefusal | KernelRefusal;

/**
 * HOLD: a dispute needs to know whom the booking is about, so nothing of it is cleared until RELEASE. Then its time is looked at as if there had been no hold: what is
 * due by then goes with the next sweep.
 */
export async function holdRetention(
  deps: Pick<VisitDeps, "engine" | "codes" | "photos">,
  input: { readonly actor: Actor; readonly bookingId: string; readonly step: RetentionStep; readonly command: HoldRetention },
): Promise<Result<BookingDetail, Refusal>> {
  const { engine } = deps;
  const { actor, bookingId, step } = input;
  const { requestId, reason } = input.command;
  return runCommand<BookingDetail, Refusal>(engine, {
    actor,
    requestId,
    command: `${step} retention`,
    asked: [bookingId, reason],
    decide: async ({ now }) => {
      const booking = await getBookingItem(engine.store, bookingId);
      if (booking === undefined || !mayAt(actor, "settings.read", booking.orgPath)) return refuse({ code: "NOT_FOUND", what: "张预约" });
      const decided = decideRetentionHold(
        { retentionHold: booking.retentionHold, isCleared: booking.cleared !== undefined, isRunning: true },
        { step, at: now, byName: actor.name, reason },
      );
      if (!decided.ok) return decided;
      const eventType = step === "HOLD" ? "BOOKING_RETENTION_HELD" : "BOOKING_RETENTION_RELEASED";
      const next = changedBooking(booking, { retentionHold: decided.value }, { eventType, at: now, byName: actor.name, remark: reason });
      return ok({
        writes: [{ kind: "put", tag: BOOKING_TAG, item: next, condition: versionIs(booking.version) }],
        events: [
          {
            eventType,
            caseKind: "booking",
            caseId: bookingId,
            casePk: bookingPk(bookingId),
            sequence: next.version,
            payload: { facilityId: booking.facilityId, orgPath: booking.orgPath, date: booking.date, reason },
            said: reason,
          },
        ],
        answer: await toReportedDetail(next, actor, now, deps),
      });
    },
  });
}

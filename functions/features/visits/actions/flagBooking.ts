import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, type Result } from "@app/contract/kernel/result";
import { ATTENTION_REASON_LABELS, type AttentionReason } from "@app/contract/visits/attention.schema";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { attentionOf, attentionWrite, isStillAhead } from "../attentionRepository";
import { BOOKING_TAG, bookingPk, changedBooking, getBookingItem } from "../bookingRepository";
import { brokenReasons } from "../brokenBookings";
import { countBookings, sumOf } from "../closingBookings";
import { getFacilityItem } from "../facilityRepository";
import type { SlotItem } from "../slotRepository";

/** The live bookings of a coming slot, who is inside already included. */
const TAKES_PLACES: readonly BookingStatus[] = ["PENDING", "CONFIRMED", "CHECKED_IN"];

/** Heads of a slot's live bookings. Only a slot whose places are below zero can be overfull, so only then they are counted. */
export async function bookedHeadsOf(engine: Pick<CommandEngine, "store">, slot: SlotItem): Promise<number> {
  if (slot.headsLeft >= 0) return slot.capacityHeads - slot.headsLeft;
  return sumOf(await Promise.all(TAKES_PLACES.map((status) => countBookings(engine.store, [slot], status)))).heads;
}

/**
 * Says of one booking what is true of it now: flagged with its reasons, or no longer flagged. Looks afresh inside its own transaction, so it is harmless when
 * it comes twice, late, or beside a person who decides the very booking.
 */
export async function flagBooking(engine: CommandEngine, bookingId: string): Promise<Result<readonly AttentionReason[], KernelRefusal>> {
  return runCommand<readonly AttentionReason[], KernelRefusal>(engine, {
    actor: SYSTEM_ACTOR,
    requestId: undefined,
    command: "flagBooking",
    asked: bookingId,
    decide: async ({ now }) => {
      const booking = await getBookingItem(engine.store, bookingId);
      if (booking === undefined || !isStillAhead(booking, now)) return ok({ writes: [], events: [], answer: [] });
      const [facility, slotFound] = await Promise.all([
        getFacilityItem(engine.store, booking.facilityId),
        engine.store.get({ pk: booking.slotPk, sk: booking.slotSk }),
      ]);
      const slot = slotFound as SlotItem | undefined;
      if (facility === undefined || slot === undefined) return ok({ writes: [], events: [], answer: [] });
      const reasons = brokenReasons({ booking, facility, slot, bookedHeads: await bookedHeadsOf(engine, slot), now });
      const before = attentionOf(booking, now);
      if (reasons.join() === before.join()) return ok({ writes: [], events: [], answer: reasons });
      const eventType = reasons.length === 0 ? "BOOKING_FLAG_CLEARED" : "BOOKING_FLAGGED";
      const remark = (reasons.length === 0 ? before : reasons).map((reason) => ATTENTION_REASON_LABELS[reason]).join("、");
      const next = changedBooking(booking, { attention: reasons }, { eventType, at: now, byName: SYSTEM_ACTOR.name, remark });
      return ok({
        writes: [{ kind: "put", tag: BOOKING_TAG, item: next, condition: versionIs(booking.version) }, attentionWrite(next, reasons)],
        events: [
          {
            eventType,
            caseKind: "booking",
            caseId: booking.bookingId,
            casePk: bookingPk(booking.bookingId),
            sequence: next.version,
            payload: { facilityId: booking.facilityId, date: booking.date, heads: booking.heads, reasons, remark },
          },
        ],
        answer: reasons,
      });
    },
  });
}

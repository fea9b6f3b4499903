import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { BookingDetail, ChangeHeads } from "@app/contract/visits/booking.schema";
import { bookingWorkflowOf, type BookingEventType } from "@app/contract/visits/booking.workflow";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { attentionOf } from "../attentionRepository";
import { bookingChanges } from "../bookingChanges";
import { BOOKING_TAG, bookingPk, changedBooking, getBookingItem } from "../bookingRepository";
import { bookingParties, lastChangeShown, maySeeBooking, toReportedDetail } from "../bookingView";
import { freePlaces, type SlotItem } from "../slotRepository";
import { lookSoon } from "../sweepRepository";
import type { BookingDeps } from "../visitDeps";
import { nameInHistory, noticeFacts } from "./decideBooking";

type Refusal = VisitRefusal | KernelRefusal;

/**
 * Fewer come than booked: the places of the others are free for somebody else at once. The code on the visitor's screen stays good, for a gate goes by the record.
 * A list of members that was given stays as it is: nobody says who of them stays at home.
 */
export async function changeHeads(
  deps: BookingDeps,
  input: { actor: Actor; bookingId: BookingId; command: ChangeHeads },
): Promise<Result<BookingDetail, Refusal>> {
  const { engine } = deps;
  const { requestId, heads } = input.command;
  return runCommand<BookingDetail, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "changeHeads",
    asked: [input.bookingId, heads],
    decide: async ({ actor, now }) => {
      const booking = await getBookingItem(engine.store, input.bookingId);
      if (booking === undefined || !maySeeBooking(booking, actor)) return refuse({ code: "NOT_FOUND", what: "张预约单" });
      const decided = decideAction(bookingWorkflowOf(booking), {
        item: booking,
        action: "CHANGE_HEADS",
        parties: bookingParties(booking, actor),
        remark: undefined,
        now,
        lastChange: lastChangeShown(booking, actor),
      });
      if (!decided.ok) return decided;
      if (heads >= booking.heads) return refuse({ code: "HEADS_NOT_FEWER", heads: booking.heads });
      const slotAt = { pk: booking.slotPk, sk: booking.slotSk };
      const slot = (await engine.store.get(slotAt)) as SlotItem | undefined;
      // Who is inside already cannot be fewer.
      const partyMin = Math.max(booking.kind === "FAMILY" ? (slot?.partyMin ?? 1) : 1, booking.headsEntered);
      if (heads < partyMin) return refuse({ code: "PARTY_SIZE_OUT_OF_RANGE", partyMin, partyMax: booking.heads });
      const next = changedBooking(
        booking,
        { status: decided.value.to, heads },
        { eventType: decided.value.event as BookingEventType, at: now, byName: nameInHistory(actor, booking), heads },
      );
      return ok({
        writes: [
          { kind: "put", tag: BOOKING_TAG, item: next, condition: versionIs(booking.version) },
          freePlaces(slotAt, booking.heads - heads),
          // An overfull slot may fit again.
          ...(attentionOf(booking, now).includes("SLOT_OVERFULL") ? [lookSoon(booking.facilityId, now)] : []),
        ],
        events: [
          {
            eventType: decided.value.event,
            caseKind: "booking",
            caseId: booking.bookingId,
            casePk: bookingPk(booking.bookingId),
            sequence: next.version,
            orgPath: next.orgPath,
            caseName: next.facilityName,
            changed: bookingChanges(booking, next),
            payload: { ...noticeFacts(next), headsBefore: booking.heads },
          },
        ],
        answer: await toReportedDetail(next, actor, now, deps),
      });
    },
  });
}

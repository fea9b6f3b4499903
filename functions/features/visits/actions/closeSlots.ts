import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { CloseSlots, CloseSlotsAnswer } from "@app/contract/visits/closure.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { CLOSED_OUT_STATUSES, countBookings, isClosable, sumOf } from "../closingBookings";
import { getFacilityItem } from "../facilityRepository";
import { closeSlot, listSlotItems, toSlot } from "../slotRepository";

/**
 * Closes a day or some of its slots in one transaction; from its commit on nobody takes a place there. The bookings are more than one transaction takes, so the
 * sweep cancels them one by one (`closeOutSlot`): all that are live then, also one that came between the count here and the commit.
 */
export async function closeSlots(
  engine: CommandEngine,
  input: { actor: Actor; facilityId: FacilityId; command: CloseSlots },
): Promise<Result<CloseSlotsAnswer, VisitRefusal | KernelRefusal>> {
  const { command, actor } = input;
  let tries = 0;
  return runCommand<CloseSlotsAnswer, VisitRefusal | KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "closeSlots",
    asked: [input.facilityId, command],
    decide: async ({ now }) => {
      const facility = await getFacilityItem(engine.store, input.facilityId);
      if (facility === undefined || !mayAt(actor, "slots.close", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      const ofDay = await listSlotItems(engine.store, input.facilityId, command.date, command.date);
      const { slotIds } = command;
      if (slotIds?.every((slotId) => ofDay.some((slot) => slot.slotId === slotId)) === false) return refuse({ code: "NOT_FOUND", what: "个场次" });
      const slots = ofDay.filter((slot) => isClosable(slot, now) && (slotIds === undefined || slotIds.includes(slot.slotId)));
      if (slots.length === 0) return refuse({ code: "NOTHING_TO_CLOSE", date: command.date });
      const { bookings, heads } = sumOf(await Promise.all(CLOSED_OUT_STATUSES.map((status) => countBookings(engine.store, slots, status))));
      if (bookings > command.seenBookings) return refuse({ code: "CLOSURE_CHANGED", bookings, heads, seenBookings: command.seenBookings });
      const { reason } = command;
      return ok({
        writes: slots.map((slot) => closeSlot(slot, { reason, now })),
        events: [
          {
            eventType: "SLOTS_CLOSED",
            caseKind: "facility",
            caseId: facility.facilityId,
            casePk: `FACILITY#${facility.facilityId}`,
            orgPath: facility.orgPath,
            caseName: facility.name,
            // As for SLOTS_OPENED the moment orders a facility's events; after a collision the next try takes the next place.
            sequence: Date.parse(now) + tries++,
            payload: { date: command.date, slotIds: slots.map((slot) => slot.slotId), reason, bookings, heads },
          },
        ],
        answer: { items: slots.map((slot) => toSlot({ ...slot, status: "CLOSED", closedReason: reason }, now)), bookings, heads },
      });
    },
  });
}

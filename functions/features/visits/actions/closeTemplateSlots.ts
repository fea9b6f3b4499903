import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId, SlotTemplateId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addDays } from "@app/contract/kernel/time";
import type { SlotPlanRefusal } from "@app/contract/visits/facilities.errors";
import { OPENS_DAYS_AHEAD_MAX } from "@app/contract/visits/managedFacility.schema";
import type { CloseTemplateSlots } from "@app/contract/visits/slotTemplate.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { facilityEvent, getFacilityItem } from "../facilityRepository";
import { closeFreeSlot, listSlotItems } from "../slotRepository";
import { getTemplateItem, openingDays, slotsOfTemplate } from "../slotTemplateRepository";

/**
 * Closes the coming slots that a stopped or changed template would not open any more and nobody has booked. One that is booked in the same moment stays open,
 * and is closed by hand, where its bookings are shown first (promise M5).
 */
export async function closeTemplateSlots(
  engine: CommandEngine,
  input: { actor: Actor; facilityId: FacilityId; templateId: SlotTemplateId; command: CloseTemplateSlots },
): Promise<Result<{ closed: number; stillBooked: number }, SlotPlanRefusal | KernelRefusal>> {
  const { reason, requestId } = input.command;
  let tries = 0;
  return runCommand<{ closed: number; stillBooked: number }, SlotPlanRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId,
    command: "closeTemplateSlots",
    asked: [input.facilityId, input.templateId, input.command],
    decide: async ({ actor, now }) => {
      const [facility, template] = await Promise.all([
        getFacilityItem(engine.store, input.facilityId),
        getTemplateItem(engine.store, input.facilityId, input.templateId),
      ]);
      if (facility === undefined || !mayAt(actor, "slots.close", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      if (template === undefined) return refuse({ code: "NOT_FOUND", what: "个开放模板" });
      const { from } = openingDays(facility, now);
      // As far as any rule ever let a template open, not only as far as today's does.
      const existing = await listSlotItems(engine.store, facility.facilityId, from, addDays(from, OPENS_DAYS_AHEAD_MAX));
      const { closable, booked } = slotsOfTemplate(facility, template, existing, now, await engine.calendar());
      return ok({
        writes: closable.map((slot) => closeFreeSlot(slot, { reason, now })),
        events:
          closable.length === 0
            ? []
            : [
                facilityEvent(facility, {
                  eventType: "SLOTS_CLOSED",
                  now,
                  tries: tries++,
                  payload: { templateId: template.templateId, slotIds: closable.map((slot) => slot.slotId), reason, bookings: 0, heads: 0 },
                }),
              ],
        answer: { closed: closable.length, stillBooked: booked.length },
      });
    },
  });
}

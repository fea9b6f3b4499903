import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import { templateLabel } from "@app/contract/visits/templateDays";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import type { NewEvent } from "../../../engines/events/event";
import { absent, type Write } from "../../../engines/store/storePort";
import { facilityEvent, getFacilityItem, type FacilityItem } from "../facilityRepository";
import { listSlotItems, type SlotItem } from "../slotRepository";
import { getTemplateItem, listTemplateItems, missingSlots, openingDays, type SlotTemplateItem } from "../slotTemplateRepository";

export const openSlotWrites = (slots: readonly SlotItem[]): Write[] =>
  slots.map((slot) => ({ kind: "put", tag: `slot ${slot.slotId}`, item: slot, condition: absent }));

/** What a template opened, said as any other opening is. */
export function slotsOpenedEvent(
  facility: FacilityItem,
  template: SlotTemplateItem,
  slots: readonly SlotItem[],
  at: { readonly now: Instant; readonly tries: number },
): NewEvent {
  return facilityEvent(facility, {
    eventType: "SLOTS_OPENED",
    ...at,
    payload: { dates: slots.map((slot) => slot.date), slots: slots.length, templateId: template.templateId, remark: templateLabel(template) },
  });
}

/** Opens what the facility's templates plan for the coming days and is not there yet. Says how many slots that were. */
export async function openFromTemplates(engine: CommandEngine, facilityId: string): Promise<number> {
  let opened = 0;
  for (const { templateId, status } of await listTemplateItems(engine.store, facilityId)) {
    if (status !== "ACTIVE") continue;
    const done = await openFromTemplate(engine, facilityId, templateId);
    if (!done.ok) throw new Error(`template ${templateId} kept losing: ${done.refusal.code}`);
    opened += done.value;
  }
  return opened;
}

async function openFromTemplate(engine: CommandEngine, facilityId: string, templateId: string): Promise<Result<number, KernelRefusal>> {
  let tries = 0;
  return runCommand<number, KernelRefusal>(engine, {
    actor: SYSTEM_ACTOR,
    requestId: undefined,
    command: "openFromTemplate",
    asked: [facilityId, templateId],
    decide: async ({ now }) => {
      const [facility, template] = await Promise.all([getFacilityItem(engine.store, facilityId), getTemplateItem(engine.store, facilityId, templateId)]);
      if (facility === undefined || template === undefined) return ok({ writes: [], events: [], answer: 0 });
      const { from, to } = openingDays(facility, now);
      const missing = missingSlots(facility, template, await listSlotItems(engine.store, facilityId, from, to), now, await engine.calendar());
      if (missing.length === 0) return ok({ writes: [], events: [], answer: 0 });
      return ok({
        writes: openSlotWrites(missing),
        events: [slotsOpenedEvent(facility, template, missing, { now, tries: tries++ })],
        answer: missing.length,
      });
    },
  });
}

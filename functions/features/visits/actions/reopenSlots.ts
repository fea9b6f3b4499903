import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { instantAt } from "@app/contract/kernel/time";
import type { ReopenSlots } from "@app/contract/visits/closure.schema";
import type { Slot } from "@app/contract/visits/slot.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { getFacilityItem } from "../facilityRepository";
import { isClosingOut, reopenSlot, slotKeyOfId, toSlot, type SlotItem } from "../slotRepository";

/** Opens closed slots again. What was cancelled stays cancelled: its people were told, and may book anew. A slot that is open already stays as it is. */
export async function reopenSlots(
  engine: CommandEngine,
  input: { actor: Actor; facilityId: FacilityId; command: ReopenSlots },
): Promise<Result<{ items: Slot[] }, VisitRefusal | KernelRefusal>> {
  const { command, actor } = input;
  const slotIds = [...new Set(command.slotIds)];
  let tries = 0;
  return runCommand<{ items: Slot[] }, VisitRefusal | KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "reopenSlots",
    asked: [input.facilityId, command],
    decide: async ({ now }) => {
      const facility = await getFacilityItem(engine.store, input.facilityId);
      if (facility === undefined || !mayAt(actor, "slots.close", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      const keys = slotIds.flatMap((slotId) => slotKeyOfId(slotId) ?? []).filter((key) => key.pk === facility.pk);
      const found = (await engine.store.getMany(keys)).flatMap((item) => (item === undefined ? [] : [item as SlotItem]));
      if (found.length < slotIds.length) return refuse({ code: "NOT_FOUND", what: "个场次" });
      const closed = found.filter((slot) => slot.status === "CLOSED");
      if (closed.some((slot) => now >= instantAt(slot.date, slot.startsAt))) return refuse({ code: "SLOT_ALREADY_BEGUN" });
      if (closed.some(isClosingOut)) return refuse({ code: "SLOT_STILL_CLOSING" });
      return ok({
        writes: closed.map(reopenSlot),
        events:
          closed.length === 0
            ? []
            : [
                {
                  eventType: "SLOTS_REOPENED",
                  caseKind: "facility",
                  caseId: facility.facilityId,
                  casePk: facility.pk,
                  orgPath: facility.orgPath,
                  caseName: facility.name,
                  // As for SLOTS_OPENED the moment orders a facility's events; after a collision the next try takes the next place.
                  sequence: Date.parse(now) + tries++,
                  payload: { slotIds: closed.map((slot) => slot.slotId) },
                },
              ],
        answer: { items: found.map((slot) => toSlot(withoutClosing(slot), now)) },
      });
    },
  });
}

function withoutClosing(slot: SlotItem): SlotItem {
  const { closedReason: _reason, closedAt: _at, ...rest } = slot;
  return { ...rest, status: "OPEN" } as SlotItem;
}

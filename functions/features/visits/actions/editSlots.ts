import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import type { SlotPlanRefusal } from "@app/contract/visits/facilities.errors";
import type { EditSlots, Slot } from "@app/contract/visits/slot.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { isClosable } from "../closingBookings";
import { facilityEvent, getFacilityItem } from "../facilityRepository";
import { editSlot, slotKeyOfId, toSlot, type SlotChanges, type SlotItem } from "../slotRepository";
import { lookSoon } from "../sweepRepository";

/**
 * Changes the places and the party rule of slots that are open, all of them or none. Bookings stay: those that no longer fit are flagged by the facility's round,
 * which looks at once (promise M11, T6).
 */
export async function editSlots(
  engine: CommandEngine,
  input: { actor: Actor; facilityId: FacilityId; command: EditSlots },
): Promise<Result<{ items: Slot[] }, SlotPlanRefusal | KernelRefusal>> {
  const { requestId, slots: asked, ...given } = input.command;
  const changes: SlotChanges = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  let tries = 0;
  return runCommand<{ items: Slot[] }, SlotPlanRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId,
    command: "editSlots",
    asked: [input.facilityId, input.command],
    decide: async ({ actor, now }) => {
      const facility = await getFacilityItem(engine.store, input.facilityId);
      if (facility === undefined || !mayAt(actor, "slots.open", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      const keys = asked.flatMap(({ slotId }) => slotKeyOfId(slotId) ?? []).filter((key) => key.pk === facility.pk);
      if (keys.length < asked.length) return refuse({ code: "NOT_FOUND", what: "个场次" });
      const found = (await engine.store.getMany(keys)).flatMap((item) => (item === undefined ? [] : [item as SlotItem]));
      if (found.length < asked.length) return refuse({ code: "NOT_FOUND", what: "个场次" });
      const shut = found.find((slot) => !isClosable(slot, now));
      if (shut !== undefined) return refuse({ code: "SLOT_NOT_EDITABLE", date: shut.date });
      const changed = found.filter((slot) => asked.some(({ slotId, version }) => slotId === slot.slotId && version !== slot.version));
      if (changed.length > 0) return refuse({ code: "SLOT_CHANGED", dates: changed.map((slot) => slot.date) });
      const before = found.map(({ slotId, capacityHeads, partyMin, partyMax, kinds }) => ({ slotId, capacityHeads, partyMin, partyMax, kinds }));
      return ok({
        writes: [...found.map((slot) => editSlot(slot, changes)), lookSoon(facility.facilityId, now)],
        events: [
          facilityEvent(facility, {
            eventType: "SLOTS_EDITED",
            now,
            tries: tries++,
            payload: {
              slotIds: found.map((slot) => slot.slotId),
              slots: before,
              changes: { ...changes },
              dates: [...new Set(found.map((slot) => slot.date))],
              fields: fieldsOf(found, changes),
            },
          }),
        ],
        answer: {
          items: found.map((slot) =>
            toSlot(
              {
                ...slot,
                ...changes,
                headsLeft: slot.headsLeft + (changes.capacityHeads ?? slot.capacityHeads) - slot.capacityHeads,
                version: slot.version + 1,
              } as SlotItem,
              now,
            ),
          ),
        },
      });
    },
  });
}

function fieldsOf(slots: readonly SlotItem[], changes: SlotChanges): { label: string; before: string; after: string }[] {
  const one = (values: readonly (string | number)[]): string => [...new Set(values)].join("、");
  const fields = [
    ...(changes.capacityHeads === undefined
      ? []
      : [{ label: "名额", before: one(slots.map((slot) => slot.capacityHeads)), after: String(changes.capacityHeads) }]),
    ...(changes.partyMin === undefined
      ? []
      : [
          {
            label: "家庭人数",
            before: one(slots.map((slot) => `${slot.partyMin}-${slot.partyMax}`)),
            after: `${changes.partyMin}-${changes.partyMax ?? changes.partyMin}`,
          },
        ]),
    ...(changes.kinds === undefined ? [] : [{ label: "接待对象", before: one(slots.map((slot) => kindsText(slot.kinds))), after: kindsText(changes.kinds) }]),
  ];
  // A form sends all of its fields; only those that differ are a change.
  return fields.filter(({ before, after }) => before !== after);
}
const kindsText = (kinds: SlotItem["kinds"]): string => kinds.map((kind) => BOOKING_KIND_LABELS[kind]).join("和");

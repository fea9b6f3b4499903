import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { daysBetween, localDateOf } from "@app/contract/kernel/time";
import { FACILITY_STATUS_LABELS } from "@app/contract/visits/facility.schema";
import type { OpenSlots, Slot } from "@app/contract/visits/slot.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { absent, type StoredItem } from "../../../engines/store/storePort";
import { getFacilityItem } from "../facilityRepository";
import { newSlotItem, toSlot } from "../slotRepository";

/** A slot further ahead than this is more likely a slip of the pen than a plan. */
export const OPEN_DAYS_AHEAD_MAX = 366;

export interface OpenSlotsResult {
  readonly items: Slot[];
  readonly skipped: Slot["slotId"][];
}

/**
 * Opens the same periods on several days in one step. A slot that is there already stays as it is and is named in the answer, so that opening twice
 * never changes what people have booked.
 */
export async function openSlots(
  engine: CommandEngine,
  input: { actor: Actor; facilityId: FacilityId; command: OpenSlots },
): Promise<Result<OpenSlotsResult, VisitRefusal | KernelRefusal>> {
  const { command, actor } = input;
  return runCommand<OpenSlotsResult, VisitRefusal | KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "openSlots",
    asked: [input.facilityId, command],
    decide: async ({ now }) => {
      const facility = await getFacilityItem(engine.store, input.facilityId);
      if (facility === undefined || !mayAt(actor, "slots.open", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      if (facility.status !== "OPEN") return refuse({ code: "FACILITY_NOT_OPEN", statusLabel: FACILITY_STATUS_LABELS[facility.status] });
      const today = localDateOf(now);
      const dates = [...new Set(command.dates)].sort();
      const past = dates.find((date) => date <= today);
      if (past !== undefined) return refuse({ code: "SLOT_DATE_PAST", date: past });
      const tooFar = dates.find((date) => daysBetween(today, date) > OPEN_DAYS_AHEAD_MAX);
      if (tooFar !== undefined) return refuse({ code: "SLOT_DATE_TOO_FAR", date: tooFar, daysAheadMax: OPEN_DAYS_AHEAD_MAX });
      const wanted = dates.flatMap((date) =>
        command.periods.map((period) =>
          newSlotItem(facility, { date, ...period, partyMin: command.partyMin, partyMax: command.partyMax, kinds: command.kinds }),
        ),
      );
      // Two periods with one beginning would be one slot twice.
      const unique = [...new Map(wanted.map((slot) => [slot.slotId, slot])).values()];
      const existing = await engine.store.getMany(unique.map((slot) => ({ pk: slot.pk, sk: slot.sk })));
      const there = new Set(existing.flatMap((item: StoredItem | undefined) => (item === undefined ? [] : [item.sk])));
      const missing = unique.filter((slot) => !there.has(slot.sk));
      return ok({
        writes: missing.map((slot) => ({ kind: "put", tag: `slot ${slot.slotId}`, item: slot, condition: absent }) as const),
        events:
          missing.length === 0
            ? []
            : [
                {
                  eventType: "SLOTS_OPENED",
                  caseKind: "facility",
                  caseId: facility.facilityId,
                  casePk: `FACILITY#${facility.facilityId}`,
                  orgPath: facility.orgPath,
                  caseName: facility.name,
                  // Facilities have no case version yet; the moment orders their events, and two openings in one millisecond collide and decide again.
                  sequence: Date.parse(now),
                  payload: { dates, slots: missing.length },
                },
              ],
        answer: { items: missing.map((slot) => toSlot(slot, now)), skipped: unique.filter((slot) => there.has(slot.sk)).map((slot) => slot.slotId) },
      });
    },
  });
}

import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { SlotId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, MINUTE_MS } from "@app/contract/kernel/time";
import { HOLD_MINUTES, type Hold, type HoldPlaces } from "@app/contract/visits/hold.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { absent } from "../../../engines/store/storePort";
import { facilityKey, type FacilityItem } from "../facilityRepository";
import { standingKey, type StandingItem } from "../noShows/noShowRepository";
import { refuseIfBlocked } from "../noShows/refuseIfBlocked";
import { HOLD_TAG, holdIdOf, holdItem, holdKey, isStillHold, type HoldItem } from "../holdRepository";
import { SLOT_TAG, slotKeyOfId, takePlaces, toSlot, type SlotItem } from "../slotRepository";
import { refuseIfNotBookable } from "../refuseIfNotBookable";

/**
 * Keeps places for ten minutes while the form is filled in (promise M2). Asked again for the same slot it changes the heads and keeps the time, so that a
 * hold cannot be stretched; after it ran out it begins anew.
 */
export async function holdPlaces(
  engine: CommandEngine,
  input: { actor: Actor; personId: string; command: HoldPlaces },
): Promise<Result<Hold, VisitRefusal | KernelRefusal>> {
  const { command, personId } = input;
  const slotKey = slotKeyOfId(command.slotId);
  if (slotKey === undefined) return refuse({ code: "NOT_FOUND", what: "个场次" });
  return runCommand<Hold, VisitRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "holdPlaces",
    asked: [command.slotId, command.kind, command.heads],
    decide: async ({ now }) => {
      const facilityId = slotKey.pk.slice("FACILITY#".length);
      const holdId = holdIdOf(personId, command.slotId);
      const [slotFound, facilityFound, holdFound, standing] = await engine.store.getMany([
        slotKey,
        facilityKey(facilityId),
        holdKey(holdId),
        standingKey(personId),
      ]);
      const slot = slotFound as SlotItem | undefined;
      const facility = facilityFound as FacilityItem | undefined;
      const held = holdFound as HoldItem | undefined;
      if (slot === undefined || facility === undefined) return refuse({ code: "NOT_FOUND", what: "个场次" });
      // Told before the form is filled in, not after.
      const blocked = await refuseIfBlocked(engine.store, { standing: standing as StandingItem | undefined, facility, now });
      if (blocked !== undefined) return refuse(blocked);
      const problem = refuseIfNotBookable({ facility, slot, kind: command.kind, heads: command.heads, headsAlreadyHeld: held?.heads ?? 0, now });
      if (problem !== undefined) return refuse(problem);
      const stands = held !== undefined && held.expiresAt > now ? held : undefined;
      const hold = holdItem({
        personId,
        slotId: command.slotId as SlotId,
        slot: slotKey,
        heads: command.heads,
        expiresAt: stands?.expiresAt ?? addMs(now, HOLD_MINUTES * MINUTE_MS),
        version: (held?.version ?? 0) + 1,
        ...(stands?.offer === true ? { offer: true } : {}),
      });
      const taken = command.heads - (held?.heads ?? 0);
      return ok({
        writes: [takePlaces(slotKey, taken), { kind: "put", tag: HOLD_TAG, item: hold, condition: held === undefined ? absent : isStillHold(held) }],
        events: [],
        answer: {
          holdId,
          slotId: slot.slotId,
          heads: command.heads,
          expiresAt: hold.expiresAt,
          serverNow: now,
          slot: toSlot({ ...slot, headsLeft: slot.headsLeft - taken }, now),
          facilityName: facility.name,
        },
        // The slot changed between reading and writing: decide again on what it is now, which gives the exact refusal. A hold that moved: the same.
        explain: (failedTags) => (failedTags.includes(SLOT_TAG) || failedTags.includes(HOLD_TAG) ? undefined : { code: "BUSY" }),
      });
    },
  });
}

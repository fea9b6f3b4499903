import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { HoldId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import type { StoredItem, Write } from "../../../engines/store/storePort";
import { HOLD_TAG, holdKey, isStillHold, type HoldItem } from "../holdRepository";
import { freePlaces } from "../slotRepository";

/** Ends a hold and gives its places back: one transaction, at most once, because the hold goes with it. */
export function endHoldWrites(hold: HoldItem): Write[] {
  return [
    { kind: "delete", tag: HOLD_TAG, key: { pk: hold.pk, sk: hold.sk }, condition: isStillHold(hold) },
    freePlaces({ pk: hold.slotPk, sk: hold.slotSk }, hold.heads),
  ];
}

/** The visitor leaves the form. A hold that is gone already is no mistake of theirs: the answer is the same. Places offered from the waiting list stay theirs. */
export async function releaseHold(
  engine: CommandEngine,
  input: { actor: Actor; personId: string; holdId: HoldId; requestId: RequestId },
): Promise<Result<{ holdId: HoldId }, KernelRefusal>> {
  return runCommand<{ holdId: HoldId }, KernelRefusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: "releaseHold",
    asked: [input.holdId],
    decide: async () => {
      const hold = (await engine.store.get(holdKey(input.holdId))) as HoldItem | undefined;
      if (hold !== undefined && hold.personId !== input.personId) return refuse({ code: "NOT_FOUND", what: "个保留的名额" });
      return ok({ writes: hold === undefined || hold.offer === true ? [] : endHoldWrites(hold), events: [], answer: { holdId: input.holdId } });
    },
  });
}

/** The sweep's half: places of a hold that ran out are free again (promise M2: within 60 s). Losing against a booking that used the hold is fine. */
export async function expireHold(engine: CommandEngine, item: StoredItem): Promise<void> {
  const hold = item as HoldItem;
  await engine.store.transact(endHoldWrites(hold));
}

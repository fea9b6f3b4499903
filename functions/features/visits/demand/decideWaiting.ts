import { decideAction } from "@app/contract/engines/workflow";
import { SYSTEM_ACTOR, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import type { DemandRefusal } from "@app/contract/visits/demand.errors";
import type { WaitingAction, WaitingDetail } from "@app/contract/visits/waiting.schema";
import { WAITING_WORKFLOW } from "@app/contract/visits/waiting.workflow";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import type { NewEvent } from "../../../engines/events/event";
import { versionIs, type Store, type StoredItem, type Write } from "../../../engines/store/storePort";
import { endHoldWrites } from "../actions/releaseHold";
import { holdIdOf, holdKey, type HoldItem } from "../holdRepository";
import { waitingEvent } from "./waitingEvents";
import { changedWaiting, getWaitingItem, removeFromWaitingList, WAITING_TAG, waitingKey, type WaitingItem } from "./waitingRepository";
import { toWaitingDetail } from "./waitingView";

/** Ends of an entry that give back what was offered. Accepting is the booking itself (`acceptedOffer`), offering and ending are the look's. */
export type EndingAction = Extract<WaitingAction, "LEAVE" | "DECLINE" | "LAPSE">;

/** A person leaves or lets an offer pass, or its time is over: the places, if any were kept, are free and the list is looked after at once. */
export async function decideWaiting(
  engine: CommandEngine,
  input: { actor: Actor; personId: string; slotId: string; action: EndingAction; requestId: RequestId | undefined },
): Promise<Result<WaitingDetail, DemandRefusal | KernelRefusal>> {
  return runCommand<WaitingDetail, DemandRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: `waiting ${input.action}`,
    asked: [input.slotId],
    decide: async ({ now }) => {
      const [waitingFound, holdFound] = await engine.store.getMany([waitingKey(input.slotId, input.personId), holdKey(holdIdOf(input.personId, input.slotId))]);
      const waiting = waitingFound as WaitingItem | undefined;
      if (waiting === undefined) return refuse({ code: "NOT_FOUND", what: "张候补单" });
      const decided = decideAction(WAITING_WORKFLOW, {
        item: waiting,
        action: input.action,
        parties: [input.actor.kind === "SYSTEM" ? "SYSTEM" : "WAITER"],
        remark: undefined,
        now,
        lastChange: undefined,
      });
      if (!decided.ok) return decided;
      const next = changedWaiting(waiting, { status: decided.value.to });
      return ok({
        writes: [...endedWrites(waiting, next, now), ...offeredHoldEnds(holdFound as HoldItem | undefined)],
        events: [waitingEvent(decided.value.event, next, { now, wasWaiting: waiting.status === "WAITING" })],
        answer: toWaitingDetail(next, { list: undefined, hold: undefined, slot: undefined }, now),
      });
    },
  });
}

export function endedWrites(waiting: WaitingItem, next: WaitingItem, now: Instant): Write[] {
  return [{ kind: "put", tag: WAITING_TAG, item: next, condition: versionIs(waiting.version) }, removeFromWaitingList(waiting, now)];
}

/** A hold that the person made anew after the offer ran out is theirs and stays. */
export function offeredHoldEnds(hold: HoldItem | undefined): Write[] {
  return hold?.offer === true ? endHoldWrites(hold) : [];
}

/** The sweep's half: nobody answered in time. Losing against an acceptance is fine. */
export async function lapseOffer(engine: CommandEngine, item: StoredItem): Promise<void> {
  const { slotId, personId } = item as WaitingItem;
  await decideWaiting(engine, { actor: SYSTEM_ACTOR, personId, slotId, action: "LAPSE", requestId: undefined });
}

/**
 * What a booking made from an offer does to the entry, in the booking's own transaction. Not held against the clock: places of an offer that ran out a second ago
 * are still kept, as with any hold.
 */
export async function acceptedOffer(store: Store, hold: HoldItem, now: Instant): Promise<{ readonly writes: Write[]; readonly events: NewEvent[] }> {
  const waiting = await getWaitingItem(store, hold.slotId, hold.personId);
  if (waiting?.status !== "OFFERED") return { writes: [], events: [] };
  const next = changedWaiting(waiting, { status: "ACCEPTED" });
  return { writes: endedWrites(waiting, next, now), events: [waitingEvent("WAITING_ACCEPTED", next, { now, wasWaiting: false })] };
}

import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import { runCommand, type CommandEngine, type Decision } from "../../../engines/commands/runCommand";
import { absent, versionIs, type StoredItem } from "../../../engines/store/storePort";
import { facilityKey, type FacilityItem } from "../facilityRepository";
import { HOLD_TAG, holdIdOf, holdItem, holdKey, isStillHold, type HoldItem } from "../holdRepository";
import { overlappingBooking, personDayKey, type PersonDayItem } from "../personDayRepository";
import { standingKey, type StandingItem } from "../noShows/noShowRepository";
import { refuseIfBlocked } from "../noShows/refuseIfBlocked";
import { refuseIfNotBookable } from "../refuseIfNotBookable";
import { slotKeyOfId, takePlaces, type SlotItem } from "../slotRepository";
import { endedWrites, offeredHoldEnds } from "./decideWaiting";
import { offerEndsAt } from "./offerHours";
import { waitingEvent } from "./waitingEvents";
import {
  changedWaiting,
  lookAgain,
  markOffered,
  nextLook,
  partiesInOrder,
  WAITING_TAG,
  waitingKey,
  waitingListKey,
  type QueuedParty,
  type WaitingItem,
  type WaitingListItem,
} from "./waitingRepository";

/** Parties served in one look of the sweep; the rest follows at the next one, so that a long list holds up nothing else. */
export const SERVED_AT_ONCE = 50;

type Step = "SERVED" | "DONE";

/**
 * Offers what is free to who has waited longest and fits, one party a transaction, until nobody fits (promise M10). A party that is too large for what is free is
 * passed over and keeps its place. The places are taken for it under the slot's own condition, so an ordinary booker who is faster has them and nothing is
 * promised twice.
 */
export async function lookAfterWaitingList(engine: CommandEngine, item: StoredItem): Promise<void> {
  const { slotId } = item as WaitingListItem;
  for (let served = 0; served < SERVED_AT_ONCE; served += 1) {
    const step = await serveNext(engine, slotId);
    // BUSY: the list changed under every try. It stays due and is looked after again.
    if (!step.ok || step.value === "DONE") return;
  }
}

function serveNext(engine: CommandEngine, slotId: WaitingListItem["slotId"]) {
  const slotKey = slotKeyOfId(slotId);
  if (slotKey === undefined) throw new Error(`waiting list of no slot: ${slotId}`);
  return runCommand<Step, KernelRefusal>(engine, {
    actor: SYSTEM_ACTOR,
    requestId: undefined,
    command: "serveWaitingList",
    asked: slotId,
    decide: async ({ now }) => {
      const facilityId = slotKey.pk.slice("FACILITY#".length);
      const [listFound, slotFound, facilityFound] = await engine.store.getMany([waitingListKey(slotId), slotKey, facilityKey(facilityId)]);
      const list = listFound as WaitingListItem | undefined;
      const slot = slotFound as SlotItem | undefined;
      const facility = facilityFound as FacilityItem | undefined;
      if (list === undefined) return ok({ writes: [], events: [], answer: "DONE" });
      const parties = partiesInOrder(list);
      const over = slot === undefined ? "开放单位取消了这个场次" : reasonOfEnd(slot, now);
      // Of a closed slot offers end too; past the end of booking they have run out by themselves.
      const ending = over === undefined ? undefined : parties.find((party) => slot?.status !== "OPEN" || !party.offered);
      if (over !== undefined && ending !== undefined) return ok(await endParty(engine, list, ending, over, now));
      const waiting = parties.filter((party) => !party.offered);
      if (waiting.length === 0 || slot === undefined) return ok({ writes: [lookAgain(list, undefined)], events: [], answer: "DONE" });
      const next =
        facility === undefined
          ? undefined
          : waiting.find(({ kind, heads }) => refuseIfNotBookable({ facility, slot, kind, heads, headsAlreadyHeld: 0, now }) === undefined);
      if (next !== undefined && facility !== undefined) return ok(await offerTo(engine, { list, slot, facility, party: next, now }));
      const later = nextLook(now);
      return ok({ writes: [lookAgain(list, later < slot.bookingClosesAt ? later : slot.bookingClosesAt)], events: [], answer: "DONE" });
    },
  });
}

function reasonOfEnd(slot: SlotItem, now: Instant): string | undefined {
  if (slot.status === "CLOSED") return `开放单位临时关闭了这个场次：${String(slot["closedReason"] ?? "")}`;
  return now >= slot.bookingClosesAt ? "预约已截止，没有等到空出的名额" : undefined;
}

async function offerTo(
  engine: CommandEngine,
  { list, slot, facility, party, now }: { list: WaitingListItem; slot: SlotItem; facility: FacilityItem; party: QueuedParty; now: Instant },
): Promise<Decision<Step, KernelRefusal>> {
  const { personId } = party;
  const [waitingFound, holdFound, dayFound, standing] = await engine.store.getMany([
    waitingKey(slot.slotId, personId),
    holdKey(holdIdOf(personId, slot.slotId)),
    personDayKey(personId, slot.date),
    standingKey(personId),
  ]);
  const waiting = entryOf(waitingFound, party);
  const held = holdFound as HoldItem | undefined;
  // They were faster by the ordinary way, or go elsewhere at that time: the next one gets the places, and no message is due.
  const overlap = overlappingBooking(dayFound as PersonDayItem | undefined, slot);
  if (overlap !== undefined) return passedOver(waiting, { endedReason: `您已预约同一时间的「${overlap.facilityName}」`, tell: false, now });
  // An offer that its person may not book would keep the places from everybody for hours.
  const blocked = await refuseIfBlocked(engine.store, { standing: standing as StandingItem | undefined, facility, now });
  if (blocked !== undefined) return passedOver(waiting, { endedReason: "您目前因多次未到访暂停预约", tell: true, now });
  const offeredUntil = offerEndsAt(now, slot.bookingClosesAt);
  const offered = changedWaiting(waiting, { status: "OFFERED", offeredUntil });
  const hold = holdItem({ personId, slotId: slot.slotId, slot, heads: waiting.heads, expiresAt: offeredUntil, version: (held?.version ?? 0) + 1, offer: true });
  return {
    writes: [
      takePlaces(slot, waiting.heads - (held?.heads ?? 0)),
      { kind: "put", tag: HOLD_TAG, item: hold, condition: held === undefined ? absent : isStillHold(held) },
      { kind: "put", tag: WAITING_TAG, item: offered, condition: versionIs(waiting.version) },
      markOffered(list, party.queueId),
    ],
    events: [waitingEvent("WAITING_OFFERED", offered, { now, wasWaiting: true })],
    answer: "SERVED",
  };
}

/** They leave the list for a reason of their own. */
function passedOver(waiting: WaitingItem, end: { endedReason: string; tell: boolean; now: Instant }): Decision<Step, KernelRefusal> {
  const { endedReason, tell, now } = end;
  const ended = changedWaiting(waiting, { status: "ENDED", endedReason });
  return { writes: endedWrites(waiting, ended, now), events: [waitingEvent("WAITING_ENDED", ended, { now, wasWaiting: true, tell })], answer: "SERVED" };
}

async function endParty(
  engine: CommandEngine,
  list: WaitingListItem,
  party: QueuedParty,
  endedReason: string,
  now: Instant,
): Promise<Decision<Step, KernelRefusal>> {
  const [waitingFound, holdFound] = await engine.store.getMany([waitingKey(list.slotId, party.personId), holdKey(holdIdOf(party.personId, list.slotId))]);
  const waiting = entryOf(waitingFound, party);
  const ended = changedWaiting(waiting, { status: "ENDED", endedReason });
  return {
    writes: [...endedWrites(waiting, ended, now), ...(party.offered ? offeredHoldEnds(holdFound as HoldItem | undefined) : [])],
    events: [waitingEvent("WAITING_ENDED", ended, { now, wasWaiting: !party.offered })],
    answer: "SERVED",
  };
}

/** List and entry are written together; one without the other would be a bug, and is loud. */
function entryOf(found: StoredItem | undefined, party: QueuedParty): WaitingItem {
  const waiting = found as WaitingItem | undefined;
  if (waiting?.queueId !== party.queueId) throw new Error(`party ${party.queueId} of the waiting list has no entry`);
  return waiting;
}

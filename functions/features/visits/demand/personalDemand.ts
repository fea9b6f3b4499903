import { dateLabel } from "@app/contract/kernel/time";
import { WAITING_STATUS_LABELS } from "@app/contract/visits/waiting.schema";
import type { Clock } from "../../../engines/context/clock";
import { forgetNamesInEvents } from "../../../engines/personalData/namesInEvents";
import type { PersonalRecords } from "../../../engines/personalData/personalRecords";
import { absent, exists, versionIs, type Store, type Write } from "../../../engines/store/storePort";
import { getFacilityItem } from "../facilityRepository";
import { holdIdOf, holdItem, holdKey, type HoldItem } from "../holdRepository";
import { offeredHoldEnds } from "./decideWaiting";
import { followItem, followKey, listFollows, type FollowItem } from "./followRepository";
import {
  isLiveWaiting,
  listPersonWaiting,
  removeFromWaitingList,
  waitingItem,
  waitingKey,
  waitingListKey,
  waitingPk,
  type WaitingItem,
} from "./waitingRepository";

export function personalFollows(store: Store): PersonalRecords<"FOLLOWS"> {
  const theirs = async (personId: string, limit: number): Promise<readonly FollowItem[]> => {
    const page = await listFollows(store, personId, { limit, cursor: undefined });
    return page === "CURSOR_INVALID" ? [] : (page.items as readonly FollowItem[]);
  };
  return {
    kind: "FOLLOWS",
    async list(personId, page) {
      const found = await listFollows(store, personId, page);
      if (found === "CURSOR_INVALID") return found;
      const items = await Promise.all(
        (found.items as readonly FollowItem[]).map(async ({ facilityId, followedAt }) => ({
          at: followedAt,
          title: (await getFacilityItem(store, facilityId))?.name ?? facilityId,
          facts: [],
        })),
      );
      return { items, ...(found.next === undefined ? {} : { next: found.next }) };
    },
    async handOver({ from, to, limit }) {
      const follows = await theirs(from, limit);
      for (const { facilityId, followedAt } of follows) {
        await store.transact([
          { kind: "put", tag: "follow", item: followItem({ facilityId, personId: to, followedAt }) },
          { kind: "delete", tag: "follow before", key: followKey(facilityId, from) },
        ]);
      }
      return follows.length;
    },
    async forget({ personId, limit }) {
      const follows = await theirs(personId, limit);
      for (const { facilityId } of follows) await store.transact([{ kind: "delete", tag: "follow", key: followKey(facilityId, personId) }]);
      return follows.length;
    },
  };
}

export function personalWaiting({ store, clock }: { readonly store: Store; readonly clock: Clock }): PersonalRecords<"WAITING"> {
  const theirs = async (personId: string, limit: number): Promise<readonly WaitingItem[]> => {
    const page = await listPersonWaiting(store, personId, { limit, cursor: undefined });
    return page === "CURSOR_INVALID" ? [] : (page.items as readonly WaitingItem[]);
  };
  return {
    kind: "WAITING",
    async list(personId, page) {
      const found = await listPersonWaiting(store, personId, page);
      if (found === "CURSOR_INVALID") return found;
      const items = (found.items as readonly WaitingItem[]).map((waiting) => ({
        at: waiting.joinedAt,
        title: `${dateLabel(waiting.date)} ${waiting.periodLabel} ${waiting.facilityName}`,
        facts: [
          { label: "状态", value: WAITING_STATUS_LABELS[waiting.status] },
          { label: "人数", value: `${waiting.heads} 人` },
          { label: "手机号", value: waiting.contactPhone },
        ],
      }));
      return { items, ...(found.next === undefined ? {} : { next: found.next }) };
    },
    async handOver({ from, to, limit }) {
      const listed = await theirs(from, limit);
      for (const { slotId } of listed) {
        const [waiting, already, hold] = (await store.getMany([waitingKey(slotId, from), waitingKey(slotId, to), holdKey(holdIdOf(from, slotId))])) as [
          WaitingItem | undefined,
          WaitingItem | undefined,
          HoldItem | undefined,
        ];
        if (waiting === undefined) continue;
        // Its events stay under who they were, where no later deletion looks: they keep no phone from here on.
        const left: Write[] = [
          { kind: "delete", tag: "waiting before", key: waitingKey(slotId, from), condition: versionIs(waiting.version) },
          ...(await forgetNamesInEvents(store, waitingPk(slotId, from), "")),
        ];
        // Nobody waits twice for one slot: the place of the survivor stays, whichever joined first.
        if (already !== undefined) await store.transact([...left, ...leaveList(waiting), ...offeredHoldEnds(hold)]);
        else await store.transact([...left, ...moved(waiting, to), ...(hold?.offer === true ? holdMoved(hold, to) : [])]);
      }
      return listed.length;
    },
    async forget({ personId, limit }) {
      const listed = await theirs(personId, limit);
      for (const { slotId } of listed) {
        const [waiting, hold] = (await store.getMany([waitingKey(slotId, personId), holdKey(holdIdOf(personId, slotId))])) as [
          WaitingItem | undefined,
          HoldItem | undefined,
        ];
        if (waiting === undefined) continue;
        await store.transact([
          { kind: "delete", tag: "waiting", key: waitingKey(slotId, personId), condition: versionIs(waiting.version) },
          ...leaveList(waiting),
          ...offeredHoldEnds(hold),
          ...(await forgetNamesInEvents(store, waitingPk(slotId, personId), "")),
        ]);
      }
      return listed.length;
    },
  };

  function leaveList(waiting: WaitingItem): Write[] {
    return isLiveWaiting(waiting) ? [removeFromWaitingList(waiting, clock.now())] : [];
  }
}

function moved(waiting: WaitingItem, to: string): Write[] {
  const { index3: _3, index4: _4, ...state } = waiting;
  return [
    { kind: "put", tag: "waiting", item: waitingItem({ ...(state as WaitingItem), personId: to, version: waiting.version + 1 }), condition: absent },
    ...(isLiveWaiting(waiting)
      ? [
          {
            kind: "update",
            tag: "waiting list",
            key: waitingListKey(waiting.slotId),
            set: { [`parties.${waiting.queueId}.personId`]: to },
            add: { version: 1 },
            condition: exists,
          } as const,
        ]
      : []),
  ];
}

function holdMoved(hold: HoldItem, to: string): Write[] {
  const { slotId, heads, expiresAt } = hold;
  const slot = { pk: hold.slotPk, sk: hold.slotSk };
  return [
    { kind: "delete", tag: "hold before", key: { pk: hold.pk, sk: hold.sk }, condition: versionIs(hold.version) },
    { kind: "put", tag: "hold", item: holdItem({ personId: to, slotId, slot, heads, expiresAt, version: 1, offer: true }), condition: absent },
  ];
}

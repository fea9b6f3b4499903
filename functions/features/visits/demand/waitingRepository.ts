import type { FacilityId, SlotId } from "@app/contract/kernel/ids";
import { addDays, addMs, epochMsOf, MINUTE_MS, startOfDay, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { WAITING_PER_SLOT_MAX, type WaitingStatus } from "@app/contract/visits/waiting.schema";
import { deadlineEntry } from "../../../engines/deadlines/deadlines";
import { queryMerged } from "../../../engines/paging/queryMerged";
import { absent, and, exists, numberAtMost, versionIs, type ItemKey, type Store, type StoredItem, type Write } from "../../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-W1 the waiting list of a slot | offering, position | primary | WAITING_LIST#slot / STATE | – | 1 |
 * | AP-W2 a person's entry in it | joining, deciding | primary | WAITING#slot#person / STATE | – | 1 |
 * | AP-W3 a person's entries | 我的预约 · 候补 | index3 | WAITING#PERSON#id / rank#day#time#slot | live ones first | page |
 * | AP-W4 lists to look after | sweep | index4 | DUE#WAITING_LIST / moment | oldest first | page |
 * | AP-W5 offers that ran out | sweep | index4 | DUE#WAITING_OFFER / moment | oldest first | page |
 *
 * The list is one item, so that who is next is read in one strongly consistent read. Joining and leaving add to it without reading it; offering alone decides
 * on what it read, under the version that every other write moves on.
 */
export interface WaitingListItem extends StoredItem {
  readonly slotId: SlotId;
  readonly facilityId: FacilityId;
  /** Who waits or was offered places, by a time-ordered id: the order of the ids is the order of joining. */
  readonly parties: { readonly [queueId: string]: WaitingPartyFacts };
  readonly partyCount: number;
  readonly version: number;
}
export interface WaitingPartyFacts {
  readonly [name: string]: string | number | boolean;
  readonly personId: string;
  readonly kind: BookingKind;
  readonly heads: number;
  readonly offered: boolean;
}

export interface WaitingItem extends StoredItem {
  readonly slotId: SlotId;
  readonly queueId: string;
  readonly personId: string;
  readonly kind: BookingKind;
  readonly heads: number;
  readonly contactPhone: string;
  readonly facilityId: FacilityId;
  readonly facilityName: string;
  readonly facilityAddress: string;
  readonly orgPath: OrgPath;
  readonly cityCode: string;
  readonly provinceCode: string;
  readonly date: LocalDate;
  readonly periodLabel: string;
  readonly startsAt: TimeOfDay;
  readonly endsAt: TimeOfDay;
  readonly status: WaitingStatus;
  readonly joinedAt: Instant;
  readonly offeredUntil?: Instant;
  readonly endedReason?: string;
  readonly version: number;
}

export const WAITING_LIST_DEADLINE = "WAITING_LIST";
export const WAITING_OFFER_DEADLINE = "WAITING_OFFER";
export const WAITING_LIST_TAG = "waiting list";
export const WAITING_TAG = "waiting";

/** Places of a hold that ran out come free without an event; this often a list is looked after in any case. */
export const LOOK_EVERY_MS = MINUTE_MS;
/** How long an entry can still be looked up after its day. */
const KEPT_DAYS = 30;

export const waitingListKey = (slotId: string): ItemKey => ({ pk: `WAITING_LIST#${slotId}`, sk: "STATE" });
export const waitingPk = (slotId: string, personId: string): string => `WAITING#${slotId}#${personId}`;
export const waitingKey = (slotId: string, personId: string): ItemKey => ({ pk: waitingPk(slotId, personId), sk: "STATE" });

const isLive = (status: WaitingStatus): boolean => status === "WAITING" || status === "OFFERED";
/** An offer has a clock running, so it stands first; then who still waits; then what is over. */
const RANKS: Readonly<Record<WaitingStatus, number>> = { OFFERED: 0, WAITING: 1, ACCEPTED: 2, DECLINED: 2, LAPSED: 2, LEFT: 2, ENDED: 2 };

function purgedAfter(date: LocalDate): number {
  return Math.floor(epochMsOf(startOfDay(addDays(date, KEPT_DAYS))) / 1000);
}

/** Places an entry in its list and deadline: both follow from its state. */
export function waitingItem(state: Omit<WaitingItem, keyof ItemKey | "index3" | "index4" | "expiresAtEpochSeconds">): WaitingItem {
  const waiting = state as WaitingItem;
  return {
    ...state,
    ...waitingKey(waiting.slotId, waiting.personId),
    index3: {
      pk: `WAITING#PERSON#${waiting.personId}`,
      sk: `${RANKS[waiting.status]}#${waiting.date}#${waiting.startsAt}#${waiting.slotId}`,
    },
    ...(waiting.status === "OFFERED" && waiting.offeredUntil !== undefined
      ? { index4: deadlineEntry(WAITING_OFFER_DEADLINE, waiting.offeredUntil, `${waiting.slotId}#${waiting.personId}`) }
      : {}),
    expiresAtEpochSeconds: purgedAfter(waiting.date),
  } as WaitingItem;
}

export function changedWaiting(waiting: WaitingItem, changes: Partial<Pick<WaitingItem, "status" | "offeredUntil" | "endedReason">>): WaitingItem {
  const { pk: _pk, sk: _sk, index3: _3, index4: _4, expiresAtEpochSeconds: _ttl, offeredUntil: _until, ...state } = waiting;
  return waitingItem({ ...(state as WaitingItem), ...changes, version: waiting.version + 1 });
}

export async function getWaitingItem(store: Store, slotId: string, personId: string): Promise<WaitingItem | undefined> {
  return (await store.get(waitingKey(slotId, personId))) as WaitingItem | undefined;
}

export async function getWaitingList(store: Store, slotId: string): Promise<WaitingListItem | undefined> {
  return (await store.get(waitingListKey(slotId))) as WaitingListItem | undefined;
}

export interface QueuedParty extends WaitingPartyFacts {
  readonly queueId: string;
}

/** The parties in the order of joining. */
export function partiesInOrder(list: WaitingListItem): QueuedParty[] {
  return Object.keys(list.parties)
    .sort()
    .map((queueId) => ({ queueId, ...(list.parties[queueId] as WaitingPartyFacts) }));
}

export function partiesAhead(list: WaitingListItem | undefined, queueId: string): number {
  return list === undefined ? 0 : partiesInOrder(list).filter((party) => !party.offered && party.queueId < queueId).length;
}

const lookAt = (slotId: string, moment: Instant): ItemKey => deadlineEntry(WAITING_LIST_DEADLINE, moment, slotId);

/** A party at the end of the list, and a look at once: places may have come free while the person was asking. */
export function addToWaitingList(list: WaitingListItem | undefined, waiting: WaitingItem, now: Instant): Write {
  const party: WaitingPartyFacts = { personId: waiting.personId, kind: waiting.kind, heads: waiting.heads, offered: false };
  const index4 = lookAt(waiting.slotId, now);
  if (list === undefined) {
    const item: WaitingListItem = {
      ...waitingListKey(waiting.slotId),
      index4,
      slotId: waiting.slotId,
      facilityId: waiting.facilityId,
      parties: { [waiting.queueId]: party },
      partyCount: 1,
      version: 1,
      expiresAtEpochSeconds: purgedAfter(waiting.date),
    };
    return { kind: "put", tag: WAITING_LIST_TAG, item, condition: absent };
  }
  return {
    kind: "update",
    tag: WAITING_LIST_TAG,
    key: waitingListKey(waiting.slotId),
    set: { [`parties.${waiting.queueId}`]: party, index4 },
    add: { partyCount: 1, version: 1 },
    condition: and(exists, numberAtMost("partyCount", WAITING_PER_SLOT_MAX - 1)),
  };
}

/** A party is through with the list; what it leaves behind may fit the next one, so the list is looked after at once. */
export function removeFromWaitingList(waiting: Pick<WaitingItem, "slotId" | "queueId">, now: Instant): Write {
  return {
    kind: "update",
    tag: WAITING_LIST_TAG,
    key: waitingListKey(waiting.slotId),
    set: { index4: lookAt(waiting.slotId, now) },
    remove: [`parties.${waiting.queueId}`],
    add: { partyCount: -1, version: 1 },
    condition: exists,
  };
}

/** The decision of one look, on the list as it was read. */
export function markOffered(list: WaitingListItem, queueId: string): Write {
  return {
    kind: "update",
    tag: WAITING_LIST_TAG,
    key: waitingListKey(list.slotId),
    set: { [`parties.${queueId}.offered`]: true },
    add: { version: 1 },
    condition: versionIs(list.version),
  };
}

/** Nobody fits what is free: until something changes, or the next look in any case. Without anybody waiting there is nothing to look after. */
export function lookAgain(list: WaitingListItem, next: Instant | undefined): Write {
  return {
    kind: "update",
    tag: WAITING_LIST_TAG,
    key: waitingListKey(list.slotId),
    ...(next === undefined ? { remove: ["index4"] } : { set: { index4: lookAt(list.slotId, next) } }),
    add: { version: 1 },
    condition: versionIs(list.version),
  };
}

/** Something happened to the slot's places. The version moves on, so that a look that has read the slot before decides again. */
export function wakeWaitingList(slotId: string, now: Instant): Write {
  return {
    kind: "update",
    tag: WAITING_LIST_TAG,
    key: waitingListKey(slotId),
    set: { index4: lookAt(slotId, now) },
    add: { version: 1 },
    condition: exists,
  };
}

export function listPersonWaiting(store: Store, personId: string, page: { limit: number; cursor: string | undefined }) {
  return queryMerged(store, { index: "index3", pks: [`WAITING#PERSON#${personId}`], range: {}, order: "ascending", ...page });
}

/** How many places a person waits for, counted no further than `max`. */
export async function countLiveWaiting(store: Store, personId: string, max: number): Promise<number> {
  return (await store.query({ index: "index3", pk: `WAITING#PERSON#${personId}`, range: { to: "1~" }, limit: max })).items.length;
}

export const isLiveWaiting = (waiting: Pick<WaitingItem, "status">): boolean => isLive(waiting.status);
export const nextLook = (now: Instant): Instant => addMs(now, LOOK_EVERY_MS);

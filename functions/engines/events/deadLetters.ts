import { epochMsOf, instantFromEpochMs, type Instant } from "@app/contract/kernel/time";
import { queryMerged } from "../paging/queryMerged";
import { exists, type ItemKey, type QueryPage, type Store, type StoredItem, type Write } from "../store/storePort";
import { outboxEntry, readEvent, type EventRecord } from "./event";

/**
 * What a consumer failed at too often, with the event that lies where it lay.
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-D1 dead letters | 系统运行 | primary | DEAD_LETTER / moment#event#consumer | latest first | page |
 */
export interface DeadLetterItem extends StoredItem {
  readonly consumer: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly eventPk: string;
  readonly eventSk: string;
  readonly message: string;
}

export const DEAD_LETTER_PK = "DEAD_LETTER";
export const DEAD_LETTER_TAG = "dead letter";

/** `<epoch ms>.<event>.<consumer>`: the sort key in letters that an address may hold. */
export function deadLetterId(letter: DeadLetterItem): string {
  return [epochMsOf(diedAt(letter)), letter.eventId, letter.consumer].join(".");
}
export function diedAt(letter: DeadLetterItem): Instant {
  return letter.sk.slice(0, letter.sk.indexOf("#")) as Instant;
}
function keyOf(id: string): ItemKey | undefined {
  const [, epochMs, eventId, consumer] = /^(\d{13})\.([^.]+)\.([^.]+)$/.exec(id) ?? [];
  return epochMs === undefined ? undefined : { pk: DEAD_LETTER_PK, sk: `${instantFromEpochMs(Number(epochMs))}#${eventId}#${consumer}` };
}

export function listDeadLetterItems(
  store: Store,
  page: { readonly limit: number; readonly cursor: string | undefined },
): Promise<QueryPage | "CURSOR_INVALID"> {
  return queryMerged(store, { index: "primary", pks: [DEAD_LETTER_PK], range: {}, order: "descending", ...page });
}

/** The events behind letters, in their order; undefined for one that is gone. At most 100. */
export async function eventsOfDeadLetters(store: Store, letters: readonly DeadLetterItem[]): Promise<(EventRecord | undefined)[]> {
  const keys = letters.map((letter) => ({ pk: letter.eventPk, sk: letter.eventSk }));
  // Two consumers may have failed at one event, and a key may be asked once.
  const distinct = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
  const found = distinct.length === 0 ? [] : await store.getMany(distinct);
  const byKey = new Map(found.flatMap((item) => (item === undefined ? [] : [[`${item.pk} ${item.sk}`, readEvent(item)] as const])));
  return keys.map((key) => byKey.get(`${key.pk} ${key.sk}`));
}

export interface Revival {
  readonly letter: DeadLetterItem;
  readonly event: EventRecord;
  readonly writes: readonly Write[];
}

/**
 * What puts a dead event before its consumer again: its marker, its place in the outbox and the end of the letter, in one transaction, so that whoever presses first
 * revives it and nobody else. Undefined when the letter, or its event, is gone.
 *
 * @param newId sets the place in the outbox apart from the one that a runner may be about to leave
 */
export async function reviveDeadLetter(store: Store, id: string, now: Instant, newId: () => string): Promise<Revival | undefined> {
  const key = keyOf(id);
  const letter = key === undefined ? undefined : ((await store.get(key)) as DeadLetterItem | undefined);
  if (key === undefined || letter === undefined) return undefined;
  const item = await store.get({ pk: letter.eventPk, sk: letter.eventSk });
  const event = item === undefined ? undefined : readEvent(item);
  if (item === undefined || event === undefined) return undefined;
  return {
    letter,
    event,
    writes: [
      { kind: "delete", tag: DEAD_LETTER_TAG, key, condition: exists },
      {
        kind: "update",
        tag: "revived event",
        key: { pk: item.pk, sk: item.sk },
        set: {
          [`awaiting.${letter.consumer}`]: true,
          // It gets its full number of tries.
          ...(item["failures"] === undefined ? {} : { [`failures.${letter.consumer}`]: 0 }),
          index4: outboxEntry(letter.eventId, now, newId()),
        },
        condition: exists,
      },
    ],
  };
}

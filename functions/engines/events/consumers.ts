import { StoreUnavailable, and, attributeAbsent, equals, type Condition, type Store, type StoredItem, type Write } from "../store/storePort";
import type { Clock } from "../context/clock";
import { DEAD_LETTER_PK, type DeadLetterItem } from "./deadLetters";
import { OUTBOX_SHARDS, outboxPk, readEvent, type ConsumersOf, type EventRecord } from "./event";

/**
 * A consumer turns an event into writes. It may read, and must give the same writes for the same event and store. Writes whose conditions fail make the
 * runner ask again, so a consumer that depends on what it read puts that into a condition.
 */
export interface Consumer {
  readonly name: string;
  readonly handles: Readonly<Record<string, (event: EventRecord) => Promise<readonly Write[]>>>;
}

/** After that many failures an event goes to the dead-letter list, so that a poison event never stops the rest (promise R8). */
export const CONSUMER_ATTEMPTS_MAX = 5;
const CONFLICT_RETRIES_MAX = 8;
const MARKER_TAG = "consumed";

export function consumersByEventType(consumers: readonly Consumer[]): ConsumersOf {
  const names = new Map<string, string[]>();
  for (const consumer of consumers) {
    for (const eventType of Object.keys(consumer.handles)) names.set(eventType, [...(names.get(eventType) ?? []), consumer.name]);
  }
  return (eventType) => names.get(eventType) ?? [];
}

export interface ConsumerRunner {
  /** Applies what waits in the outbox, oldest first, at most `limit` events a shard. Returns how many events it finished. */
  drain(limit?: number): Promise<number>;
  /** Applies one event, as the cloud's stream hands it over. */
  apply(item: StoredItem): Promise<void>;
}

/**
 * Effect and marker in one transaction: the marker lies on the event itself, so an event given five times, or by two runners at once, has one effect.
 */
export function createConsumerRunner(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly consumers: readonly Consumer[];
  readonly onFailure: (failure: { consumer: string; event: EventRecord; error: unknown; dead: boolean }) => void;
}): ConsumerRunner {
  const { store, clock, consumers, onFailure } = options;

  async function apply(item: StoredItem): Promise<boolean> {
    const event = readEvent(item);
    if (event === undefined) return false;
    const awaiting = Object.keys((item["awaiting"] as Record<string, true> | undefined) ?? {});
    if (awaiting.length === 0) await leaveOutbox(item);
    let finished = true;
    for (const [position, name] of awaiting.entries()) {
      const last = finished && position === awaiting.length - 1;
      const consumer = consumers.find((candidate) => candidate.name === name);
      const handler = consumer?.handles[event.eventType];
      try {
        await applyOne(item, name, last, handler === undefined ? async () => [] : () => handler(event));
      } catch (error) {
        // A store that is away is no fault of the event: it stays in the outbox and is not counted against it.
        if (error instanceof StoreUnavailable) throw error;
        const dead = await recordFailure(item, event, name, error, position === awaiting.length - 1 && finished);
        if (!dead) finished = false;
        onFailure({ consumer: name, event, error, dead });
      }
    }
    return finished;
  }

  async function applyOne(item: StoredItem, name: string, last: boolean, effect: () => Promise<readonly Write[]>): Promise<void> {
    const marker: Write = {
      kind: "update",
      tag: MARKER_TAG,
      key: { pk: item.pk, sk: item.sk },
      remove: last ? [`awaiting.${name}`, "index4"] : [`awaiting.${name}`],
      condition: stillWaits(item, name, last),
    };
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await store.transact([...(await effect()), marker]);
      if (outcome.committed || outcome.failedTags.includes(MARKER_TAG)) return;
      if (attempt >= CONFLICT_RETRIES_MAX) throw new Error(`consumer ${name} kept losing against ${outcome.failedTags.join(", ")}`);
    }
  }

  async function recordFailure(item: StoredItem, event: EventRecord, name: string, error: unknown, last: boolean): Promise<boolean> {
    const failures = Number((item["failures"] as Record<string, number> | undefined)?.[name] ?? 0) + 1;
    const key = { pk: item.pk, sk: item.sk };
    if (failures < CONSUMER_ATTEMPTS_MAX) {
      await store.transact([
        item["failures"] === undefined
          ? { kind: "update", tag: "failure", key, set: { failures: { [name]: failures } }, condition: attributeAbsent("failures") }
          : { kind: "update", tag: "failure", key, set: { [`failures.${name}`]: failures } },
      ]);
      return false;
    }
    const letter: DeadLetterItem = {
      pk: DEAD_LETTER_PK,
      sk: `${clock.now()}#${event.eventId}#${name}`,
      consumer: name,
      eventId: event.eventId,
      eventType: event.eventType,
      eventPk: item.pk,
      eventSk: item.sk,
      message: error instanceof Error ? error.message.slice(0, 500) : String(error).slice(0, 500),
    };
    const outcome = await store.transact([
      { kind: "update", tag: "event", key, remove: last ? [`awaiting.${name}`, "index4"] : [`awaiting.${name}`], condition: stillWaits(item, name, last) },
      { kind: "put", tag: "dead letter", item: letter },
    ]);
    return outcome.committed;
  }

  /** Two runners side by side may each have left the entry to the other; nothing waits here any more. */
  async function leaveOutbox(item: StoredItem): Promise<void> {
    if (item.index4 === undefined) return;
    await store.transact([
      { kind: "update", tag: "outbox", key: { pk: item.pk, sk: item.sk }, remove: ["index4"], condition: equals("index4.sk", item.index4.sk) },
    ]);
  }

  return {
    async drain(limit = 100) {
      const pages = await Promise.all(Array.from({ length: OUTBOX_SHARDS }, (_, shard) => store.query({ index: "index4", pk: outboxPk(shard), limit })));
      // Events of one case keep their order; different cases go side by side.
      const byCase = new Map<string, StoredItem[]>();
      for (const item of pages.flatMap((page) => page.items).sort((a, b) => ((a.index4?.sk ?? "") < (b.index4?.sk ?? "") ? -1 : 1))) {
        byCase.set(item.pk, [...(byCase.get(item.pk) ?? []), item]);
      }
      let finished = 0;
      await inParallel([...byCase.values()], 16, async (items) => {
        for (const item of items) if (await apply(item)) finished += 1;
      });
      return finished;
    },
    async apply(item) {
      await apply(item);
    },
  };
}

/** The last one takes the event out of the outbox: only out of the place where it was read, for a retried dead letter puts it in anew. */
function stillWaits(item: StoredItem, name: string, last: boolean): Condition {
  const waits = equals(`awaiting.${name}`, true);
  return last && item.index4 !== undefined ? and(waits, equals("index4.sk", item.index4.sk)) : waits;
}

async function inParallel<Item>(items: readonly Item[], width: number, work: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(width, items.length) }, async () => {
      for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
    }),
  );
}

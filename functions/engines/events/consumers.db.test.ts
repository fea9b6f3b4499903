import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { Instant } from "@app/contract/kernel/time";
import { interceptTransact, openTestStore } from "../../testing/openTestStore";
import { StoreUnavailable, type Store, type StoredItem } from "../store/storePort";
import { consumersByEventType, createConsumerRunner, CONSUMER_ATTEMPTS_MAX, type Consumer, type ConsumerRunner } from "./consumers";
import { DEAD_LETTER_PK } from "./deadLetters";
import { eventKey, eventWrite, OUTBOX_SHARDS, outboxPk } from "./event";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const TALLY = { pk: "TALLY", sk: "A" };

/** Counts heads: an effect that shows at once when it happens twice. */
const counting: Consumer = {
  name: "counting",
  handles: { ARRIVED: async (event) => [{ kind: "update", tag: "tally", key: TALLY, add: { heads: Number(event.payload["heads"]), events: 1 } }] },
};
const POISON = "poison";
/** Cannot digest one kind of payload, whoever asks and how often. */
const delicate: Consumer = {
  name: "delicate",
  handles: {
    ARRIVED: async (event) => {
      if (event.payload["taste"] === POISON) throw new Error("cannot digest this");
      return [{ kind: "update", tag: "digested", key: { pk: "DIGESTED", sk: event.caseId }, add: { times: 1 } }];
    },
  },
};

let store: Store;
let close: () => Promise<void>;
let failures: { consumer: string; eventId: string; dead: boolean }[];
beforeEach(() => {
  ({ store, close } = openTestStore());
  failures = [];
});
afterEach(() => close());

function runnerOn(on: Store, ...consumers: Consumer[]): ConsumerRunner {
  const onFailure: Parameters<typeof createConsumerRunner>[0]["onFailure"] = ({ consumer, event, dead }) =>
    void failures.push({ consumer, eventId: event.eventId, dead });
  return createConsumerRunner({ store: on, clock: { now: () => NOW }, consumers, onFailure });
}

async function happen(caseId: string, payload: Record<string, string | number>, consumers: readonly Consumer[], sequence = 1): Promise<StoredItem> {
  const event = { eventType: "ARRIVED", caseKind: "case", caseId, casePk: `CASE#${caseId}`, sequence, payload };
  const eventId = `EVENT${caseId}${sequence}`;
  await store.transact([eventWrite(event, { eventId, at: NOW, actor: SYSTEM_ACTOR, requestId: undefined, consumersOf: consumersByEventType(consumers) })]);
  return (await store.get(eventKey(`CASE#${caseId}`, sequence))) ?? TALLY;
}
const tally = async () => {
  const item = await store.get(TALLY);
  return { heads: item?.["heads"] ?? 0, events: item?.["events"] ?? 0 };
};
const waiting = async (): Promise<number> => {
  const pages = await Promise.all(Array.from({ length: OUTBOX_SHARDS }, (_, shard) => store.query({ index: "index4", pk: outboxPk(shard), limit: 1000 })));
  return pages.reduce((sum, page) => sum + page.items.length, 0);
};
const deadLetters = async () => (await store.query({ index: "primary", pk: DEAD_LETTER_PK, limit: 100 })).items;

describe("R8 an effect happens once", () => {
  it("R8 a consumer whose transaction fails leaves neither effect nor marker; the next run has both", async () => {
    await happen("a", { heads: 4 }, [counting]);
    const failing = interceptTransact(store, async () => {
      throw new StoreUnavailable("died between load and commit");
    });
    await expect(runnerOn(failing, counting).drain()).rejects.toThrow(StoreUnavailable);
    expect(await tally()).toEqual({ heads: 0, events: 0 });
    expect(await waiting()).toBe(1);
    expect(await runnerOn(store, counting).drain()).toBe(1);
    expect(await tally()).toEqual({ heads: 4, events: 1 });
    expect(await waiting()).toBe(0);
  });

  it("R8 a consumer that dies after the commit, before it hears of it, does not count again", async () => {
    await happen("a", { heads: 4 }, [counting]);
    const losesAnswer = interceptTransact(store, async (writes) => {
      await store.transact(writes);
      throw new StoreUnavailable("the answer was lost");
    });
    await expect(runnerOn(losesAnswer, counting).drain()).rejects.toThrow(StoreUnavailable);
    await runnerOn(store, counting).drain();
    expect(await tally()).toEqual({ heads: 4, events: 1 });
  });

  it("R8 an event given five times, as a stream may, counts once", async () => {
    const item = await happen("a", { heads: 4 }, [counting]);
    const runner = runnerOn(store, counting);
    for (let time = 0; time < 5; time += 1) await runner.apply(item);
    expect(await tally()).toEqual({ heads: 4, events: 1 });
  });

  it("R8 five runners at once over 100 events count each once", async () => {
    for (let n = 0; n < 100; n += 1) await happen(`c${n}`, { heads: 1 + (n % 6) }, [counting, delicate]);
    await Promise.all(Array.from({ length: 5 }, () => runnerOn(store, counting, delicate).drain()));
    expect(await tally()).toEqual({ heads: Array.from({ length: 100 }, (_, n) => 1 + (n % 6)).reduce((sum, heads) => sum + heads, 0), events: 100 });
    expect((await store.query({ index: "primary", pk: "DIGESTED", limit: 200 })).items.map((item) => item["times"])).toEqual(Array(100).fill(1));
    expect(await waiting()).toBe(0);
    expect(failures).toEqual([]);
  });

  it("events of one case are applied in their order", async () => {
    const seen: number[] = [];
    const watching: Consumer = { name: "watching", handles: { ARRIVED: async (event) => (seen.push(event.sequence), []) } };
    for (const sequence of [1, 2, 3, 4, 5]) await happen("a", { heads: 1 }, [watching], sequence);
    await runnerOn(store, watching).drain();
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  it("a consumer that loses a race reads and writes again", async () => {
    await happen("a", { heads: 4 }, [counting]);
    let interfered = 0;
    const careful: Consumer = {
      name: "counting",
      handles: {
        ARRIVED: async () => {
          const version = Number((await store.get(TALLY))?.["version"] ?? 0);
          const condition = version === 0 ? ({ kind: "absent" } as const) : ({ kind: "equals", attribute: "version", value: version } as const);
          if (interfered++ < 3) await store.transact([{ kind: "update", tag: "other", key: TALLY, add: { version: 1 } }]);
          return [{ kind: "update", tag: "tally", key: TALLY, add: { heads: 4, events: 1, version: 1 }, condition }];
        },
      },
    };
    expect(await runnerOn(store, careful).drain()).toBe(1);
    expect(await tally()).toEqual({ heads: 4, events: 1 });
    expect(interfered).toBe(4);
  });
});

describe("R8 a poison event", () => {
  it("R8 fails five times, then lies in the dead letters with its reason, and everything else flows on", async () => {
    await happen("bad", { heads: 1, taste: POISON }, [counting, delicate]);
    for (let n = 0; n < 20; n += 1) await happen(`good${n}`, { heads: 1 }, [counting, delicate]);
    const runner = runnerOn(store, counting, delicate);
    expect(await runner.drain()).toBe(20);
    expect(await tally()).toEqual({ heads: 21, events: 21 });
    for (let time = 2; time < CONSUMER_ATTEMPTS_MAX; time += 1) {
      expect(await runner.drain()).toBe(0);
      expect(await deadLetters()).toEqual([]);
      expect(await waiting()).toBe(1);
    }
    expect(await runner.drain()).toBe(1);
    expect(failures.map(({ dead }) => dead)).toEqual([false, false, false, false, true]);
    expect(await deadLetters()).toEqual([
      {
        pk: DEAD_LETTER_PK,
        sk: `${NOW}#EVENTbad1#delicate`,
        consumer: "delicate",
        eventId: "EVENTbad1",
        eventType: "ARRIVED",
        eventPk: "CASE#bad",
        eventSk: "EVENT#00000001",
        message: "cannot digest this",
      },
    ]);
    expect(await waiting()).toBe(0);
    expect(await runner.drain()).toBe(0);
    expect(await tally()).toEqual({ heads: 21, events: 21 });
  });

  it.each([
    { order: "first", consumers: [delicate, counting] },
    { order: "last", consumers: [counting, delicate] },
  ])("R8 the consumer that cannot digest it stands $order: the other one has its effect once", async ({ consumers }) => {
    await happen("bad", { heads: 3, taste: POISON }, consumers);
    const runner = runnerOn(store, ...consumers);
    for (let time = 0; time < 7; time += 1) await runner.drain();
    expect(await tally()).toEqual({ heads: 3, events: 1 });
    expect(await deadLetters()).toHaveLength(1);
    expect(await waiting()).toBe(0);
  });

  it("R8 a store that is away is no fault of the event and not counted against it", async () => {
    await happen("a", { heads: 2 }, [counting]);
    const away = interceptTransact(store, async () => {
      throw new StoreUnavailable("away");
    });
    for (let time = 0; time < 10; time += 1) await expect(runnerOn(away, counting).drain()).rejects.toThrow("away");
    expect(failures).toEqual([]);
    expect((await store.get(eventKey("CASE#a", 1)))?.["failures"]).toBeUndefined();
    await runnerOn(store, counting).drain();
    expect(await tally()).toEqual({ heads: 2, events: 1 });
  });

  it("R8 a store that is away for one moment is not counted against the event either", async () => {
    await happen("a", { heads: 2 }, [counting]);
    let calls = 0;
    const hiccup = interceptTransact(store, async (writes) => {
      if ((calls += 1) === 1) throw new StoreUnavailable("away");
      return store.transact(writes);
    });
    await expect(runnerOn(hiccup, counting).drain()).rejects.toThrow("away");
    expect({ failures, kept: (await store.get(eventKey("CASE#a", 1)))?.["failures"], calls }).toEqual({ failures: [], kept: undefined, calls: 1 });
  });

  it("a consumer that is gone from the product leaves no event waiting for it", async () => {
    await happen("a", { heads: 2 }, [counting, delicate]);
    await runnerOn(store, counting).drain();
    expect(await tally()).toEqual({ heads: 2, events: 1 });
    expect(await waiting()).toBe(0);
  });

  it("an event nobody wants takes no place in the outbox", async () => {
    await happen("a", { heads: 2 }, []);
    expect(await waiting()).toBe(0);
  });
});

import { startDynamodbLocal, type DynamodbLocal } from "../../../../infra/local/dynamodb/startDynamodbLocal";
import { absent, numberAtLeast, StoreUnavailable, type TransactOutcome } from "../../../engines/store/storePort";
import { startFaultProxy, type Fault } from "../../../testing/faultProxy";
import { dynamodbClient, openDynamodbStore, type DynamodbStore } from "./dynamodbStore";
import { createTableIfMissing } from "./tableDefinition";

const CONNECTION = { region: "cn-north-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
const SEATS = 20;

let local: DynamodbLocal;
let direct: DynamodbStore;
beforeAll(async () => {
  local = await startDynamodbLocal();
  const client = dynamodbClient({ ...CONNECTION, endpoint: local.endpoint });
  await createTableIfMissing(client, "faults");
  client.destroy();
  direct = openDynamodbStore({ tableName: "faults", ...CONNECTION, endpoint: local.endpoint });
}, 120_000);
afterAll(async () => {
  await direct.close();
  await local.stop();
});

async function behindFaults<T>(
  rule: (operation: string, requestNumber: number) => Fault,
  use: (store: DynamodbStore, dealt: Readonly<Record<Fault, number>>) => Promise<T>,
): Promise<T> {
  const proxy = await startFaultProxy({ target: local.endpoint, rule });
  const store = openDynamodbStore({ tableName: "faults", ...CONNECTION, endpoint: proxy.endpoint, random: () => 0.1 });
  try {
    return await use(store, proxy.dealt);
  } finally {
    await store.close();
    await proxy.stop();
  }
}

const add = (pk: string) => ({ kind: "update", tag: "count", key: { pk, sk: "A" }, add: { count: 1 } }) as const;
const transactionFaults: readonly Fault[] = ["delay", "conflict", "throttle", "serverError", "dropBefore", "dropAfter"];

it.each(transactionFaults)("a transaction that meets %s four times is applied once", async (fault) => {
  const pk = `ONCE#${fault}`;
  await behindFaults(
    (_, requestNumber) => (requestNumber < 4 ? fault : "none"),
    async (store) =>
      expect(await store.transact([add(pk), { kind: "put", tag: "mark", item: { pk, sk: "B" }, condition: absent }])).toEqual({ committed: true }),
  );
  expect(await direct.get({ pk, sk: "A" })).toEqual({ pk, sk: "A", count: 1 });
});

it.each(["conflict", "throttle", "serverError", "dropBefore"] as const)(
  "after five times %s the store is unavailable and nothing was written",
  async (fault) => {
    const pk = `NEVER#${fault}`;
    await behindFaults(
      () => fault,
      async (store, dealt) => {
        await expect(store.transact([add(pk)])).rejects.toThrow(StoreUnavailable);
        expect(dealt[fault]).toBe(5);
      },
    );
    expect(await direct.get({ pk, sk: "A" })).toBeUndefined();
  },
);

it("reads are repeated too", async () => {
  await direct.transact([add("READ")]);
  await behindFaults(
    (_, requestNumber) => (["throttle", "dropAfter", "serverError", "none"] as const)[requestNumber % 4] ?? "none",
    async (store) => {
      const item = { pk: "READ", sk: "A", count: 1 };
      expect(await store.get(item)).toEqual(item);
      expect(await store.getMany([item])).toEqual([item]);
      expect((await store.query({ index: "primary", pk: "READ", limit: 1 })).items).toEqual([item]);
    },
  );
});

it("200 callers through 20 % of faults buy exactly the 20 seats there are", async () => {
  const slot = { pk: "SLOT", sk: "A" };
  await direct.transact([{ kind: "put", tag: "slot", item: { ...slot, seats: SEATS } }]);
  // Every fifth request fails, each kind of fault in its turn: the same faults in every run, whatever the order of the callers.
  const rule = (_: string, requestNumber: number): Fault =>
    requestNumber % 5 === 4 ? (transactionFaults[Math.floor(requestNumber / 5) % transactionFaults.length] ?? "none") : "none";
  const outcomes = await behindFaults(rule, async (store, dealt) => {
    const settled = await Promise.allSettled(
      Array.from({ length: 200 }, (__, n) =>
        store.transact([
          { kind: "update", tag: "seats", key: slot, add: { seats: -1 }, condition: numberAtLeast("seats", 1) },
          { kind: "put", tag: "ticket", item: { pk: "SLOT", sk: `T#${n}` }, condition: absent },
        ]),
      ),
    );
    for (const fault of transactionFaults) expect(dealt[fault]).toBeGreaterThan(0);
    return settled;
  });
  const answered = outcomes.map((outcome): TransactOutcome | "unavailable" => {
    if (outcome.status === "fulfilled") return outcome.value;
    expect(outcome.reason).toBeInstanceOf(StoreUnavailable);
    return "unavailable";
  });
  const sold = answered.flatMap((outcome, n) => (outcome !== "unavailable" && outcome.committed ? [`T#${n}`] : []));
  const tickets = (await direct.query({ index: "primary", pk: "SLOT", limit: 1000, range: { beginsWith: "T#" } })).items.map(({ sk }) => sk);
  expect(await direct.get(slot)).toEqual({ ...slot, seats: 0 });
  expect(tickets).toHaveLength(SEATS);
  // Who was told "committed" holds a ticket, and nobody else does, except one whose five tries all lost their answer.
  expect(tickets).toEqual(expect.arrayContaining(sold));
  expect(tickets.length - sold.length).toBeLessThanOrEqual(answered.filter((outcome) => outcome === "unavailable").length);
});

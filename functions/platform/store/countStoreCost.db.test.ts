import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { absent, exists, type StoreCost } from "../../engines/store/storePort";
import { countStoreCost } from "./countStoreCost";
import { openSqliteStore, type SqliteStore } from "./sqlite/sqliteStore";

const folder = mkdtempSync(join(tmpdir(), "store-cost-"));
const reported: StoreCost[] = [];
let opened: SqliteStore;
beforeAll(() => {
  opened = openSqliteStore({ path: join(folder, "cost.db"), onCost: (cost) => reported.push(cost) });
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const cost = (some: Partial<StoreCost>): StoreCost => ({ reads: 0, writes: 0, transactions: 0, readUnits: 0, writeUnits: 0, ...some });
const pk = "P";

it("counts each call by DynamoDB's rules, and starts again after it was taken", async () => {
  const { store, takeCost } = countStoreCost(opened);
  await store.transact([
    { kind: "put", tag: "small", item: { pk, sk: "A", index1: { pk, sk: "1" }, index2: { pk, sk: "1" } } },
    { kind: "put", tag: "large", item: { pk, sk: "B", text: "x".repeat(1500) } },
    { kind: "check", tag: "check", key: { pk, sk: "C" }, condition: absent },
  ]);
  // 2 for the item and 1 for each index; 2 units twice; 2 for the check.
  expect(takeCost()).toEqual(cost({ writes: 3, transactions: 1, writeUnits: 4 + 4 + 2 }));
  expect(takeCost()).toEqual(cost({}));

  await store.transact([{ kind: "update", tag: "move", key: { pk, sk: "A" }, remove: ["index1"], set: { index3: { pk, sk: "1" } } }]);
  expect(takeCost()).toEqual(cost({ writes: 1, transactions: 1, writeUnits: 4 }));

  await store.transact([{ kind: "put", tag: "refused", item: { pk, sk: "N", index1: { pk, sk: "1" } }, condition: exists }]);
  expect(takeCost()).toEqual(cost({ writes: 1, transactions: 1, writeUnits: 2 }));

  await store.get({ pk, sk: "B" });
  await store.getMany([
    { pk, sk: "A" },
    { pk, sk: "missing" },
  ]);
  expect(takeCost()).toEqual(cost({ reads: 3, readUnits: 3 }));

  await store.transact([{ kind: "put", tag: "huge", item: { pk, sk: "D", text: "x".repeat(9000), index4: { pk, sk: "1" } } }]);
  takeCost();
  await store.query({ index: "primary", pk, limit: 10 });
  expect(takeCost()).toEqual(cost({ reads: 1, readUnits: 3 }));
  await store.query({ index: "index4", pk, limit: 10 });
  expect(takeCost()).toEqual(cost({ reads: 1, readUnits: 1.5 }));
});

it("the adapter reports the same figures itself, and counts no misuse", async () => {
  reported.length = 0;
  await opened.get({ pk, sk: "A" });
  await expect(opened.transact([])).rejects.toThrow();
  expect(reported).toEqual([cost({ reads: 1, readUnits: 1 })]);
  expect((await opened.scan({ limit: 1 })).items).toHaveLength(1);
});

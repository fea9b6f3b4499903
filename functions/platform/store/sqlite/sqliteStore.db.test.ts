import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { absent, exists, numberAtLeast, StoreMisuse, StoreUnavailable, type StoredItem, type Write } from "../../../engines/store/storePort";
import { describeStore } from "../store.case";
import { openSqliteStore } from "./sqliteStore";

const folder = mkdtempSync(join(tmpdir(), "store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeStore("SQLite", async () => {
  const store = openSqliteStore({ path: join(folder, "shared.db") });
  return { store, close: () => store.close() };
});

describe("SQLite alone", () => {
  let fileNumber = 0;
  const newPath = (): string => join(folder, `own${(fileNumber += 1)}.db`);
  const put = (item: StoredItem): Write => ({ kind: "put", tag: item.sk, item, condition: absent });
  const takeSeat: Write = { kind: "update", tag: "seat", key: { pk: "P", sk: "SLOT" }, add: { seats: -1 }, condition: numberAtLeast("seats", 1) };

  it("rejects the whole group when the disk is full, keeps nothing of it, and works again", async () => {
    const path = newPath();
    const store = openSqliteStore({ path, maxPages: 40 });
    await store.transact([put({ pk: "P", sk: "SLOT", seats: 5 })]);
    const outcomes = await Promise.allSettled([
      store.transact([takeSeat]),
      store.transact([put({ pk: "P", sk: "BIG", text: "x".repeat(300_000) })]),
      store.transact([put({ pk: "P", sk: "SMALL" })]),
    ]);
    for (const outcome of outcomes) expect(outcome).toEqual({ status: "rejected", reason: expect.any(StoreUnavailable) as unknown });
    expect((await store.query({ index: "primary", pk: "P", limit: 10 })).items).toEqual([{ pk: "P", sk: "SLOT", seats: 5 }]);
    expect(await store.transact([takeSeat])).toEqual({ committed: true });
    await store.close();
    const reopened = openSqliteStore({ path });
    expect((await reopened.query({ index: "primary", pk: "P", limit: 10 })).items).toEqual([{ pk: "P", sk: "SLOT", seats: 4 }]);
    await reopened.close();
  });

  it("rolls a group back itself where SQLite only gives up the one statement", async () => {
    const path = newPath();
    const store = openSqliteStore({ path });
    await store.transact([put({ pk: "P", sk: "SLOT", seats: 5 })]);
    const saboteur = new Database(path);
    saboteur.exec("CREATE TRIGGER failing BEFORE INSERT ON items WHEN NEW.sk = 'BAD' BEGIN SELECT RAISE(ABORT, 'no'); END");
    saboteur.close();
    const outcomes = await Promise.allSettled([store.transact([takeSeat]), store.transact([put({ pk: "P", sk: "BAD" })])]);
    for (const outcome of outcomes) expect(outcome).toEqual({ status: "rejected", reason: expect.any(StoreUnavailable) as unknown });
    expect(await store.get({ pk: "P", sk: "SLOT" })).toEqual({ pk: "P", sk: "SLOT", seats: 5 });
    expect(await store.transact([takeSeat])).toEqual({ committed: true });
    await store.close();
  });

  it("decides each transaction of a group on what the earlier ones left, and a refused one leaves no trace", async () => {
    const store = openSqliteStore({ path: newPath() });
    const outcomes = await Promise.allSettled([
      store.transact([put({ pk: "P", sk: "SLOT", seats: 1 })]),
      store.transact([takeSeat, put({ pk: "P", sk: "T1" })]),
      store.transact([takeSeat, put({ pk: "P", sk: "T2" })]),
      store.transact([
        { kind: "update", tag: "bad", key: { pk: "P", sk: "SLOT" }, add: { seats: 9 } },
        { kind: "update", tag: "worse", key: { pk: "P", sk: "T3" }, set: { "a.b": 1 } },
      ]),
      store.transact([{ kind: "delete", tag: "T1", key: { pk: "P", sk: "T1" }, condition: exists }]),
      store.transact([{ kind: "check", tag: "gone", key: { pk: "P", sk: "T1" }, condition: absent }, put({ pk: "P", sk: "T4" })]),
    ]);
    expect(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : (outcome.reason as Error).name))).toEqual([
      { committed: true },
      { committed: true },
      { committed: false, failedTags: ["seat"] },
      "StoreMisuse",
      { committed: true },
      { committed: true },
    ]);
    expect((await store.query({ index: "primary", pk: "P", limit: 10 })).items).toEqual([
      { pk: "P", sk: "SLOT", seats: 0 },
      { pk: "P", sk: "T4" },
    ]);
    await store.close();
  });

  it("moves an item between indexes within one group as if each change had been written", async () => {
    const store = openSqliteStore({ path: newPath() });
    const key = { pk: "P", sk: "A" };
    await store.transact([put({ ...key, index1: { pk: "I", sk: "1" } })]);
    await Promise.all([
      store.transact([{ kind: "update", tag: "a", key, remove: ["index1"], set: { n: 1 } }]),
      store.transact([{ kind: "update", tag: "b", key, set: { index2: { pk: "I", sk: "2" } } }]),
      store.transact([{ kind: "delete", tag: "c", key }]),
      store.transact([{ kind: "update", tag: "d", key, set: { index1: { pk: "I", sk: "3" } } }]),
    ]);
    expect((await store.query({ index: "index1", pk: "I", limit: 5 })).items).toEqual([{ ...key, index1: { pk: "I", sk: "3" } }]);
    expect((await store.query({ index: "index2", pk: "I", limit: 5 })).items).toEqual([]);
    await store.close();
  });

  it("shows what was committed to another connection at once, and to the next process", async () => {
    const path = newPath();
    const store = openSqliteStore({ path });
    await store.transact([put({ pk: "P", sk: "A", n: 1 })]);
    const reader = openSqliteStore({ path });
    expect(await reader.get({ pk: "P", sk: "A" })).toEqual({ pk: "P", sk: "A", n: 1 });
    await store.transact([put({ pk: "P", sk: "B" })]);
    expect(await reader.get({ pk: "P", sk: "B" })).toEqual({ pk: "P", sk: "B" });
    await reader.close();
    await store.close();
    const plain = new Database(path);
    expect(plain.pragma("journal_mode")).toMatchObject([{ journal_mode: "wal" }]);
    plain.close();
  });

  it("writes what waits before it closes", async () => {
    const path = newPath();
    const store = openSqliteStore({ path });
    const waiting = store.transact([put({ pk: "P", sk: "A" })]);
    await store.close();
    expect(await waiting).toEqual({ committed: true });
    await expect(store.transact([put({ pk: "P", sk: "B" })])).rejects.toThrow(StoreUnavailable);
    await expect(store.get({ pk: "P", sk: "A" })).rejects.toThrow(StoreUnavailable);
  });

  it("refuses a sum beyond 2^53, which DynamoDB would keep and no reader could read exactly", async () => {
    const store = openSqliteStore({ path: newPath() });
    await store.transact([put({ pk: "P", sk: "SLOT", seats: -Number.MAX_SAFE_INTEGER })]);
    await expect(store.transact([{ ...takeSeat, condition: exists }])).rejects.toThrow(StoreMisuse);
    await store.close();
  });

  it("purges what has expired, to the second, however much it is", async () => {
    const store = openSqliteStore({ path: newPath() });
    for (let batch = 0; batch < 12; batch += 1) {
      await store.transact(Array.from({ length: 100 }, (_, n) => put({ pk: `P${batch}`, sk: `S${n}`, expiresAtEpochSeconds: 1000 })));
    }
    await store.transact([put({ pk: "P", sk: "later", expiresAtEpochSeconds: 1001 }), put({ pk: "P", sk: "never" })]);
    expect(await store.purgeExpired(999)).toBe(0);
    expect(await store.purgeExpired(1000)).toBe(1200);
    expect((await store.scan({ limit: 10 })).items.map(({ sk }) => sk)).toEqual(["later", "never"]);
    await store.transact([{ kind: "update", tag: "x", key: { pk: "P", sk: "later" }, remove: ["expiresAtEpochSeconds"] }]);
    expect(await store.purgeExpired(5000)).toBe(0);
    await store.close();
  });

  it("backs up the whole store while it is written to, and replaces an older copy whole", async () => {
    const store = openSqliteStore({ path: newPath() });
    const copy = newPath();
    await store.transact([put({ pk: "P", sk: "A" })]);
    await store.backUpTo(copy);
    await store.transact([put({ pk: "P", sk: "B", index1: { pk: "I", sk: "1" } })]);
    const written = Promise.all(Array.from({ length: 50 }, (_, n) => store.transact([put({ pk: "W", sk: `S${n}` })])));
    await store.backUpTo(copy);
    await written;
    expect(existsSync(`${copy}.unfinished`)).toBe(false);
    expect(statSync(copy).size).toBeGreaterThan(0);
    const restored = openSqliteStore({ path: copy });
    expect((await restored.query({ index: "primary", pk: "P", limit: 10 })).items).toHaveLength(2);
    expect((await restored.query({ index: "index1", pk: "I", limit: 10 })).items).toHaveLength(1);
    await restored.close();
    await store.close();
  });

  it("reads a page of a large partition through its index, never by sorting or scanning", () => {
    const path = newPath();
    void openSqliteStore({ path }).close();
    const database = new Database(path);
    const plan = (sql: string): string => JSON.stringify(database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
    const byIndex = plan(
      "SELECT body FROM items WHERE index2pk = 'a' AND index2sk >= 'b' AND (index2sk, pk, sk) > ('c', 'd', 'e') ORDER BY index2sk ASC, pk ASC, sk ASC LIMIT 10",
    );
    const byKey = plan("SELECT body FROM items WHERE pk = 'a' AND sk < 'b' ORDER BY sk DESC LIMIT 10");
    expect(byIndex).toContain("USING INDEX index2");
    expect(byIndex + byKey).not.toMatch(/TEMP B-TREE|SCAN/);
    database.close();
  });
});

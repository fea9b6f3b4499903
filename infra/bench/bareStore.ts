import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { absent, numberAtLeast, type ItemKey, type Write } from "../../functions/engines/store/storePort";
import { openSqliteStore } from "../../functions/platform/store/sqlite/sqliteStore";
import { percentiles, rounded, type LoadResult } from "./loadGenerator";

type Kind = "small" | "bookingSized";

/**
 * The yardstick: one durable transaction of four conditional writes, as many as possible, with nothing around it: no HTTP, no session, no schema. `small` is
 * the least such a transaction can be: short items whose keys grow with time. `bookingSized` carries what a booking's four largest writes carry, in as many
 * lists and under keys as scattered as people and slots are; the difference to it is what HTTP, session, rules and the event cost.
 */
export async function measureBareStore(kind: Kind, callers: number, seconds: number): Promise<Omit<LoadResult, "byStatus">> {
  const folder = mkdtempSync(join(tmpdir(), "civic-green-bare-"));
  const store = openSqliteStore({ path: join(folder, "bare.sqlite") });
  await Promise.all(
    Array.from({ length: COUNTERS }, (_, index) => store.transact([{ kind: "put", tag: "counter", item: { ...counterKey(index), left: 1_000_000 } }])),
  );
  const took: number[] = [];
  let made = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1000;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < endsAt) {
        const writes = kind === "small" ? smallWrites((made += 1)) : bookingSizedWrites((made += 1));
        const sentAt = performance.now();
        const outcome = await store.transact(writes);
        if (!outcome.committed) throw new Error(`the bare transaction failed: ${outcome.failedTags.join(", ")}`);
        took.push(performance.now() - sentAt);
      }
    }),
  );
  const elapsed = (performance.now() - startedAt) / 1000;
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return { perSecond: rounded(took.length / elapsed), ...percentiles(took), count: took.length };
}

const COUNTERS = 208;
const PERSONS = 2000;
const counterKey = (index: number): ItemKey => ({ pk: "COUNTER", sk: String(index % COUNTERS) });
const takeOne = (index: number): Write => ({ kind: "update", tag: "counter", key: counterKey(index), add: { left: -1 }, condition: numberAtLeast("left", 1) });
const SMALL_TEXT = "x".repeat(400);
const BOOKING_TEXT = "x".repeat(1100);
const ANSWER_TEXT = "x".repeat(1300);

function smallWrites(index: number): Write[] {
  const id = String(index).padStart(10, "0");
  return [
    {
      kind: "put",
      tag: "item",
      item: { pk: `ITEM#${id}`, sk: "STATE", index1: { pk: "LIST#1", sk: id }, index2: { pk: "LIST#2", sk: id }, text: SMALL_TEXT },
      condition: absent,
    },
    takeOne(index),
    { kind: "put", tag: "guard", item: { pk: `GUARD#${id}`, sk: "DAY" }, condition: absent },
    { kind: "put", tag: "request", item: { pk: `REQUEST#${id}`, sk: "ANSWER", text: SMALL_TEXT }, condition: absent },
  ];
}

function bookingSizedWrites(index: number): Write[] {
  const id = String(index).padStart(10, "0");
  const person = String(index % PERSONS);
  const sk = `${String(index % COUNTERS).padStart(3, "0")}#${id}`;
  const lists = { index1: { pk: "LIST#1", sk }, index2: { pk: "LIST#2", sk }, index3: { pk: `LIST#${person}`, sk }, index4: { pk: "DUE", sk } };
  return [
    { kind: "put", tag: "item", item: { pk: `ITEM#${id}`, sk: "STATE", ...lists, text: BOOKING_TEXT }, condition: absent },
    takeOne(index),
    { kind: "put", tag: "guard", item: { pk: `PERSON#${person}`, sk: `DAY#${id}`, bookings: {}, version: 1 }, condition: absent },
    {
      kind: "put",
      tag: "request",
      item: { pk: `REQUEST#${person}#${id}`, sk: "ANSWER", text: ANSWER_TEXT, expiresAtEpochSeconds: 2_000_000_000 + index },
      condition: absent,
    },
  ];
}

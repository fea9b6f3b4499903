import { addMs, type Instant } from "@app/contract/kernel/time";
import { openTestStore } from "../../testing/openTestStore";
import { StoreUnavailable, type Store, type StoredItem } from "../store/storePort";
import { deadlineEntry, sweepDeadlines, TRIED_AGAIN_AFTER_MS } from "./deadlines";
import { listJobDays, recordJobRun, type JobRun } from "./jobRuns";

const DUE = "2026-03-14T08:00:00.000+08:00" as Instant;
let store: Store;
let close: () => Promise<void>;
beforeEach(() => {
  ({ store, close } = openTestStore());
});
afterEach(() => close());

const put = (id: string, dueAt = DUE, kind = "HOLD") =>
  store.transact([{ kind: "put", tag: "item", item: { pk: `ITEM#${id}`, sk: "STATE", index4: deadlineEntry(kind, dueAt, id) } }]);
const settling = (settled: string[], failing = "") => ({
  kind: "HOLD",
  settle: async (item: StoredItem) => {
    if (item.pk === failing) throw new Error("cannot settle this");
    settled.push(item.pk);
    await store.transact([{ kind: "update", tag: "settled", key: item, remove: ["index4"] }]);
  },
});
const neverFails = (failure: { error: unknown }) => {
  throw failure.error;
};

it("one item that fails is reported and does not hold up the rest", async () => {
  await put("a", addMs(DUE, -2));
  await put("b", addMs(DUE, -1));
  await put("c");
  const settled: string[] = [];
  const failures: string[] = [];
  expect(await sweepDeadlines(store, [settling(settled, "ITEM#b")], DUE, ({ item }) => void failures.push(item.pk))).toBe(2);
  expect({ settled, failures }).toEqual({ settled: ["ITEM#a", "ITEM#c"], failures: ["ITEM#b"] });
});

it("R7 items that always fail do not fill the sweep: what is due behind them is settled at the next look, and they are tried again a minute later", async () => {
  for (const id of ["a", "b", "c"]) await put(id, addMs(DUE, -1));
  await put("good");
  const tried: string[] = [];
  const settled: string[] = [];
  const handler = {
    kind: "HOLD",
    settle: async (item: StoredItem) => {
      tried.push(item.pk);
      if (item.pk !== "ITEM#good") throw new Error("never");
      await settling(settled).settle(item);
    },
  };
  const look = (afterMs: number) => sweepDeadlines(store, [handler], addMs(DUE, afterMs), () => undefined, { limit: 3 });
  expect([await look(0), await look(1), await look(2)]).toEqual([0, 1, 0]);
  expect(settled).toEqual(["ITEM#good"]);
  expect(tried).toEqual(["ITEM#a", "ITEM#b", "ITEM#c", "ITEM#good"]);
  await look(TRIED_AGAIN_AFTER_MS - 1);
  expect(tried).toHaveLength(4);
  await look(TRIED_AGAIN_AFTER_MS);
  expect(tried.slice(4)).toEqual(["ITEM#a", "ITEM#b", "ITEM#c"]);
});

it("an item that left the list while its settling failed does not come back, and a store that is away moves nothing", async () => {
  await put("left", addMs(DUE, -1));
  await put("away");
  const settle = async (item: StoredItem) => {
    if (item.pk === "ITEM#away") throw new StoreUnavailable("away");
    await store.transact([{ kind: "update", tag: "elsewhere", key: item, remove: ["index4"] }]);
    throw new Error("too late to tell");
  };
  await sweepDeadlines(store, [{ kind: "HOLD", settle }], DUE, () => undefined);
  const list = await store.query({ index: "index4", pk: "DUE#HOLD", limit: 10 });
  expect(list.items.map(({ index4 }) => index4?.sk)).toEqual([`${DUE}#away`]);
});

it("settles together so many at once; one that fails is tried again later, and a page that fails is settled one by one", async () => {
  for (const id of ["a", "b", "c", "d", "e"]) await put(id);
  const pages: string[][] = [];
  const settled: string[] = [];
  const one = settling(settled, "ITEM#d");
  const together = {
    max: 2,
    settle: async (items: readonly StoredItem[]) => {
      pages.push(items.map(({ pk }) => pk));
      if (pages.length === 2) throw new Error("the whole page");
      const [first, ...rest] = items;
      for (const item of rest) await one.settle(item);
      return first === undefined || pages.length > 2 ? [] : [{ item: first, error: new Error("this one") }];
    },
  };
  const failed: string[] = [];
  expect(await sweepDeadlines(store, [{ ...one, together }], DUE, ({ item, error }) => void failed.push(`${item.pk} ${String(error)}`))).toBe(3);
  expect(pages).toEqual([["ITEM#a", "ITEM#b"], ["ITEM#c", "ITEM#d"], ["ITEM#e"]]);
  expect([settled, failed]).toEqual([
    ["ITEM#b", "ITEM#c"],
    ["ITEM#a Error: this one", "ITEM#d Error: cannot settle this"],
  ]);
  const left = (await store.query({ index: "index4", pk: "DUE#HOLD", limit: 10 })).items.map(({ pk, index4 }) => [pk, index4?.sk.slice(0, 29)]);
  const later = addMs(DUE, TRIED_AGAIN_AFTER_MS);
  expect(left).toEqual([
    ["ITEM#e", DUE],
    ["ITEM#a", later],
    ["ITEM#d", later],
  ]);
});

it.each([
  { at: "the millisecond before", offsetMs: -1, settled: [] },
  { at: "the moment itself", offsetMs: 0, settled: ["ITEM#a"] },
  { at: "the millisecond after", offsetMs: 1, settled: ["ITEM#a"] },
])("at $at of the deadline the sweep settles $settled, and then no more", async ({ offsetMs, settled }) => {
  await put("a");
  const seen: string[] = [];
  for (let time = 0; time < 3; time += 1) await sweepDeadlines(store, [settling(seen)], addMs(DUE, offsetMs), neverFails);
  expect(seen).toEqual(settled);
});

it("settles the oldest first, at most the limit, and leaves other kinds alone", async () => {
  await put("late", addMs(DUE, -1));
  await put("oldest", addMs(DUE, -3));
  await put("older", addMs(DUE, -2));
  await put("other", addMs(DUE, -9), "BOOKING");
  const settled: string[] = [];
  expect(await sweepDeadlines(store, [settling(settled)], DUE, neverFails, { limit: 2 })).toBe(2);
  expect(settled).toEqual(["ITEM#oldest", "ITEM#older"]);
});

it("a kind that had something to do leaves its counts of the day, and in which words it failed last", async () => {
  const settled: string[] = [];
  for (const id of ["a", "b", "c"]) await put(id);
  const runs = { onRun: (run: JobRun) => recordJobRun(store, run) };
  await sweepDeadlines(store, [settling(settled, "ITEM#b")], DUE, () => undefined, runs);
  await sweepDeadlines(store, [settling(settled, "ITEM#b")], addMs(DUE, TRIED_AGAIN_AFTER_MS), () => undefined, runs);
  await sweepDeadlines(store, [settling(settled)], addMs(DUE, 2 * TRIED_AGAIN_AFTER_MS), () => undefined, runs);
  const [today, ...before] = await listJobDays(store, "HOLD", 14);
  expect(before).toEqual([]);
  expect(today).toMatchObject({ settled: 3, failed: 2, lastAt: addMs(DUE, 2 * TRIED_AGAIN_AFTER_MS), lastFailureAt: addMs(DUE, TRIED_AGAIN_AFTER_MS) });
  // Nothing to do is no run.
  await sweepDeadlines(store, [settling(settled)], addMs(DUE, 9 * TRIED_AGAIN_AFTER_MS), () => undefined, runs);
  expect((await listJobDays(store, "HOLD", 14))[0]).toEqual(today);
});

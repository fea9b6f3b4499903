import { addMs, type Instant } from "@app/contract/kernel/time";
import { openTestStore } from "../../testing/openTestStore";
import type { Store, StoredItem } from "../store/storePort";
import { deadlineEntry, sweepDeadlines } from "./deadlines";

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
  expect(await sweepDeadlines(store, [settling(settled)], DUE, neverFails, 2)).toBe(2);
  expect(settled).toEqual(["ITEM#oldest", "ITEM#older"]);
});

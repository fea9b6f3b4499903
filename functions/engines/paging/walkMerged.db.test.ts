import fc from "fast-check";
import { openTestStore } from "../../testing/openTestStore";
import type { QueryInput, Store } from "../store/storePort";
import { countUpTo, walkMerged, type MergedWalk } from "./walkMerged";

/** Uneven on purpose: several pages, one page and a bit, nearly nothing, nothing. */
const SIZES = { "CITY#4601": 450, "CITY#4602": 201, "CITY#4604": 3, "CITY#4690": 0 };
const PARTITIONS = Object.keys(SIZES);
let store: Store;
let close: () => Promise<void>;
let asked: QueryInput[] = [];
const sortKeys = new Map<string, string[]>();
beforeAll(async () => {
  const opened = openTestStore();
  close = opened.close;
  for (const [pk, size] of Object.entries(SIZES)) {
    const keys = Array.from({ length: size }, (_, n) => `2026-03-${String(1 + ((n * 7) % 28)).padStart(2, "0")}#${pk}#${String(n).padStart(4, "0")}`);
    sortKeys.set(pk, keys);
    for (let from = 0; from < size; from += 100) {
      const items = keys.slice(from, from + 100).map((sk) => ({ pk: `ITEM#${sk}`, sk: "STATE", index1: { pk, sk } }));
      await opened.store.transact(items.map((item) => ({ kind: "put", tag: item.pk, item })));
    }
  }
  store = {
    get: (key) => opened.store.get(key),
    getMany: (keys) => opened.store.getMany(keys),
    transact: (writes) => opened.store.transact(writes),
    query: (input) => {
      asked.push(input);
      return opened.store.query(input);
    },
  };
});
beforeEach(() => (asked = []));
afterAll(() => close());

const walkOf = (changes: Partial<MergedWalk>): MergedWalk => ({ index: "index1", pks: PARTITIONS, range: {}, order: "ascending", ...changes });
async function walked(walk: MergedWalk): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of walkMerged(store, walk)) keys.push(...page.map((item) => item.index1?.sk ?? ""));
  return keys;
}

it("meets everything once, in one order, over any partitions and range (seeded)", async () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-03-${String(n).padStart(2, "0")}`);
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(PARTITIONS),
      fc.option(day),
      fc.option(day),
      fc.constantFrom("ascending" as const, "descending" as const),
      async (pks, first, last, order) => {
        const range = { ...(first === null ? {} : { from: first }), ...(last === null ? {} : { to: `${last}~` }) };
        const inRange = pks.flatMap((pk) => sortKeys.get(pk) ?? []).filter((key) => (first === null || key >= first) && (last === null || key <= `${last}~`));
        const expected = inRange.sort();
        expect(await walked(walkOf({ pks, range, order }))).toEqual(order === "ascending" ? expected : expected.reverse());
        expect(await countUpTo(store, walkOf({ pks, range, order }), 10_000)).toBe(expected.length);
      },
    ),
    { seed: 20260307, numRuns: 40 },
  );
});

it("reads each item once, however many partitions there are", async () => {
  await walked(walkOf({}));
  // 450 in three pages, 201 in two, the others in one each.
  expect(asked).toHaveLength(7);
});

it("counts no further than asked", async () => {
  expect([await countUpTo(store, walkOf({}), 100), asked.length]).toEqual([100, 1]);
});

it("gives others a turn between two pages", async () => {
  let turns = 0;
  const count = (): void => {
    turns += 1;
    counting = setImmediate(count);
  };
  let counting = setImmediate(count);
  await countUpTo(store, walkOf({}), 10_000);
  clearImmediate(counting);
  expect(turns).toBeGreaterThanOrEqual(7);
});

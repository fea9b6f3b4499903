import fc from "fast-check";
import { openTestStore } from "../../testing/openTestStore";
import type { SortRange, Store } from "../store/storePort";
import { queryMerged } from "./queryMerged";

const PARTITIONS = ["CITY#4601", "CITY#4602", "CITY#4604"];
let store: Store;
let close: () => Promise<void>;
let sortKeys: string[] = [];
beforeAll(async () => {
  ({ store, close } = openTestStore());
  const items = Array.from({ length: 90 }, (_, n) => {
    // Many items a day, spread unevenly over the partitions; one partition is nearly empty.
    const sk = `2026-03-${String(1 + ((n * 5) % 28)).padStart(2, "0")}#09:00#B${String(n).padStart(3, "0")}`;
    return { pk: `ITEM#${n}`, sk: "STATE", index1: { pk: PARTITIONS[n % 9 === 0 ? 2 : n % 2] ?? "", sk } };
  });
  await store.transact(items.map((item) => ({ kind: "put", tag: item.pk, item })));
  sortKeys = items.map((item) => item.index1.sk).sort();
});
afterAll(() => close());

const page = (input: { order: "ascending" | "descending"; limit: number; cursor?: string; range?: Omit<SortRange, "beginsWith">; pks?: readonly string[] }) =>
  queryMerged(store, { index: "index1", pks: input.pks ?? PARTITIONS, range: input.range ?? {}, order: input.order, limit: input.limit, cursor: input.cursor });

async function everyPage(input: Parameters<typeof page>[0]): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor: string | undefined; ;) {
    const found = await page({ ...input, ...(cursor === undefined ? {} : { cursor }) });
    if (found === "CURSOR_INVALID") throw new Error("own cursor refused");
    pages.push(found.items.map((item) => item.index1?.sk ?? ""));
    if (found.next === undefined) return pages;
    cursor = found.next;
  }
}

it.each([
  { cursor: "", why: "nothing" },
  { cursor: "***", why: "no base64" },
  { cursor: Buffer.from("2026-03-01\u0000").toString("base64url"), why: "a control character" },
  { cursor: Buffer.from("日").toString("base64url"), why: "no sort key of ours" },
  { cursor: `${Buffer.from("2026-03-01").toString("base64url")}=`, why: "another spelling of the same bytes" },
  { cursor: Buffer.from("x".repeat(201)).toString("base64url"), why: "longer than any sort key" },
])("a cursor that is $why is refused", async ({ cursor }) => {
  expect(await page({ order: "ascending", limit: 5, cursor })).toBe("CURSOR_INVALID");
});

it.each([
  { order: "ascending", cursorAt: "2026-02-01#09:00#B001", why: "before the range" },
  { order: "ascending", cursorAt: "2026-03-21#09:00#B001", why: "behind the range" },
  { order: "descending", cursorAt: "2026-03-21#09:00#B001", why: "behind the range" },
  { order: "descending", cursorAt: "2026-02-01#09:00#B001", why: "before the range" },
] as const)("a cursor from $why ($order) never widens what was asked for", async ({ order, cursorAt }) => {
  const found = await page({ order, limit: 100, range: { from: "2026-03-10", to: "2026-03-20~" }, cursor: Buffer.from(cursorAt).toString("base64url") });
  expect(found).toBe("CURSOR_INVALID");
});

it("pages of any size, in both orders and any range, are what sorting everything gives (seeded)", async () => {
  const anyDay = fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, "0")}`);
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom("ascending" as const, "descending" as const),
      anyDay,
      anyDay,
      async (limit, order, one, other) => {
        const range = one < other ? { from: one, to: `${other}~` } : { from: other, to: `${one}~` };
        const expected = sortKeys.filter((sk) => sk >= range.from && sk <= range.to);
        if (order === "descending") expected.reverse();
        const pages = await everyPage({ order, limit, range });
        expect(pages.flat()).toEqual(expected);
        // Every page but the last is full, and no page is empty unless everything is.
        for (const each of pages.slice(0, -1)) expect(each).toHaveLength(limit);
        expect((pages.at(-1) ?? []).length > 0 || expected.length === 0).toBe(true);
      },
    ),
    { seed: 20260307, numRuns: 120 },
  );
});

it("one partition pages like any", async () => {
  expect((await everyPage({ order: "ascending", limit: 3, pks: ["CITY#4604"] })).map((each) => each.length)).toEqual([3, 3, 3, 1]);
});

it("no partition gives an empty page", async () => {
  expect(await page({ order: "ascending", limit: 5, pks: [] })).toEqual({ items: [] });
});

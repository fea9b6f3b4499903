import fc from "fast-check";
import { addDays, lastDayOf, monthOf, type LocalDate } from "@app/contract/kernel/time";
import { openTestStore } from "../../testing/openTestStore";
import type { Store } from "../store/storePort";
import { ACTIVE_DAYS, addFigures, readFigures, type CounterScope, type CounterUnit } from "./dayCounters";

const unit = (unitId: string, cityCode = "4601", provinceCode = "46"): CounterUnit => ({ metric: "VISITS", unitId, cityCode, provinceCode });
const date = (text: string): LocalDate => text as LocalDate;

let store: Store;
let close: () => Promise<void>;
beforeEach(() => {
  ({ store, close } = openTestStore());
});
afterEach(() => close());

/** As the consumers do it: asked again while a condition failed. Answers how often it had to ask. */
async function count(of: CounterUnit, day: LocalDate, heads: number): Promise<number> {
  for (let attempt = 1; ; attempt += 1) if ((await store.transact(await addFigures(store, of, day, { heads }))).committed) return attempt;
}
async function total(scope: CounterScope, from: string, to: string, name = "heads"): Promise<number> {
  return (await readFigures(store, "VISITS", scope, date(from), date(to), [name])).reduce((sum, row) => sum + (row.figures[name] ?? 0), 0);
}

it("50 figures at once on a day without any: the day becomes active once, and nothing is lost", async () => {
  const attempts = await Promise.all(Array.from({ length: 50 }, () => count(unit("u1"), date("2026-03-14"), 2)));
  expect(Math.max(...attempts)).toBeGreaterThan(1);
  const scope: CounterScope = { kind: "UNIT", unitId: "u1" };
  expect(await total(scope, "2026-03-01", "2026-03-31")).toBe(100);
  expect(await total(scope, "2026-03-01", "2026-03-31", ACTIVE_DAYS)).toBe(1);
  expect(await total(scope, "2026-03-14", "2026-03-14")).toBe(100);
});

it("a day whose last figure is taken back is active no more, and is again with the next; a hundred at once in any order keep it exact", async () => {
  const scope: CounterScope = { kind: "UNIT", unitId: "u1" };
  const activeDays = () => total(scope, "2026-03-01", "2026-03-31", ACTIVE_DAYS);
  await count(unit("u1"), date("2026-03-14"), 30);
  await count(unit("u1"), date("2026-03-14"), -30);
  expect([await activeDays(), await total(scope, "2026-03-14", "2026-03-14")]).toEqual([0, 0]);
  // What is taken back may be counted before what it takes back, when the two come by different ways.
  await count(unit("u1"), date("2026-03-15"), -5);
  expect(await activeDays()).toBe(0);
  await count(unit("u1"), date("2026-03-15"), 5);
  expect(await activeDays()).toBe(0);
  const steps = Array.from({ length: 50 }, (_, n) => [1 + (n % 3), -1 - (n % 3)]).flat();
  await Promise.all([...steps, 4].map((heads) => count(unit("u1"), date("2026-03-14"), heads)));
  expect([await activeDays(), await total(scope, "2026-03-14", "2026-03-14")]).toEqual([1, 4]);
  await count(unit("u1"), date("2026-03-14"), -4);
  expect(await activeDays()).toBe(0);
});

it("active days of several units and months add up", async () => {
  for (const day of ["2026-02-28", "2026-03-01", "2026-03-01", "2026-03-31"]) await count(unit("u1"), date(day), 1);
  await count(unit("u2"), date("2026-03-01"), 1);
  expect(await total({ kind: "CITY", cityCode: "4601" }, "2026-01-01", "2026-12-31", ACTIVE_DAYS)).toBe(4);
  expect(await total({ kind: "UNIT", unitId: "u1" }, "2026-03-01", "2026-03-31", ACTIVE_DAYS)).toBe(2);
});

it("units whose ids are prefixes of each other, and cities beside each other, stay apart", async () => {
  await count(unit("haikou"), date("2026-03-14"), 1);
  await count(unit("haikou-east"), date("2026-03-14"), 10);
  await count(unit("sanya", "4602"), date("2026-03-14"), 100);
  await count(unit("wuhan", "4201", "42"), date("2026-03-14"), 1000);
  for (const [from, to] of [
    ["2026-03-01", "2026-03-31"],
    ["2026-03-14", "2026-03-14"],
  ] as const) {
    expect(await total({ kind: "UNIT", unitId: "haikou" }, from, to)).toBe(1);
    expect(await total({ kind: "CITY", cityCode: "4601" }, from, to)).toBe(11);
    expect(await total({ kind: "PROVINCE", provinceCode: "46" }, from, to)).toBe(111);
  }
});

it("whole months are one row a unit and month, cut ones a row a day", async () => {
  for (const day of ["2026-02-10", "2026-02-20", "2026-03-05", "2026-03-25"]) await count(unit("u1"), date(day), 1);
  const rows = await readFigures(store, "VISITS", { kind: "CITY", cityCode: "4601" }, date("2026-02-01"), date("2026-03-20"), ["heads"]);
  expect(rows).toEqual([
    { unitId: "u1", month: "2026-02", figures: { heads: 2 } },
    { unitId: "u1", month: "2026-03", date: "2026-03-05", figures: { heads: 1 } },
  ]);
  expect(await readFigures(store, "VISITS", { kind: "CITY", cityCode: "4601" }, date("2026-03-20"), date("2026-03-01"), ["heads"])).toEqual([]);
});

it("any range of days gives what a plain sum over the figures gives, for a unit, a city and a province (seeded)", async () => {
  const start = date("2025-12-20");
  const added: { unit: CounterUnit; day: LocalDate; heads: number }[] = [];
  const units = [unit("u1"), unit("u2"), unit("u3", "4602")];
  for (let n = 0; n < 150; n += 1) {
    const entry = { unit: units[n % 3] ?? unit("u1"), day: addDays(start, (n * 37) % 100), heads: 1 + (n % 7) };
    added.push(entry);
    await count(entry.unit, entry.day, entry.heads);
  }
  const scopes: { scope: CounterScope; holds: (of: CounterUnit) => boolean }[] = [
    { scope: { kind: "UNIT", unitId: "u2" }, holds: (of) => of.unitId === "u2" },
    { scope: { kind: "CITY", cityCode: "4601" }, holds: (of) => of.cityCode === "4601" },
    { scope: { kind: "PROVINCE", provinceCode: "46" }, holds: () => true },
  ];
  const anyDay = fc.integer({ min: 0, max: 110 }).map((days) => addDays(start, days));
  await fc.assert(
    fc.asyncProperty(anyDay, anyDay, fc.constantFrom(...scopes), async (one, other, { scope, holds }) => {
      const [from, to] = one < other ? [one, other] : [other, one];
      const expected = added.filter((entry) => holds(entry.unit) && entry.day >= from && entry.day <= to).reduce((sum, entry) => sum + entry.heads, 0);
      expect(await total(scope, from, to)).toBe(expected);
      // The same range cut in two at any place gives the same sum: a month cut in two equals the whole one.
      const middle = lastDayOf(monthOf(from));
      if (middle < to) expect((await total(scope, from, middle)) + (await total(scope, addDays(middle, 1), to))).toBe(expected);
    }),
    { seed: 20260307, numRuns: 150 },
  );
});

import type { LocalDate } from "@app/contract/kernel/time";
import { includesDay, presetOf, presetRange, rangeOf, yearOf, type RangePreset } from "./dateRange";

const TODAY = "2024-02-10" as LocalDate;

describe("presetRange", () => {
  test.each<[RangePreset, string, string]>([
    ["TODAY", "2024-02-10", "2024-02-10"],
    ["THIS_MONTH", "2024-02-01", "2024-02-29"],
    ["THIS_YEAR", "2024-01-01", "2024-12-31"],
    ["LAST_YEAR", "2023-01-01", "2023-12-31"],
  ])("%s", (preset, from, to) => {
    expect(presetRange(preset, TODAY)).toEqual({ from, to });
    expect(presetOf({ from: from as LocalDate, to: to as LocalDate }, TODAY)).toBe(preset);
  });
});

describe("rangeOf", () => {
  test.each([
    ["from=2023-11-01&to=2024-03-31", { from: "2023-11-01", to: "2024-03-31" }],
    ["from=2024-03-31&to=2023-11-01", undefined],
    ["from=2024-02-30&to=2024-03-01", undefined],
    ["from=2024-02-01", undefined],
    ["", undefined],
  ])("%s", (query, expected) => {
    expect(rangeOf(new URLSearchParams(query))).toEqual(expected);
  });
});

test("a range includes its first and last day and no other", () => {
  const range = { from: "2024-02-10" as LocalDate, to: "2024-02-11" as LocalDate };
  expect(["2024-02-09", "2024-02-10", "2024-02-11", "2024-02-12"].map((day) => includesDay(range, day as LocalDate))).toEqual([false, true, true, false]);
});

test("a range has a year only while it does not cross one", () => {
  expect(yearOf({ from: "2023-01-01" as LocalDate, to: "2023-10-20" as LocalDate })).toBe(2023);
  expect(yearOf({ from: "2023-12-31" as LocalDate, to: "2024-01-01" as LocalDate })).toBeUndefined();
  expect(yearOf(undefined)).toBeUndefined();
});

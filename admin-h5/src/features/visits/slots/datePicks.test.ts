import type { LocalDate, LocalMonth } from "@app/contract/kernel/time";
import { daysOf, monthBefore, nextMonth, pickedDays, toggleDays } from "./datePicks";

const day = (text: string) => text as LocalDate;
const MARCH = "2026-03" as LocalMonth;

test("a month's days, also of a leap February", () => {
  expect([daysOf("2024-02" as LocalMonth).length, daysOf("2026-02" as LocalMonth).length, daysOf(MARCH)[0], daysOf(MARCH)[30]]).toEqual([
    29,
    28,
    "2026-03-01",
    "2026-03-31",
  ]);
  expect([nextMonth("2026-12" as LocalMonth), monthBefore("2026-01" as LocalMonth)]).toEqual(["2027-01", "2025-12"]);
});

test("a pick means the days still ahead, today included", () => {
  expect(pickedDays("SATURDAYS", MARCH, day("2026-03-14"))).toEqual(["2026-03-14", "2026-03-21", "2026-03-28"]);
  expect(pickedDays("SUNDAYS", MARCH, day("2026-03-30"))).toEqual([]);
  expect(pickedDays("WEEKDAYS", MARCH, day("2026-03-27"))).toEqual(["2026-03-27", "2026-03-30", "2026-03-31"]);
});

test("picking the same days again takes them away and leaves the others", () => {
  const saturdays = [day("2026-03-21"), day("2026-03-28")];
  const once = toggleDays([day("2026-03-22")], saturdays);
  expect(once).toEqual(["2026-03-21", "2026-03-22", "2026-03-28"]);
  expect(toggleDays(once, saturdays)).toEqual(["2026-03-22"]);
  expect(toggleDays([saturdays[0]!], saturdays)).toEqual(saturdays);
});

import type { LocalDate } from "../kernel/time";
import { addWorkingDays, CalendarYearMissing, holidayName, isWorkingDay } from "./workingCalendar";
import { WORKING_CALENDAR } from "./workingCalendar.data";

const date = (text: string): LocalDate => text as LocalDate;

it("a year the data lacks is a loud refusal, also when a count runs into it, and never 'no holidays'", () => {
  expect(() => isWorkingDay(date("2027-01-04"), WORKING_CALENDAR)).toThrow(CalendarYearMissing);
  expect(() => addWorkingDays(date("2026-12-31"), 1, WORKING_CALENDAR)).toThrow(
    'working calendar has no data for 2027; run "npm run calendar:update" after the State Council\'s announcement',
  );
  expect(addWorkingDays(date("2026-12-30"), 1, WORKING_CALENDAR)).toBe("2026-12-31");
});

it.each([
  { day: "2026-02-13", working: true, why: "the Friday before 春节" },
  { day: "2026-02-14", working: true, why: "a Saturday that 调休 made a working day" },
  { day: "2026-02-16", working: false, why: "a Monday in 春节" },
  { day: "2026-02-28", working: true, why: "a Saturday worked for 春节" },
  { day: "2026-03-01", working: false, why: "an ordinary Sunday" },
  { day: "2026-03-02", working: true, why: "an ordinary Monday" },
  { day: "2026-05-01", working: false, why: "劳动节" },
  { day: "2026-05-09", working: true, why: "a Saturday worked for 劳动节" },
  { day: "2026-09-20", working: true, why: "a Sunday worked for 国庆节" },
  { day: "2026-10-01", working: false, why: "国庆节" },
  { day: "2026-10-10", working: true, why: "a Saturday worked for 国庆节" },
])("F14 $day is a working day: $working ($why)", ({ day, working }) => {
  expect(isWorkingDay(date(day), WORKING_CALENDAR)).toBe(working);
});

it.each([
  { from: "2026-03-06", count: 0, day: "2026-03-06", why: "none" },
  { from: "2026-03-05", count: 1, day: "2026-03-06", why: "the next day" },
  { from: "2026-03-06", count: 1, day: "2026-03-09", why: "over a weekend" },
  { from: "2026-03-07", count: 2, day: "2026-03-10", why: "from a Saturday" },
  { from: "2026-02-13", count: 1, day: "2026-02-14", why: "onto a worked Saturday" },
  { from: "2026-02-14", count: 1, day: "2026-02-24", why: "over 春节" },
  { from: "2026-09-30", count: 2, day: "2026-10-09", why: "over 国庆节" },
])("F14 $count working days after $from is $day ($why)", ({ from, count, day }) => {
  expect(addWorkingDays(date(from), count, WORKING_CALENDAR)).toBe(day);
});

it("names the holiday of a day, and nothing on other days", () => {
  expect(holidayName(date("2026-10-01"), WORKING_CALENDAR)).toBe("国庆节");
  expect(holidayName(date("2026-03-02"), WORKING_CALENDAR)).toBeUndefined();
});

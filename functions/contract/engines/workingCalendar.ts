import { addDays, weekdayOf, type LocalDate } from "../kernel/time";

/**
 * 工作日 as data. A day is a working day when it is a weekday that is no 法定节假日, or a weekend day that 调休 made a working day. The State Council
 * announces each year separately, so a year the data lacks is a loud refusal and never "no holidays".
 */
export interface WorkingCalendar {
  /** The years the data covers, e.g. [2025, 2026]. */
  readonly years: readonly number[];
  /** Weekdays off: 法定节假日, incl. the days 调休 makes free. */
  readonly holidays: Readonly<Record<string, string>>;
  /** Weekend days worked: 调休上班. */
  readonly makeUpWorkingDays: Readonly<Record<string, string>>;
}

/** The calendar has no data for that year: somebody must add the State Council's announcement. A bug in the set-up, so it throws. */
export class CalendarYearMissing extends Error {
  override readonly name = "CalendarYearMissing";
  constructor(readonly year: number) {
    super(`working calendar has no data for ${year}; run "npm run calendar:update" after the State Council's announcement`);
  }
}

export function isWorkingDay(date: LocalDate, calendar: WorkingCalendar): boolean {
  const year = Number(date.slice(0, 4));
  if (!calendar.years.includes(year)) throw new CalendarYearMissing(year);
  if (date in calendar.makeUpWorkingDays) return true;
  if (date in calendar.holidays) return false;
  return weekdayOf(date) <= 5;
}

/** The day `count` working days after `from`; `from` itself never counts. `count` 0 gives `from`. */
export function addWorkingDays(from: LocalDate, count: number, calendar: WorkingCalendar): LocalDate {
  let date = from;
  for (let left = count; left > 0;) {
    date = addDays(date, 1);
    if (isWorkingDay(date, calendar)) left -= 1;
  }
  return date;
}

/** The name of the holiday on that day, e.g. 「国庆节」; undefined on other days and in years the data lacks. */
export function holidayName(date: LocalDate, calendar: WorkingCalendar): string | undefined {
  return calendar.holidays[date];
}

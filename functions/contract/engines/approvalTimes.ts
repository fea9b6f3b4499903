import { addDays, instantAt, localDateOf, startOfDay, weekdayOf, type Instant, type LocalDate, type TimeOfDay } from "../kernel/time";
import { addWorkingDays, CalendarYearMissing, isWorkingDay, type WorkingCalendar } from "./workingCalendar";

const MORNING = "09:00" as TimeOfDay;

/** The end of the last working day it has, and the morning of that day. */
export function approvalTimes(
  now: Instant,
  withinWorkingDays: number,
  calendar: WorkingCalendar,
): { readonly dueAt: Instant; readonly remindAt: Instant | undefined } {
  const lastDay = lastWorkingDay(localDateOf(now), withinWorkingDays, calendar);
  const remindAt = instantAt(lastDay, MORNING);
  return { dueAt: startOfDay(addDays(lastDay, 1)), remindAt: remindAt > now ? remindAt : undefined };
}

/** Working days that began since then: what somebody has waited, in office time. */
export function workingDaysWaited(since: Instant, now: Instant, calendar: WorkingCalendar): number {
  let waited = 0;
  for (let day = addDays(localDateOf(since), 1); day <= localDateOf(now); day = addDays(day, 1)) if (isWorked(day, calendar)) waited += 1;
  return waited;
}

/** A year that the calendar lacks has no holidays that are known: weekdays count, for a case must not go without a deadline. The start-up check warns of it. */
function lastWorkingDay(from: LocalDate, count: number, calendar: WorkingCalendar): LocalDate {
  try {
    return addWorkingDays(from, count, calendar);
  } catch (error) {
    if (!(error instanceof CalendarYearMissing)) throw error;
    let day = from;
    for (let left = count; left > 0;) {
      day = addDays(day, 1);
      if (isWorked(day, calendar)) left -= 1;
    }
    return day;
  }
}

function isWorked(day: LocalDate, calendar: WorkingCalendar): boolean {
  return calendar.years.includes(Number(day.slice(0, 4))) ? isWorkingDay(day, calendar) : weekdayOf(day) <= 5;
}

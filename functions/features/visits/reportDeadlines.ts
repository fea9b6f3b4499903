import { addWorkingDays, CalendarYearMissing, type WorkingCalendar } from "@app/contract/engines/workingCalendar";
import { addDays, instantAt, startOfDay, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import { REPORT_WITHIN_WORKING_DAYS } from "@app/contract/visits/teamVisit.schema";

/** Three weekdays end at the latest on the fifth day after any day. */
const DAYS_THAT_HOLD_THREE_WEEKDAYS = 5;

/**
 * Until when a facility reports: the end of the third working day after `day`, the visit's or the return's (seed 000, 六-5-3). Where the calendar has no data yet
 * for the coming year, holidays are not known and the five days that hold three weekdays are given; a visit must not go without a deadline.
 */
export function reportBy(day: LocalDate, calendar: WorkingCalendar): Instant {
  return startOfDay(addDays(lastDayToReport(day, calendar), 1));
}

function lastDayToReport(day: LocalDate, calendar: WorkingCalendar): LocalDate {
  try {
    return addWorkingDays(day, REPORT_WITHIN_WORKING_DAYS, calendar);
  } catch (error) {
    if (error instanceof CalendarYearMissing) return addDays(day, DAYS_THAT_HOLD_THREE_WEEKDAYS);
    throw error;
  }
}

const EVENING = "18:00" as TimeOfDay;

/** The evening before the visit, when the booker is reminded. */
export const reminderOf = (date: LocalDate): Instant => instantAt(addDays(date, -1), EVENING);

/** The end of the visit's day for those who work there: 18:00, or when a visit ends later. Nobody is written to at midnight. */
export const reportReminderOf = ({ date, endsAt }: { readonly date: LocalDate; readonly endsAt: TimeOfDay }): Instant =>
  instantAt(date, endsAt > EVENING ? endsAt : EVENING);

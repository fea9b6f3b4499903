import { holidayName, type WorkingCalendar } from "../engines/workingCalendar";
import { addDays, daysBetween, WEEKDAY_LABELS, weekdayOf, type LocalDate, type TimeOfDay } from "../kernel/time";
import { SLOT_PERIOD_LABELS, type SlotPeriod } from "./slot.schema";
import type { SlotTemplateContent, Weekday } from "./slotTemplate.schema";

/** On which days a template opens. */
export type TemplatePlan = Pick<SlotTemplateContent, "weekdays" | "validFrom" | "validTo" | "everyWeeks" | "skipHolidays">;

export type TemplateDay =
  | { readonly date: LocalDate; readonly opens: true }
  /** Left out by the statutory holidays, or not decided yet because the year's holidays are not announced. */
  | { readonly date: LocalDate; readonly opens: false; readonly why: "HOLIDAY" | "CALENDAR_MISSING"; readonly holiday?: string };

const mondayOf = (date: LocalDate): LocalDate => addDays(date, 1 - weekdayOf(date));

/** Counted in whole weeks from Monday of the template's first week, so neither a month's nor a year's end moves it. */
function isItsWeek(plan: Pick<TemplatePlan, "validFrom" | "everyWeeks">, date: LocalDate): boolean {
  return plan.everyWeeks === 1 || (daysBetween(mondayOf(plan.validFrom), mondayOf(date)) / 7) % 2 === 0;
}

function falls(plan: TemplatePlan, date: LocalDate): boolean {
  if (date < plan.validFrom || (plan.validTo !== undefined && date > plan.validTo)) return false;
  return (plan.weekdays as readonly number[]).includes(weekdayOf(date)) && isItsWeek(plan, date);
}

/**
 * The template's days from `from` to `to`, both included, with those that holidays take out. A year whose holidays are not announced yet is no year without
 * holidays: its days wait, and open once the calendar has them.
 */
export function templateDays(plan: TemplatePlan, range: { readonly from: LocalDate; readonly to: LocalDate }, calendar: WorkingCalendar): TemplateDay[] {
  const found: TemplateDay[] = [];
  for (let date = range.from; date <= range.to; date = addDays(date, 1)) {
    if (!falls(plan, date)) continue;
    if (!plan.skipHolidays) found.push({ date, opens: true });
    else if (!calendar.years.includes(Number(date.slice(0, 4)))) found.push({ date, opens: false, why: "CALENDAR_MISSING" });
    else {
      const holiday = holidayName(date, calendar);
      found.push(holiday === undefined ? { date, opens: true } : { date, opens: false, why: "HOLIDAY", holiday });
    }
  }
  return found;
}

export interface TemplateTimes {
  readonly startsAt: TimeOfDay;
  readonly endsAt: TimeOfDay;
}
export const timesOverlap = (left: TemplateTimes, right: TemplateTimes): boolean => left.startsAt < right.endsAt && right.startsAt < left.endsAt;

/** Whether two templates would open overlapping slots on some day. Two fortnightly ones of different weeks never do. */
export function templatesCollide(left: TemplatePlan & TemplateTimes, right: TemplatePlan & TemplateTimes): boolean {
  if (!timesOverlap(left, right)) return false;
  const from = left.validFrom > right.validFrom ? left.validFrom : right.validFrom;
  // Both repeat within a fortnight, so what does not meet in the first one never does.
  for (let ahead = 0; ahead < 14; ahead += 1) {
    const date = addDays(from, ahead);
    if (falls(left, date) && falls(right, date)) return true;
  }
  return false;
}

/** 「每周三、周六 上午 09:00-11:30」 */
export function templateLabel(template: {
  readonly weekdays: readonly Weekday[];
  readonly everyWeeks: 1 | 2;
  readonly period: SlotPeriod;
  readonly startsAt: TimeOfDay;
  readonly endsAt: TimeOfDay;
}): string {
  const days = [...template.weekdays].sort((left, right) => left - right).map((weekday) => WEEKDAY_LABELS[weekday]);
  const weeks = days.length === 7 ? (template.everyWeeks === 1 ? "每天" : "隔周每天") : `${template.everyWeeks === 1 ? "每" : "隔周 "}${days.join("、")}`;
  const period = template.period === "TIMED" ? "" : `${SLOT_PERIOD_LABELS[template.period]} `;
  return `${weeks} ${period}${template.startsAt}-${template.endsAt}`;
}

import { addDays, firstDayOf, lastDayOf, monthOf, weekdayOf, type LocalDate, type LocalMonth } from "@app/contract/kernel/time";

export const DATE_PICKS = ["SATURDAYS", "SUNDAYS", "WEEKDAYS"] as const;
export type DatePick = (typeof DATE_PICKS)[number];
export const DATE_PICK_LABELS = { SATURDAYS: "周六", SUNDAYS: "周日", WEEKDAYS: "周一至周五" } as const satisfies Record<DatePick, string>;

const PICKED_WEEKDAYS = { SATURDAYS: [6], SUNDAYS: [7], WEEKDAYS: [1, 2, 3, 4, 5] } as const satisfies Record<DatePick, readonly number[]>;

export function nextMonth(month: LocalMonth): LocalMonth {
  return monthOf(addDays(lastDayOf(month), 1));
}
export function monthBefore(month: LocalMonth): LocalMonth {
  return monthOf(addDays(firstDayOf(month), -1));
}
export function monthTitle(month: LocalMonth): string {
  return `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
}

export function daysOf(month: LocalMonth): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = firstDayOf(month); monthOf(day) === month; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The days of the month that the pick means and that can still be opened. */
export function pickedDays(pick: DatePick, month: LocalMonth, today: LocalDate): LocalDate[] {
  const weekdays: readonly number[] = PICKED_WEEKDAYS[pick];
  return daysOf(month).filter((day) => day >= today && weekdays.includes(weekdayOf(day)));
}

/** Adds the days; takes them away again when all of them were chosen already. */
export function toggleDays(chosen: readonly LocalDate[], days: readonly LocalDate[]): LocalDate[] {
  const isAllChosen = days.every((day) => chosen.includes(day));
  const rest = chosen.filter((day) => !days.includes(day));
  return isAllChosen ? rest : [...rest, ...days].sort();
}

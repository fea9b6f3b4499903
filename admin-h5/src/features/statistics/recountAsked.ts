import { daysBetween, firstDayOf, monthOf, type LocalDate } from "@app/contract/kernel/time";
import { RECOUNT_DAYS_MAX } from "@app/contract/statistics/visitRecount.schema";
import { includesDay, presetRange, type DateRange } from "../../ui/dateRange";

/** The range to recount when somebody comes from a longer one: this month when it is part of it, else its last month. A range that is over is shown as it closed. */
export function recountAsked(range: DateRange, today: LocalDate): DateRange & { readonly asOf?: LocalDate } {
  const short = shortened(range, today);
  return short.to < today ? { ...short, asOf: short.to } : short;
}

function shortened(range: DateRange, today: LocalDate): DateRange {
  if (isRecountable(range)) return range;
  if (includesDay(range, today)) {
    const month = presetRange("THIS_MONTH", today);
    return { from: month.from > range.from ? month.from : range.from, to: month.to < range.to ? month.to : range.to };
  }
  const first = firstDayOf(monthOf(range.to));
  return { from: first > range.from ? first : range.from, to: range.to };
}

export function isRecountable({ from, to }: DateRange): boolean {
  return daysBetween(from, to) < RECOUNT_DAYS_MAX;
}

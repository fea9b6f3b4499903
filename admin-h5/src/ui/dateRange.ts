import { firstDayOf, lastDayOf, LocalDate, monthOf } from "@app/contract/kernel/time";

export interface DateRange {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export const RANGE_PRESETS = ["TODAY", "THIS_MONTH", "THIS_YEAR", "LAST_YEAR"] as const;
export type RangePreset = (typeof RANGE_PRESETS)[number];
export const RANGE_PRESET_LABELS = { TODAY: "今天", THIS_MONTH: "本月", THIS_YEAR: "本年", LAST_YEAR: "去年" } as const satisfies Record<RangePreset, string>;

export function presetRange(preset: RangePreset, today: LocalDate): DateRange {
  switch (preset) {
    case "TODAY":
      return { from: today, to: today };
    case "THIS_MONTH":
      return { from: firstDayOf(monthOf(today)), to: lastDayOf(monthOf(today)) };
    case "THIS_YEAR":
      return yearRange(Number(today.slice(0, 4)));
    case "LAST_YEAR":
      return yearRange(Number(today.slice(0, 4)) - 1);
  }
}

export function yearRange(year: number): DateRange {
  return { from: `${year}-01-01` as LocalDate, to: `${year}-12-31` as LocalDate };
}

/** The year that a range lies in; undefined when it crosses years, where a choice of year has no meaning (seed 000, 六). */
export function yearOf(range: DateRange | undefined): number | undefined {
  return range === undefined || range.from.slice(0, 4) !== range.to.slice(0, 4) ? undefined : Number(range.from.slice(0, 4));
}

export function presetOf(range: DateRange, today: LocalDate): RangePreset | undefined {
  return RANGE_PRESETS.find((preset) => {
    const candidate = presetRange(preset, today);
    return candidate.from === range.from && candidate.to === range.to;
  });
}

/** The range an address names; undefined when a hand-edited address names none that makes sense. */
export function rangeOf(query: URLSearchParams): DateRange | undefined {
  const from = LocalDate.safeParse(query.get("from"));
  const to = LocalDate.safeParse(query.get("to"));
  return from.success && to.success && from.data <= to.data ? { from: from.data, to: to.data } : undefined;
}

export function includesDay(range: DateRange, day: LocalDate): boolean {
  return range.from <= day && day <= range.to;
}

export function rangeLabel(range: DateRange): string {
  return range.from === range.to ? range.from : `${range.from} 至 ${range.to}`;
}

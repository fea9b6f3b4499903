import type { WorkingCalendar } from "@app/contract/engines/workingCalendar";
import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { addMs, type Instant } from "@app/contract/kernel/time";
import type { Clock } from "../context/clock";
import type { ItemKey, Store, StoredItem } from "../store/storePort";

/**
 * The State Council's days come with the release; an office may set a year itself, before the release that knows it or where a local rule differs. What it set
 * replaces that year whole.
 * | AP-K2 · the years that offices set · every deadline · primary · CALENDAR / STATE · 1 |
 */
export const CALENDAR_KEY: ItemKey = { pk: "CALENDAR", sk: "STATE" };
const KEPT_MS = 30_000;

export type OfficeDay = { readonly date: string; readonly kind: "HOLIDAY" | "MAKE_UP"; readonly name: string };
export type OfficeYear = { readonly days: readonly OfficeDay[]; readonly byName: string; readonly at: Instant };
export interface CalendarItem extends StoredItem {
  readonly years: { readonly [year: string]: OfficeYear };
  readonly version: number;
}

/** The calendar that holds now; read at most twice a minute. */
export function createOfficeCalendar({ store, clock }: { readonly store: Store; readonly clock: Clock }): () => Promise<WorkingCalendar> {
  let kept: { readonly calendar: WorkingCalendar; readonly until: Instant } | undefined;
  return async () => {
    const now = clock.now();
    if (kept === undefined || kept.until <= now) {
      const item = (await store.get(CALENDAR_KEY)) as CalendarItem | undefined;
      kept = { calendar: withOfficeYears(WORKING_CALENDAR, item?.years ?? {}), until: addMs(now, KEPT_MS) };
    }
    return kept.calendar;
  };
}

export function withOfficeYears(calendar: WorkingCalendar, offices: CalendarItem["years"]): WorkingCalendar {
  const set = Object.keys(offices);
  if (set.length === 0) return calendar;
  const days = set.flatMap((year) => offices[year]?.days ?? []);
  const named = (kind: OfficeDay["kind"]): Record<string, string> =>
    Object.fromEntries(days.filter((day) => day.kind === kind).map(({ date, name }) => [date, name]));
  const ofOtherYears = (dates: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(dates).filter(([date]) => !set.includes(date.slice(0, 4))));
  return {
    years: [...new Set([...calendar.years, ...set.map(Number)])].sort((a, b) => a - b),
    holidays: { ...ofOtherYears(calendar.holidays), ...named("HOLIDAY") },
    makeUpWorkingDays: { ...ofOtherYears(calendar.makeUpWorkingDays), ...named("MAKE_UP") },
  };
}

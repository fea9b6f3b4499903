import { addDays, weekdayOf, type LocalDate } from "@app/contract/kernel/time";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { Slot, SlotBookability } from "@app/contract/visits/slot.schema";

/** One day of the calendar: what a person may do with it, and how many places are left in all its bookable periods. */
export interface SlotDay {
  readonly date: LocalDate;
  readonly bookability: SlotBookability;
  readonly headsLeft: number;
  readonly slots: readonly Slot[];
}

/** The calendar covers what the server answers for: today and the 30 days after it. */
export const CALENDAR_DAYS = 31;

/** Whichever of a day's slots promises most to this kind of party speaks for the day. A day without slots for it is not open to it. */
const MOST_PROMISING_FIRST: readonly SlotBookability[] = ["BOOKABLE", "NOT_YET_OPEN", "FULL", "BOOKING_ENDED", "CLOSED"];

export function slotDays(today: LocalDate, slots: readonly Slot[], kind: BookingKind): SlotDay[] {
  return Array.from({ length: CALENDAR_DAYS }, (_, offset) => {
    const date = addDays(today, offset);
    const own = slots.filter((slot) => slot.date === date).sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
    const forThem = own.filter((slot) => slot.kinds.includes(kind));
    const bookability = MOST_PROMISING_FIRST.find((candidate) => forThem.some((slot) => slot.bookability === candidate)) ?? "CLOSED";
    const headsLeft = forThem.filter((slot) => slot.bookability === "BOOKABLE").reduce((sum, slot) => sum + slot.headsLeft, 0);
    return { date, bookability, headsLeft, slots: own };
  });
}

/** Rows of seven from Monday; `undefined` fills the days before the first and after the last. */
export function calendarWeeks(days: readonly SlotDay[]): (SlotDay | undefined)[][] {
  const first = days[0];
  if (first === undefined) return [];
  const cells: (SlotDay | undefined)[] = [...Array.from({ length: weekdayOf(first.date) - 1 }, () => undefined), ...days];
  while (cells.length % 7 !== 0) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** The most that a family can ask for: the rule of the slot, or what is left of it. A team may have all that is left. */
export function headsMaxOf(slot: Slot): number {
  return Math.max(slot.partyMin, Math.min(slot.partyMax, slot.headsLeft));
}

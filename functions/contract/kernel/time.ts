import { z } from "./zod";

/**
 * Time in this product is China Standard Time, UTC+8 without daylight saving since 1991, so plain arithmetic is exact. `LocalDate` (a day on the
 * calendar) and `Instant` (a moment) are different types on purpose. Both sort as text.
 */
export const LocalDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "日期应写成 2026-03-07 这样")
  .refine((text) => isRealDate(text), "没有这一天")
  .meta({ title: "LocalDate", format: "date" })
  .brand<"LocalDate">();
export type LocalDate = z.infer<typeof LocalDate>;

/** `2026-03-07T09:00:00.000+08:00`: always this width and offset, so that text order is time order. */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+08:00$/, "时间格式不正确")
  .meta({ title: "Instant", format: "date-time" })
  .brand<"Instant">();
export type Instant = z.infer<typeof Instant>;

/** `09:00`, 24-hour clock. */
export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "时间应写成 09:00 这样")
  .meta({ title: "TimeOfDay" })
  .brand<"TimeOfDay">();
export type TimeOfDay = z.infer<typeof TimeOfDay>;

/** `2026-03`. */
export const LocalMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "月份应写成 2026-03 这样")
  .meta({ title: "LocalMonth" })
  .brand<"LocalMonth">();
export type LocalMonth = z.infer<typeof LocalMonth>;

const CHINA_OFFSET_MS = 8 * 3_600_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

function isRealDate(text: string): boolean {
  const epochMs = Date.parse(`${text}T00:00:00.000Z`);
  return Number.isFinite(epochMs) && new Date(epochMs).toISOString().slice(0, 10) === text;
}

/** @param epochMs milliseconds since 1970-01-01T00:00Z */
export function instantFromEpochMs(epochMs: number): Instant {
  return `${new Date(epochMs + CHINA_OFFSET_MS).toISOString().slice(0, 23)}+08:00` as Instant;
}

export function epochMsOf(instant: Instant): number {
  return Date.parse(instant);
}

export function addMs(instant: Instant, ms: number): Instant {
  return instantFromEpochMs(epochMsOf(instant) + ms);
}

/** The calendar day in China on which `instant` falls. */
export function localDateOf(instant: Instant): LocalDate {
  return instant.slice(0, 10) as LocalDate;
}

export function monthOf(date: LocalDate): LocalMonth {
  return date.slice(0, 7) as LocalMonth;
}

/** 00:00 of that day in China. */
export function startOfDay(date: LocalDate): Instant {
  return `${date}T00:00:00.000+08:00` as Instant;
}

export function instantAt(date: LocalDate, time: TimeOfDay): Instant {
  return `${date}T${time}:00.000+08:00` as Instant;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * DAY_MS).toISOString().slice(0, 10) as LocalDate;
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / DAY_MS);
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function weekdayOf(date: LocalDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const day = new Date(`${date}T00:00:00.000Z`).getUTCDay();
  return (day === 0 ? 7 : day) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

export const WEEKDAY_LABELS = { 1: "周一", 2: "周二", 3: "周三", 4: "周四", 5: "周五", 6: "周六", 7: "周日" } as const;

/** The months from the one of `from` to the one of `to`, both included, in order. */
export function monthsBetween(from: LocalDate, to: LocalDate): LocalMonth[] {
  // Counted as numbers: as text, the month after 9999-12 would come before it.
  const numberOf = (date: LocalDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  const months: LocalMonth[] = [];
  for (let month = numberOf(from); month <= numberOf(to); month += 1) {
    months.push(`${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}` as LocalMonth);
  }
  return months;
}

export function firstDayOf(month: LocalMonth): LocalDate {
  return `${month}-01` as LocalDate;
}

export function lastDayOf(month: LocalMonth): LocalDate {
  const year = Number(month.slice(0, 4));
  const monthNumber = Number(month.slice(5, 7));
  return new Date(Date.UTC(year, monthNumber, 0)).toISOString().slice(0, 10) as LocalDate;
}

/** 「3月7日 周六」: what a screen says of a day. */
export function dateLabel(date: LocalDate): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日 ${WEEKDAY_LABELS[weekdayOf(date)]}`;
}

/** 「2026年3月13日」: where the year is no matter of course. */
export function fullDateLabel(date: LocalDate): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}

/**
 * The day and time of a deadline as people say it: midnight is 24:00 of the day before, so that 「最晚 3月13日 24:00」 is not read as a day later.
 * Only for moments until which something may be done.
 */
export function deadlineParts(deadline: Instant): { readonly date: LocalDate; readonly time: string } {
  const date = localDateOf(deadline);
  const time = deadline.slice(11, 16);
  return time === "00:00" ? { date: addDays(date, -1), time: "24:00" } : { date, time };
}

/** 「2026-03-13 24:00」 */
export function deadlineLabel(deadline: Instant): string {
  const { date, time } = deadlineParts(deadline);
  return `${date} ${time}`;
}

/** 「2026-03-07 09:00」: what a screen or a table says of a moment. */
export function instantLabel(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
}

import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { BookingId, FacilityId } from "../kernel/ids";
import { addDays, daysBetween, Instant, LocalDate, startOfDay } from "../kernel/time";
import { z } from "../kernel/zod";
import { CityCode } from "../regions/regions.schema";
import { BookingKind } from "../visits/bookingKind.schema";
import { VisitFigures } from "./visitFigures.schema";

/** A recount reads every record behind the figures, so its range is short: a month, as bureaus sum up. */
export const RECOUNT_DAYS_MAX = 31;
/** … and so is what it reads at once: some seconds of the cloud's store. */
export const RECOUNT_RECORDS_MAX = 50_000;
/** Corrections shown; their number is told in full. */
export const RECOUNT_CORRECTIONS_MAX = 200;

export const RecountQuery = z
  .strictObject({
    from: LocalDate,
    to: LocalDate,
    facilityId: FacilityId.optional(),
    cityCode: CityCode.optional(),
    /** As the figures stood at that moment, or at the end of that day. */
    asOf: z.union([LocalDate, Instant], "时间应写成 2026-03-31，或带时刻的完整写法").optional(),
  })
  .refine((query) => query.from <= query.to, { path: ["to"], message: "结束日期不能早于开始日期" })
  .refine((query) => daysBetween(query.from, query.to) < RECOUNT_DAYS_MAX, { path: ["to"], message: `一次最多核对 ${RECOUNT_DAYS_MAX} 天，请缩短区间` })
  .meta({ title: "RecountQuery" });
export type RecountQuery = z.infer<typeof RecountQuery>;

/** The first moment that is not part of it any more: a day counts to its end. */
export function recountedBefore(asOf: LocalDate | Instant): Instant {
  const day = LocalDate.safeParse(asOf);
  return day.success ? startOfDay(addDays(day.data, 1)) : (asOf as Instant);
}

/** One day whose kept figures are not those that its records add up to. */
export const RecountedDay = z.strictObject({ date: LocalDate, kept: VisitFigures, recounted: VisitFigures }).meta({ title: "RecountedDay" });

export const RecountedFacility = z
  .strictObject({
    facilityId: FacilityId,
    facilityName: z.string(),
    /** 当前统计: what 综合统计 shows of this range. */
    kept: VisitFigures,
    /** 重新核算: what the records add up to. */
    recounted: VisitFigures,
    /** 截至所选时间; absent when no moment was asked for. */
    asOf: VisitFigures.optional(),
    isEqual: z.boolean(),
    /** Only days that differ. */
    days: z.array(RecountedDay),
  })
  .meta({ title: "RecountedFacility" });
export type RecountedFacility = z.infer<typeof RecountedFacility>;

/** A record that came after the chosen moment and changed a figure of the range. */
export const RecountCorrection = z
  .strictObject({
    eventType: z.string(),
    label: z.string(),
    at: Instant,
    byName: z.string(),
    /** Why, as far as somebody said. */
    reason: z.string().optional(),
    facilityId: FacilityId,
    facilityName: z.string(),
    date: LocalDate,
    bookingId: BookingId,
    bookingNumber: z.string(),
    bookingKind: BookingKind,
    bookingKindLabel: z.string(),
    /** What the figures gained by it; less than nothing when something was taken back. */
    visits: z.number().int(),
    heads: z.number().int(),
  })
  .meta({ title: "RecountCorrection" });
export type RecountCorrection = z.infer<typeof RecountCorrection>;

export const VisitRecount = z
  .strictObject({
    from: LocalDate,
    to: LocalDate,
    /** When it was counted. */
    at: Instant,
    /** The chosen moment: what happened before it is part of `asOf`. */
    before: Instant.optional(),
    kept: VisitFigures,
    recounted: VisitFigures,
    asOf: VisitFigures.optional(),
    isEqual: z.boolean(),
    /** How many records were read. */
    records: z.number().int(),
    /** Of these, how many came so lately that the kept figures do not hold them yet. */
    recordsAwaited: z.number().int(),
    /** Everybody who has a figure here. */
    facilities: z.array(RecountedFacility),
    /** The latest first. */
    corrections: z.array(RecountCorrection),
    correctionsTotal: z.number().int(),
  })
  .meta({ title: "VisitRecount" });
export type VisitRecount = z.infer<typeof VisitRecount>;

export const recountErrors = {
  RECOUNT_TOO_LARGE: refusalEntry<{ readonly recordsMax: number }>(
    422,
    ({ recordsMax }) => `这个范围里的记录超过 ${recordsMax.toLocaleString("en-US")} 条，一次核对不完。请缩短区间，或选择一个地市、一家单位，分几次核对。`,
    "query.to",
  ),
} as const;
export type RecountRefusal = RefusalOf<typeof recountErrors>;

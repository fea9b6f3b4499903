import { BookingId, FacilityId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { CityCode } from "../regions/regions.schema";
import { BookingSummary } from "./booking.schema";
import { CheckInMeans, DeviceId, EntryId, GateName } from "./bookingEntry.schema";
import { BookingKind } from "./bookingKind.schema";

/** Why a scan was refused (promise M8): each its own reason, its own sentence and the nearest fix. */
export const SCAN_REFUSAL_REASONS = [
  "NOT_A_CODE",
  "SIGNATURE_WRONG",
  "BOOKING_UNKNOWN",
  "WRONG_FACILITY",
  "TOO_EARLY_DAY",
  "DAY_PAST",
  "NOT_CONFIRMED",
  "DECLINED",
  "CANCELLED",
  "EXPIRED",
  "NO_SHOW",
  "COMPLETE",
  "TOO_MANY_HEADS",
  "TOO_MANY_PARTS",
  "GATE_NOT_YOURS",
  "POSTER_NO_BOOKING_TODAY",
  "POSTER_NOT_ACCEPTED_HERE",
] as const;
export const ScanRefusalReason = z.enum(SCAN_REFUSAL_REASONS).meta({ title: "ScanRefusalReason" });
export type ScanRefusalReason = z.infer<typeof ScanRefusalReason>;

export const ScannedText = z.string().min(1, "没有扫到内容，请重试").max(1000, "这不是我们的参观码");

/** Reads a code before anybody enters: a booking's code at the gate, or the gate's poster by a visitor. */
export const InspectCode = z
  .strictObject({
    requestId: RequestId,
    text: ScannedText,
    /** The facility whose gate scans; left out by a visitor who scans a poster. */
    gateFacilityId: FacilityId.optional(),
    gateName: GateName.optional(),
  })
  .meta({ title: "InspectCode" });
export type InspectCode = z.infer<typeof InspectCode>;

export const ScanRefusal = z
  .strictObject({
    reason: ScanRefusalReason,
    /** One plain sentence with the nearest fix. */
    message: z.string(),
    booking: BookingSummary.optional(),
    /** When, where and by whom the last of the party entered. */
    lastEntry: z.strictObject({ at: Instant, gateName: z.string(), byName: z.string() }).optional(),
  })
  .meta({ title: "ScanRefusal" });
export type ScanRefusal = z.infer<typeof ScanRefusal>;

export const InspectCodeAnswer = z
  .discriminatedUnion("outcome", [
    z.strictObject({ outcome: z.literal("ADMISSIBLE"), booking: BookingSummary, headsOutside: z.number().int() }),
    z.strictObject({ outcome: z.literal("REFUSED"), refusal: ScanRefusal }),
  ])
  .meta({ title: "InspectCodeAnswer" });
export type InspectCodeAnswer = z.infer<typeof InspectCodeAnswer>;

/** Lets some of a party in: by staff who scanned the booking's code, or by the booker who scanned the gate's poster. One command for both. */
export const CheckIn = z
  .strictObject({
    requestId: RequestId,
    /** The scanned text: the booking's code, or the poster's. */
    text: ScannedText,
    heads: z.number("请选择入场人数").int("人数应为整数").min(1, "至少 1 人入场").max(2000),
    gateFacilityId: FacilityId.optional(),
    gateName: GateName.optional(),
    deviceId: DeviceId,
  })
  .meta({ title: "CheckIn" });
export type CheckIn = z.infer<typeof CheckIn>;

/** A row behind a figure is an entry or something that put one right; rows add up to the figure (promise F7). */
export const CHECK_IN_RECORD_KINDS = ["ENTRY", "UNDONE", "CORRECTION"] as const;
export const CheckInRecordKind = z.enum(CHECK_IN_RECORD_KINDS).meta({ title: "CheckInRecordKind" });
export type CheckInRecordKind = z.infer<typeof CheckInRecordKind>;
export const CHECK_IN_RECORD_KIND_LABELS = { ENTRY: "入场", UNDONE: "撤销", CORRECTION: "更正" } as const satisfies Record<CheckInRecordKind, string>;

/** One row behind a figure. */
export const CheckInRecord = z
  .strictObject({
    /** The entry that it is, or that it puts right. */
    recordId: EntryId,
    kind: CheckInRecordKind,
    kindLabel: z.string(),
    bookingKind: BookingKind,
    bookingKindLabel: z.string(),
    bookingId: BookingId,
    bookingNumber: z.string(),
    facilityId: FacilityId,
    facilityName: z.string(),
    cityCode: CityCode,
    date: LocalDate,
    /** Its own time; `receivedAt` is the server's (promise M7). */
    at: Instant,
    receivedAt: Instant,
    offline: z.boolean(),
    /** Let in where it should not have been: `heads` is 0 and `headsClaimed` says how many, until a correction counts them. */
    disputed: z.boolean(),
    /** What the figures gained by this row; negative when heads were taken back. */
    heads: z.number().int(),
    headsClaimed: z.number().int(),
    /** Why it was undone or put right. */
    reason: z.string().optional(),
    means: CheckInMeans,
    meansLabel: z.string(),
    gateName: z.string(),
    byName: z.string(),
    contactName: z.string(),
  })
  .meta({ title: "CheckInRecord" });
export type CheckInRecord = z.infer<typeof CheckInRecord>;

const checkInFilter = { facilityId: FacilityId.optional(), cityCode: CityCode.optional(), from: LocalDate, to: LocalDate };
const DAYS_OUT_OF_ORDER = { path: ["to"], message: "结束日期不能早于开始日期" };

export const ListCheckInsQuery = z
  .strictObject({ ...checkInFilter, limit: PageLimit, cursor: PageCursor.optional() })
  .refine((query) => query.from <= query.to, DAYS_OUT_OF_ORDER);
export type ListCheckInsQuery = z.infer<typeof ListCheckInsQuery>;
export const ExportCheckInsQuery = z.strictObject(checkInFilter).refine((query) => query.from <= query.to, DAYS_OUT_OF_ORDER);
export type ExportCheckInsQuery = z.infer<typeof ExportCheckInsQuery>;

/** Today's parties at one gate. */
export const ArrivalsQuery = z.strictObject({ date: LocalDate.optional() });
export const Arrivals = z
  .strictObject({
    facilityId: FacilityId,
    facilityName: z.string(),
    date: LocalDate,
    headsExpected: z.number().int(),
    headsEntered: z.number().int(),
    items: z.array(BookingSummary),
  })
  .meta({ title: "Arrivals" });
export type Arrivals = z.infer<typeof Arrivals>;

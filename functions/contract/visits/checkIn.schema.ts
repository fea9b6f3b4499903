import { BookingId, FacilityId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { CityCode } from "../regions/regions.schema";
import { BookingSummary } from "./booking.schema";

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
    gateName: z.string().trim().max(20, "闸口名称最多 20 个字").optional(),
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
    gateName: z.string().trim().max(20, "闸口名称最多 20 个字").optional(),
    /** The phone that scanned, made once by the client and kept; undo and conflicts need it. */
    deviceId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, "设备编号格式不正确"),
  })
  .meta({ title: "CheckIn" });
export type CheckIn = z.infer<typeof CheckIn>;

export const CHECK_IN_MEANS = ["STAFF_SCAN", "POSTER"] as const;
export const CheckInMeans = z.enum(CHECK_IN_MEANS).meta({ title: "CheckInMeans" });
export const CHECK_IN_MEANS_LABELS = { STAFF_SCAN: "工作人员扫码", POSTER: "自助打卡" } as const satisfies Record<(typeof CHECK_IN_MEANS)[number], string>;

/** One check-in, as the back office lists it behind a figure. */
export const CheckInRecord = z
  .strictObject({
    bookingId: BookingId,
    bookingNumber: z.string(),
    facilityId: FacilityId,
    facilityName: z.string(),
    cityCode: CityCode,
    date: LocalDate,
    at: Instant,
    heads: z.number().int(),
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

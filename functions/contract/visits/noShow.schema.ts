import { BookingId, FacilityId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { CityCode } from "../regions/regions.schema";
import { RemarkRule } from "./booking.schema";

/** 失约: a confirmed visit to which nobody came. Each is a record of its own, so that it can be appealed against and waived (promise F6). */
export const NO_SHOW_STATUSES = ["COUNTED", "APPEALED", "UPHELD", "WAIVED"] as const;
export const NoShowStatus = z.enum(NO_SHOW_STATUSES).meta({ title: "NoShowStatus" });
export type NoShowStatus = z.infer<typeof NoShowStatus>;
export const NO_SHOW_STATUS_LABELS = { COUNTED: "计入失约", APPEALED: "申诉中", UPHELD: "维持失约", WAIVED: "已豁免" } as const satisfies Record<
  NoShowStatus,
  string
>;
/** While an appeal waits it counts for nothing: nobody is kept out by what may be struck. */
export const COUNTED_NO_SHOW_STATUSES = ["COUNTED", "UPHELD"] as const satisfies readonly NoShowStatus[];

export const NO_SHOW_ACTIONS = ["APPEAL", "UPHOLD", "WAIVE"] as const;
export const NoShowAction = z.enum(NO_SHOW_ACTIONS).meta({ title: "NoShowAction" });
export type NoShowAction = z.infer<typeof NoShowAction>;

/** So long somebody may appeal after the day they did not come. */
export const APPEAL_DAYS = 30;

/** A bureau's rule: who was missed `threshold` times within `periodDays` books nothing for `blockDays` after the last one. */
export const NO_SHOW_RULE_DEFAULT = { isOn: true, threshold: 3, periodDays: 180, blockDays: 60 } as const;
const ruleFields = {
  isOn: z.boolean(),
  threshold: z.number("请填写次数").int("次数应为整数").min(2, "至少 2 次：第一次只提醒").max(20, "最多 20 次"),
  periodDays: z.number("请填写天数").int("天数应为整数").min(30, "至少 30 天").max(365, "最多 365 天"),
  blockDays: z.number("请填写天数").int("天数应为整数").min(7, "至少 7 天").max(180, "最多 180 天"),
};
export const NoShowRule = z
  .strictObject({
    cityCode: CityCode,
    cityName: z.string(),
    ...ruleFields,
    /** True while the bureau has not set one of its own. */
    isDefault: z.boolean(),
    /** 「近 180 天内失约满 3 次，从最后一次失约起 60 天内不能预约。」 */
    sentence: z.string(),
    changedByName: z.string().optional(),
    changedAt: Instant.optional(),
    version: z.number().int(),
    maySet: z.boolean(),
  })
  .meta({ title: "NoShowRule" });
export type NoShowRule = z.infer<typeof NoShowRule>;
export const NoShowRules = z.strictObject({ items: z.array(NoShowRule) }).meta({ title: "NoShowRules" });
export type NoShowRules = z.infer<typeof NoShowRules>;
export const CityParams = z.strictObject({ cityCode: CityCode });
export const SetNoShowRule = z
  .strictObject({
    requestId: RequestId,
    ...ruleFields,
    /** The version that the screen showed; 0 for the default. */
    version: z.number().int().min(0),
  })
  .meta({ title: "SetNoShowRule" });
export type SetNoShowRule = z.infer<typeof SetNoShowRule>;

export const AvailableNoShowAction = z.strictObject({ action: NoShowAction, label: z.string(), remark: RemarkRule }).meta({ title: "AvailableNoShowAction" });

export const NoShowRecord = z
  .strictObject({
    bookingId: BookingId,
    bookingNumber: z.string(),
    facilityId: FacilityId,
    facilityName: z.string(),
    cityCode: CityCode,
    cityName: z.string(),
    date: LocalDate,
    periodLabel: z.string(),
    kindLabel: z.string(),
    heads: z.number().int(),
    /** Masked unless the viewer is the booker. */
    contactName: z.string(),
    contactPhone: z.string(),
    status: NoShowStatus,
    statusLabel: z.string(),
    appealBy: Instant,
    appealReason: z.string().optional(),
    /** The bureau's answer, or why a whole day was waived. */
    answer: z.strictObject({ remark: z.string().optional(), byName: z.string(), at: Instant }).optional(),
    version: z.number().int(),
    availableActions: z.array(AvailableNoShowAction),
  })
  .meta({ title: "NoShowRecord" });
export type NoShowRecord = z.infer<typeof NoShowRecord>;

/** How somebody stands with one bureau. */
export const NoShowStanding = z
  .strictObject({
    cityCode: CityCode,
    cityName: z.string(),
    count: z.number().int(),
    rule: z.strictObject({ isOn: z.boolean(), threshold: z.number().int(), periodDays: z.number().int(), blockDays: z.number().int() }),
    sentence: z.string(),
    /** The last day on which they cannot book. */
    blockedUntil: LocalDate.optional(),
  })
  .meta({ title: "NoShowStanding" });
export type NoShowStanding = z.infer<typeof NoShowStanding>;

export const ListMyNoShowsQuery = z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() });
export const MyNoShows = z
  .strictObject({ standings: z.array(NoShowStanding), items: z.array(NoShowRecord), next: PageCursor.optional() })
  .meta({ title: "MyNoShows" });
export type MyNoShows = z.infer<typeof MyNoShows>;

export const NoShowParams = z.strictObject({ bookingId: BookingId });
export const DecideNoShow = z
  .strictObject({ requestId: RequestId, version: z.number().int().min(1).optional(), remark: z.string().max(1000, "内容太长，请精简").optional() })
  .meta({ title: "DecideNoShow" });

export const ListNoShowsQuery = z
  .strictObject({
    facilityId: FacilityId.optional(),
    cityCode: CityCode.optional(),
    /** Left out: all. */
    status: NoShowStatus.optional(),
    from: LocalDate.optional(),
    to: LocalDate.optional(),
    limit: PageLimit,
    cursor: PageCursor.optional(),
  })
  .refine((query) => query.from === undefined || query.to === undefined || query.from <= query.to, { path: ["to"], message: "结束日期不能早于开始日期" });
export type ListNoShowsQuery = z.infer<typeof ListNoShowsQuery>;

export const WAIVER_REASONS = ["WEATHER", "TRAFFIC", "FACILITY", "OTHER"] as const;
export const WaiverReason = z.enum(WAIVER_REASONS).meta({ title: "WaiverReason" });
export type WaiverReason = z.infer<typeof WaiverReason>;
export const WAIVER_REASON_LABELS = { WEATHER: "恶劣天气", TRAFFIC: "交通中断", FACILITY: "开放单位原因", OTHER: "其他" } as const satisfies Record<
  WaiverReason,
  string
>;
export const WAIVER_DAYS_MAX = 31;

/** 豁免: nobody who missed a visit on these days is held to it, whether it is recorded already or will be. */
export const WaiveDays = z
  .strictObject({
    requestId: RequestId,
    cityCode: CityCode,
    /** Left out: every facility of the city. */
    facilityId: FacilityId.optional(),
    from: LocalDate,
    to: LocalDate,
    reason: WaiverReason,
    remark: z.string("请填写说明").trim().min(2, "请填写说明，会告诉受影响的预约人").max(100, "说明最多 100 个字"),
  })
  .refine((input) => input.from <= input.to, { path: ["to"], message: "结束日期不能早于开始日期" })
  .refine((input) => Date.parse(input.to) - Date.parse(input.from) < WAIVER_DAYS_MAX * 86_400_000, { path: ["to"], message: "一次最多豁免 31 天，请分次办理" })
  .meta({ title: "WaiveDays" });
export type WaiveDays = z.infer<typeof WaiveDays>;

export const NoShowWaiver = z
  .strictObject({
    waiverId: z.string(),
    cityCode: CityCode,
    cityName: z.string(),
    facilityId: FacilityId.optional(),
    facilityName: z.string().optional(),
    from: LocalDate,
    to: LocalDate,
    reason: WaiverReason,
    reasonLabel: z.string(),
    remark: z.string(),
    byName: z.string(),
    at: Instant,
    /** Records struck by it so far. */
    waived: z.number().int(),
  })
  .meta({ title: "NoShowWaiver" });
export type NoShowWaiver = z.infer<typeof NoShowWaiver>;
export const ListNoShowWaiversQuery = z.strictObject({ cityCode: CityCode });
/** The latest 100: a bureau waives a few times a year. */
export const NoShowWaivers = z.strictObject({ items: z.array(NoShowWaiver) }).meta({ title: "NoShowWaivers" });
export type NoShowWaivers = z.infer<typeof NoShowWaivers>;

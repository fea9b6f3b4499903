import { Photo } from "../attachments/attachment.schema";
import { revealQuery } from "../audit/personalData.schema";
import { RetentionShown } from "../engines/retentionHold";
import { BookingId, FacilityId, HoldId, RequestId, SlotId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate, TimeOfDay } from "../kernel/time";
import { z } from "../kernel/zod";
import { CityCode } from "../regions/regions.schema";
import { BookingAttention } from "./attention.schema";
import { BookingEntry } from "./bookingEntry.schema";
import { BookingKind, BookingMeans } from "./bookingKind.schema";
import { PartyHeads } from "./hold.schema";
import { SlotPeriod } from "./slot.schema";

/** A family books with a mobile number of the mainland: 11 digits beginning 13-19. */
export const ContactPhone = z
  .string("请填写手机号")
  .trim()
  .regex(/^1[3-9]\d{9}$/, "手机号应为 11 位数字，请检查")
  .meta({ title: "ContactPhone" });
export const ContactName = z
  .string("请填写联系人姓名")
  .trim()
  .min(2, "请填写联系人姓名（至少 2 个字）")
  .max(20, "姓名最多 20 个字")
  // Letters of any script, the middle dot of minority names and the space of foreign ones.
  .regex(/^[\p{L}\p{M}·•. ]+$/u, "姓名只能用文字和间隔号")
  .meta({ title: "ContactName" });

export const BOOKING_STATUSES = [
  "PENDING",
  "CONFIRMED",
  "DECLINED",
  "CANCELLED",
  "EXPIRED",
  "CHECKED_IN",
  "NO_SHOW",
  "REPORTED",
  "COUNTED",
  "RETURNED",
] as const;
export const BookingStatus = z.enum(BOOKING_STATUSES).meta({ title: "BookingStatus" });
export type BookingStatus = z.infer<typeof BookingStatus>;
export const BOOKING_STATUS_LABELS = {
  PENDING: "待确认",
  CONFIRMED: "已确认",
  DECLINED: "未通过",
  CANCELLED: "已取消",
  EXPIRED: "已过期",
  CHECKED_IN: "已到访",
  NO_SHOW: "未到访",
  REPORTED: "已上报",
  COUNTED: "已统计",
  RETURNED: "已驳回",
} as const satisfies Record<BookingStatus, string>;

/** The statuses a booking of each kind can reach, in the order of its life. */
export const BOOKING_KIND_STATUSES = {
  FAMILY: ["PENDING", "CONFIRMED", "DECLINED", "CANCELLED", "EXPIRED", "CHECKED_IN", "NO_SHOW"],
  TEAM: ["PENDING", "CONFIRMED", "DECLINED", "CANCELLED", "EXPIRED", "NO_SHOW", "REPORTED", "COUNTED", "RETURNED"],
} as const satisfies Record<BookingKind, readonly BookingStatus[]>;

/** 纳入实时数据统计 (seed 000, 五-5): a team from its report on, audited or not; a family from its check-in on. */
export const COUNTED_BOOKING_STATUSES = { FAMILY: ["CHECKED_IN"], TEAM: ["REPORTED", "COUNTED"] } as const satisfies Record<
  BookingKind,
  readonly BookingStatus[]
>;

/** Work lists are named groups of statuses, shared by tabs, counters and tests (house style, habit 11). */
export const BOOKING_GROUPS = ["UPCOMING", "VISITED", "ENDED"] as const;
export const BookingGroup = z.enum(BOOKING_GROUPS).meta({ title: "BookingGroup" });
export type BookingGroup = z.infer<typeof BookingGroup>;
export const BOOKING_GROUP_LABELS = { UPCOMING: "待参观", VISITED: "已到访", ENDED: "已结束" } as const satisfies Record<BookingGroup, string>;
export const BOOKING_GROUP_STATUSES = {
  UPCOMING: ["PENDING", "CONFIRMED"],
  VISITED: ["CHECKED_IN", "REPORTED", "COUNTED", "RETURNED"],
  ENDED: ["DECLINED", "CANCELLED", "EXPIRED", "NO_SHOW"],
} as const satisfies Record<BookingGroup, readonly BookingStatus[]>;

export const BOOKING_ACTIONS = [
  "CONFIRM",
  "DECLINE",
  "CANCEL",
  "CHANGE_HEADS",
  "CHECK_IN",
  "RECORD_LATE_ENTRY",
  "UNDO_ENTRY",
  "UNDO_LAST_ENTRY",
  "UNDO_WALK_IN",
  "REPORT",
  "MARK_ABSENT",
  "AUDIT",
  "RETURN",
  "DISCARD",
  "REMIND",
  "REMIND_REPORT",
  "FLAG_REPORT_OVERDUE",
  "EXPIRE",
  "MARK_NO_SHOW",
  "CLOSE_OUT",
] as const;
export const BookingAction = z.enum(BOOKING_ACTIONS).meta({ title: "BookingAction" });
export type BookingAction = z.infer<typeof BookingAction>;

/** Few statuses, many flags: what is true of a booking beside where it is. */
export const BOOKING_FLAGS = ["OVERDUE", "PARTLY_ENTERED", "REPORT_DUE", "REPORT_OVERDUE", "DISPUTED", "NEEDS_ATTENTION"] as const;
export const BookingFlag = z.enum(BOOKING_FLAGS).meta({ title: "BookingFlag" });
export type BookingFlag = z.infer<typeof BookingFlag>;
/**
 * OVERDUE: PENDING past `handleBy`, cleared by any decision. PARTLY_ENTERED: checked in with heads still outside, cleared when the last one enters.
 * REPORT_DUE: a confirmed or returned team whose day has come, cleared by its report; REPORT_OVERDUE: the same past `reportBy`.
 * DISPUTED: an entry is in doubt, cleared when the last such conflict is settled.
 * NEEDS_ATTENTION: a later change of the facility or the slot broke it (promise M11); set and cleared by the facility's round, shown to offices only.
 */
export const BOOKING_FLAG_LABELS = {
  OVERDUE: "超时未处理",
  PARTLY_ENTERED: "部分入场",
  REPORT_DUE: "待上报",
  REPORT_OVERDUE: "上报超期",
  DISPUTED: "入场存疑",
  NEEDS_ATTENTION: "需处理",
} as const satisfies Record<BookingFlag, string>;

export const SubmitBooking = z
  .strictObject({
    requestId: RequestId,
    slotId: SlotId,
    /** The hold to turn into this booking; without one, or when it has run out, the places are taken afresh. */
    holdId: HoldId.optional(),
    contactName: ContactName,
    contactPhone: ContactPhone,
    heads: PartyHeads,
    note: z.string().trim().max(200, "备注最多 200 个字").optional(),
    safetyNoticeAccepted: z.literal(true, "请先阅读并同意参观安全须知"),
  })
  .meta({ title: "SubmitBooking" });
export type SubmitBooking = z.infer<typeof SubmitBooking>;

export const TEAM_HEADS_MAX = 2000;
export const TeamHeads = z
  .number("请填写参观人数")
  .int("人数应为整数")
  .min(1, "团队至少 1 人")
  .max(TEAM_HEADS_MAX, `一个团队最多 ${TEAM_HEADS_MAX} 人，请分批预约`)
  .meta({ title: "TeamHeads" });
export const TeamName = z
  .string("请填写团队名称")
  .trim()
  .min(2, "请填写团队名称，如学校、单位或社区的名称")
  .max(50, "团队名称最多 50 个字")
  .meta({ title: "TeamName" });
export const VisitPurpose = z.string("请填写参观目的").trim().min(2, "请填写参观目的").max(200, "参观目的最多 200 个字").meta({ title: "VisitPurpose" });

/** What a team tells beside its heads; the list of members and the transport note help the facility prepare and may be left out. */
const teamFacts = {
  teamName: TeamName,
  purpose: VisitPurpose,
  members: z.array(ContactName).max(TEAM_HEADS_MAX, "名单最多 2000 人").optional(),
  transport: z.string().trim().max(100, "交通说明最多 100 个字").optional(),
};

const teamBookingFields = {
  slotId: SlotId,
  holdId: HoldId.optional(),
  ...teamFacts,
  contactName: ContactName,
  contactPhone: ContactPhone,
  heads: TeamHeads,
  note: z.string().trim().max(200, "备注最多 200 个字").optional(),
  safetyNoticeAccepted: z.literal(true, "请先阅读并同意参观安全须知"),
};
const membersFit = (input: { readonly members?: readonly string[] | undefined; readonly heads: number }): boolean =>
  input.members === undefined || input.members.length <= input.heads;
const MEMBERS_DO_NOT_FIT = { path: ["members"], message: "名单人数不能多于参观人数" };

/** What the form holds, without the request id that names its sending: a page checks it before it sends. */
export const TeamBookingContent = z.strictObject(teamBookingFields).refine(membersFit, MEMBERS_DO_NOT_FIT);
export type TeamBookingContent = z.infer<typeof TeamBookingContent>;
export const SubmitTeamBooking = z
  .strictObject({ requestId: RequestId, ...teamBookingFields })
  .refine(membersFit, MEMBERS_DO_NOT_FIT)
  .meta({ title: "SubmitTeamBooking" });
export type SubmitTeamBooking = z.infer<typeof SubmitTeamBooking>;

export const RemarkRule = z.union([
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.enum(["optional", "required"]), label: z.string(), maxLength: z.number().int() }),
]);
export const AvailableBookingAction = z
  .strictObject({ action: BookingAction, label: z.string(), remark: RemarkRule })
  .meta({ title: "AvailableBookingAction" });

export const BookingSummary = z
  .strictObject({
    bookingId: BookingId,
    kind: BookingKind,
    kindLabel: z.string(),
    means: BookingMeans,
    meansLabel: z.string(),
    /** 团队名称, of a team only. */
    teamName: z.string().optional(),
    /** Short and readable aloud: the last 8 characters of the id. */
    bookingNumber: z.string(),
    facilityId: FacilityId,
    facilityName: z.string(),
    cityCode: CityCode,
    cityName: z.string(),
    date: LocalDate,
    period: SlotPeriod,
    periodLabel: z.string(),
    heads: z.number().int(),
    headsEntered: z.number().int(),
    status: BookingStatus,
    statusLabel: z.string(),
    flags: z.array(z.strictObject({ flag: BookingFlag, label: z.string() })),
    /** Why it needs attention and what to do about it; for offices. */
    attention: z.array(BookingAttention).optional(),
    /** Masked (林*燕, 139****0001) unless the viewer is the booker or the facility's own people. */
    contactName: z.string(),
    contactPhone: z.string(),
    submittedAt: Instant,
    /** Two working days after the request, or the minimum notice when that comes first. */
    handleBy: Instant,
    /** Until when the facility reports back, of a confirmed or returned team. */
    reportBy: Instant.optional(),
    version: z.number().int(),
  })
  .meta({ title: "BookingSummary" });
export type BookingSummary = z.infer<typeof BookingSummary>;

/** One line of the timeline; the same records are history, audit and outbox. */
export const BookingTimelineEntry = z
  .strictObject({
    eventType: z.string(),
    label: z.string(),
    at: Instant,
    byName: z.string(),
    remark: z.string().optional(),
    heads: z.number().int().optional(),
  })
  .meta({ title: "BookingTimelineEntry" });
export type BookingTimelineEntry = z.infer<typeof BookingTimelineEntry>;

/** What the facility filed of a team's visit. */
export const TeamVisitReport = z
  .strictObject({
    heads: z.number().int(),
    /** How many had booked; absent on a back-fill. */
    headsBooked: z.number().int().optional(),
    /** 参观情况 */
    remark: z.string().optional(),
    photos: z.array(Photo),
    reportedAt: Instant,
    byName: z.string(),
  })
  .meta({ title: "TeamVisitReport" });
export type TeamVisitReport = z.infer<typeof TeamVisitReport>;

export const BookingDetail = BookingSummary.extend({
  /** Absent on a back-fill: nobody booked a slot. */
  slotId: SlotId.optional(),
  startsAt: TimeOfDay,
  endsAt: TimeOfDay,
  facilityAddress: z.string(),
  facilityPhone: z.string(),
  note: z.string().optional(),
  team: z.strictObject({ purpose: z.string(), members: z.array(z.string()), transport: z.string().optional() }).optional(),
  /** Of a team that was reported; stays readable while it is returned. */
  report: TeamVisitReport.optional(),
  /** Why it was declined, cancelled, expired or returned. */
  statusReason: z.string().optional(),
  confirmBy: Instant,
  cancelBy: Instant,
  /** The signed code to show at the gate: only for the booker, only while it can be used. */
  code: z.string().optional(),
  /** Once its personal data are gone: when and why, as one sentence to show where they stood. */
  clearedNote: z.string().optional(),
  ...RetentionShown.shape,
  /** Who entered when, in which parts: only for the offices. */
  entries: z.array(BookingEntry).optional(),
  timeline: z.array(BookingTimelineEntry),
  availableActions: z.array(AvailableBookingAction),
}).meta({ title: "BookingDetail" });
export type BookingDetail = z.infer<typeof BookingDetail>;

export const BookingParams = z.strictObject({ bookingId: BookingId });

export const ListMyBookingsQuery = z.strictObject({ group: BookingGroup.default("UPCOMING"), limit: PageLimit, cursor: PageCursor.optional() });

/** Which place and which days, as list, counts and export ask alike. */
const bookingScope = {
  kind: BookingKind.default("FAMILY"),
  facilityId: FacilityId.optional(),
  cityCode: CityCode.optional(),
  /** Part of a facility's name; width, case, spaces and signs do not matter. */
  keyword: z.string().trim().max(50, "关键字最多 50 个字").optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
};
const bookingFilter = {
  ...bookingScope,
  /** Left out: every status of the kind. */
  status: BookingStatus.optional(),
  /** 纳入实时数据统计: only what is in the figures now, see COUNTED_BOOKING_STATUSES. */
  counted: z.literal("true", "只能填 true").optional(),
  order: z.enum(["ascending", "descending"]).default("ascending"),
};
const daysInOrder = (query: { from?: LocalDate | undefined; to?: LocalDate | undefined }): boolean =>
  query.from === undefined || query.to === undefined || query.from <= query.to;
const DAYS_OUT_OF_ORDER = { path: ["to"], message: "结束日期不能早于开始日期" };

/** The back office's list: one facility, or all of a city; one status or all; a range of visit days. */
export const ListBookingsQuery = z.strictObject({ ...bookingFilter, limit: PageLimit, cursor: PageCursor.optional() }).refine(daysInOrder, DAYS_OUT_OF_ORDER);
export type ListBookingsQuery = z.infer<typeof ListBookingsQuery>;
/** The filter on screen is the filter of the export (promise M29). */
export const ExportBookingsQuery = z.strictObject({ ...bookingFilter, ...revealQuery }).refine(daysInOrder, DAYS_OUT_OF_ORDER);
export type ExportBookingsQuery = z.infer<typeof ExportBookingsQuery>;

/** Asked for the badges on the tabs. */
export const BookingCountsQuery = z.strictObject(bookingScope).refine(daysInOrder, DAYS_OUT_OF_ORDER);
export type BookingCountsQuery = z.infer<typeof BookingCountsQuery>;
/** Counted no further, so that a badge costs the same however many there are. */
export const BOOKING_COUNT_MAX = 99;
export const BookingCounts = z
  .strictObject({
    kind: BookingKind,
    /** Every status of the kind, in the order of its life. `more`: there are more than `count`; a badge says 99+. */
    items: z.array(z.strictObject({ status: BookingStatus, statusLabel: z.string(), count: z.number().int().max(BOOKING_COUNT_MAX), more: z.boolean() })),
  })
  .meta({ title: "BookingCounts" });
export type BookingCounts = z.infer<typeof BookingCounts>;

/** Fewer come: the booker, for a family and for a team; the code stays as it is. */
export const ChangeHeads = z
  .strictObject({
    requestId: RequestId,
    heads: z.number("请选择人数").int("人数应为整数").min(1, "至少 1 人；都不来了请取消预约").max(TEAM_HEADS_MAX, `最多 ${TEAM_HEADS_MAX} 人`),
  })
  .meta({ title: "ChangeHeads" });
export type ChangeHeads = z.infer<typeof ChangeHeads>;

/** A decision of a workflow. `version` is what the screen showed; it lets the refusal say that the screen was stale. */
export const DecideBooking = z
  .strictObject({ requestId: RequestId, version: z.number().int().min(1).optional(), remark: z.string().max(1000, "内容太长，请精简").optional() })
  .meta({ title: "DecideBooking" });
export type DecideBooking = z.infer<typeof DecideBooking>;

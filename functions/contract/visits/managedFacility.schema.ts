import { Photo, photoIds } from "../attachments/attachment.schema";
import { FacilityId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { OrgPath } from "../organizations/orgPath";
import { CityCode, DistrictCode } from "../regions/regions.schema";
import { BookingStatus, RemarkRule } from "./booking.schema";
import { FacilityCategory, FacilityStatus, Place } from "./facility.schema";
import { FACILITY_ACTIONS } from "./facility.workflow";
import { FAMILY_PARTY_MAX, FAMILY_PARTY_MIN } from "./hold.schema";

export const FACILITY_PHOTOS_MAX = 9;
export const FACILITY_TEXT_MAX = { introduction: 2000, highlight: 40, safetyLine: 100, transport: 300, admissionNote: 100 } as const;

/** A mainland landline or mobile number as people write it: 「0898-6600 1234」. */
export const FacilityPhone = z
  .string("请填写咨询电话")
  .trim()
  .regex(/^[\d+() -]{7,20}$/, "电话只能用数字、空格和横线，如 0898-66001234")
  .meta({ title: "FacilityPhone" });

const textOf = (name: string, max: number) => z.string(`请填写${name}`).trim().min(1, `请填写${name}`).max(max, `${name}最多 ${max} 个字，请精简`);
const inChina = (min: number, max: number, name: string) =>
  z.number(`请填写${name}`).min(min, `${name}应在 ${min} 到 ${max} 之间`).max(max, `${name}应在 ${min} 到 ${max} 之间`);

/** GCJ-02 degrees of the mainland and its seas; outside of them it is a slip of the pen, mostly the two numbers the wrong way round. */
export const FacilityPlace = z
  .strictObject({
    latitude: inChina(3, 54, "纬度"),
    longitude: inChina(73, 136, "经度"),
    sourceSystem: z.literal("GCJ-02"),
    approximate: z.boolean(),
  })
  .meta({ title: "FacilityPlace" });

const days = (name: string, min: number, max: number) =>
  z.number(`请填写${name}`).int(`${name}应为整数`).min(min, `${name}应在 ${min} 到 ${max} 天之间`).max(max, `${name}应在 ${min} 到 ${max} 天之间`);
const partyHeads = (name: string) =>
  z
    .number(`请填写${name}`)
    .int("人数应为整数")
    .min(FAMILY_PARTY_MIN, `${name}应在 ${FAMILY_PARTY_MIN} 到 ${FAMILY_PARTY_MAX} 之间`)
    .max(FAMILY_PARTY_MAX, `${name}应在 ${FAMILY_PARTY_MIN} 到 ${FAMILY_PARTY_MAX} 之间`);

/** How far ahead slots of a template are opened; a booking's rule may say more, never so many that one opening outgrows a transaction. */
export const OPENS_DAYS_AHEAD_MAX = 60;

/** A facility's own rules. Each opened slot has its copy, so a change holds for slots opened from then on. */
export const FacilityVisitRules = z
  .strictObject({
    opensDaysAhead: days("提前开放预约的天数", 1, OPENS_DAYS_AHEAD_MAX),
    closesDaysAhead: days("截止预约的提前天数", 0, 14),
    minimumNoticeMinutes: z
      .number("请填写最短提前确认时间")
      .int("分钟数应为整数")
      .min(0, "最短提前确认时间不能为负")
      .max(7 * 24 * 60, "最短提前确认时间最多 7 天"),
    cancelDaysAhead: days("截止取消的提前天数", 0, 14),
    partyMin: partyHeads("家庭最少人数"),
    partyMax: partyHeads("家庭最多人数"),
  })
  .refine((rules) => rules.closesDaysAhead < rules.opensDaysAhead, { path: ["closesDaysAhead"], message: "截止应晚于开放：提前天数要小于提前开放的天数" })
  .refine((rules) => rules.partyMin <= rules.partyMax, { path: ["partyMax"], message: "最多人数不能少于最少人数" })
  .meta({ title: "FacilityVisitRules" });
export type FacilityVisitRules = z.infer<typeof FacilityVisitRules>;

/** What a facility says of itself; where it lies in the organisation tree is fixed when it is added, because scopes and figures hang on it. */
const facilityContent = {
  name: z.string("请填写单位名称").trim().min(4, "单位名称至少 4 个字").max(60, "单位名称最多 60 个字"),
  category: FacilityCategory,
  address: textOf("地址", 100),
  place: FacilityPlace,
  phone: FacilityPhone,
  introduction: textOf("单位介绍", FACILITY_TEXT_MAX.introduction),
  highlights: z.array(textOf("看点", FACILITY_TEXT_MAX.highlight)).max(10, "看点最多 10 条"),
  safetyNotice: z.array(textOf("安全须知", FACILITY_TEXT_MAX.safetyLine)).min(1, "请至少写一条安全须知，预约人须同意后才能提交").max(12, "安全须知最多 12 条"),
  transport: textOf("交通方式", FACILITY_TEXT_MAX.transport),
  visitDurationMinutes: z.number("请填写参观时长").int("分钟数应为整数").min(10, "参观时长至少 10 分钟").max(480, "参观时长最多 480 分钟"),
  admissionNote: z.string().trim().max(FACILITY_TEXT_MAX.admissionNote, `接待说明最多 ${FACILITY_TEXT_MAX.admissionNote} 个字`).optional(),
  photos: photoIds({ min: 0, max: FACILITY_PHOTOS_MAX }),
  visitRules: FacilityVisitRules,
};
export const FacilityContent = z.strictObject(facilityContent).meta({ title: "FacilityContent" });
export type FacilityContent = z.infer<typeof FacilityContent>;

/** Field → what people call it: for the form, the record of changes and the sentence about who changed what. */
export const FACILITY_FIELD_LABELS = {
  name: "单位名称",
  category: "设施类别",
  address: "地址",
  place: "位置",
  phone: "咨询电话",
  introduction: "单位介绍",
  highlights: "看点",
  safetyNotice: "安全须知",
  transport: "交通方式",
  visitDurationMinutes: "参观时长",
  admissionNote: "接待说明",
  photos: "照片",
  visitRules: "预约规则",
} as const satisfies Record<keyof FacilityContent, string>;
export const FACILITY_FIELDS = Object.keys(FACILITY_FIELD_LABELS) as (keyof FacilityContent)[];

export const CreateFacility = z.strictObject({ requestId: RequestId, districtCode: DistrictCode, ...facilityContent }).meta({ title: "CreateFacility" });
export type CreateFacility = z.infer<typeof CreateFacility>;

/** The whole content, under the version it was made from: whoever comes second is told who changed what (promise R5). */
export const EditFacility = z.strictObject({ requestId: RequestId, version: z.number().int().min(1), ...facilityContent }).meta({ title: "EditFacility" });
export type EditFacility = z.infer<typeof EditFacility>;

export const FacilityAction = z.enum(FACILITY_ACTIONS).meta({ title: "FacilityAction" });
export const ChangeFacilityStatus = z
  .strictObject({
    requestId: RequestId,
    version: z.number().int().min(1),
    action: FacilityAction,
    remark: z.string().max(1000, "内容太长，请精简").optional(),
    /** The last day of a suspension, when it is known: shown to the public; bookings after it are not broken by it. */
    until: LocalDate.optional(),
    /** How many live bookings the screen showed. When there are more by now the change is refused and says so. */
    seenBookings: z.number("请先查看会影响多少预约").int().min(0),
  })
  .meta({ title: "ChangeFacilityStatus" });
export type ChangeFacilityStatus = z.infer<typeof ChangeFacilityStatus>;

/** Live bookings that a suspension or withdrawal would hit, before anybody says yes. */
export const FacilityStatusPreviewQuery = z.strictObject({ until: LocalDate.optional() });
export const FacilityStatusPreview = z
  .strictObject({
    facilityId: FacilityId,
    bookings: z.number().int(),
    heads: z.number().int(),
    byStatus: z.array(z.strictObject({ status: BookingStatus, statusLabel: z.string(), bookings: z.number().int(), heads: z.number().int() })),
  })
  .meta({ title: "FacilityStatusPreview" });
export type FacilityStatusPreview = z.infer<typeof FacilityStatusPreview>;

export const ListManagedFacilitiesQuery = z.strictObject({
  keyword: z.string().trim().max(40, "关键字最多 40 个字").optional(),
  category: FacilityCategory.optional(),
  status: FacilityStatus.optional(),
  cityCode: CityCode.optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListManagedFacilitiesQuery = z.infer<typeof ListManagedFacilitiesQuery>;

export const ManagedFacilitySummary = z
  .strictObject({
    facilityId: FacilityId,
    orgPath: OrgPath,
    name: z.string(),
    category: FacilityCategory,
    categoryLabel: z.string(),
    status: FacilityStatus,
    statusLabel: z.string(),
    cityCode: CityCode,
    cityName: z.string(),
    districtName: z.string(),
    address: z.string(),
    phone: z.string(),
    photoCount: z.number().int(),
    cover: Photo.optional(),
    /** Until when it is suspended, when that is known. */
    suspendedUntil: LocalDate.optional(),
  })
  .meta({ title: "ManagedFacilitySummary" });
export type ManagedFacilitySummary = z.infer<typeof ManagedFacilitySummary>;

export const FacilityChange = z
  .strictObject({
    eventType: z.string(),
    label: z.string(),
    at: Instant,
    byName: z.string(),
    /** 「暂停原因」 and the like, or what the change was about. */
    remark: z.string().optional(),
    fields: z.array(z.strictObject({ label: z.string(), before: z.string(), after: z.string() })),
  })
  .meta({ title: "FacilityChange" });
export type FacilityChange = z.infer<typeof FacilityChange>;

export const ManagedFacilityDetail = ManagedFacilitySummary.extend({
  place: Place,
  introduction: z.string(),
  highlights: z.array(z.string()),
  safetyNotice: z.array(z.string()),
  transport: z.string(),
  visitDurationMinutes: z.number().int(),
  admissionNote: z.string().optional(),
  photos: z.array(Photo),
  visitRules: FacilityVisitRules,
  statusReason: z.string().optional(),
  version: z.number().int(),
  /** 「王芳 2026-03-07 09:00 修改了电话、地址」 */
  lastChange: z.string().optional(),
  mayEdit: z.boolean(),
  availableActions: z.array(z.strictObject({ action: FacilityAction, label: z.string(), remark: RemarkRule })),
  /** The last twenty, the latest first. */
  changes: z.array(FacilityChange),
}).meta({ title: "ManagedFacilityDetail" });
export type ManagedFacilityDetail = z.infer<typeof ManagedFacilityDetail>;

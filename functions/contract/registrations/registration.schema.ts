import { RetentionShown } from "../engines/retentionHold";
import { StoredDocument } from "../attachments/attachment.schema";
import { CaptchaAnswer } from "../kernel/captcha";
import { AttachmentId, RegistrationId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import type { FieldProblem } from "../kernel/errors";
import { MobilePhone, SmsCode } from "../kernel/phone";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";
import { isHazardCategory } from "../organizations/hazardCategories";
import { cityCodeOf, coversPath, orgLevelOf, OrgPath } from "../organizations/orgPath";
import { SetPassword } from "../sessions/session.schema";
import { RemarkRule } from "../visits/booking.schema";
import { REGISTRATION_KIND_ROWS, RegistrationKind } from "./registrationKinds";

/** DRAFT: the account is there, the second page is not sent yet. */
export const REGISTRATION_STATUSES = ["DRAFT", "IN_REVIEW", "RETURNED", "APPROVED", "REJECTED", "WITHDRAWN"] as const;
export const RegistrationStatus = z.enum(REGISTRATION_STATUSES).meta({ title: "RegistrationStatus" });
export type RegistrationStatus = z.infer<typeof RegistrationStatus>;
export const REGISTRATION_STATUS_LABELS = {
  DRAFT: "待完善资料",
  IN_REVIEW: "审核中",
  RETURNED: "待修改",
  APPROVED: "已通过",
  REJECTED: "未通过",
  WITHDRAWN: "已撤回",
} as const satisfies Record<RegistrationStatus, string>;
/** What a bureau sees: nothing before it was sent for the first time. */
export const REVIEWED_STATUSES = ["IN_REVIEW", "RETURNED", "APPROVED", "REJECTED", "WITHDRAWN"] as const satisfies readonly RegistrationStatus[];

export const REGISTRATION_ACTIONS = ["SUBMIT", "APPROVE", "RETURN", "REJECT", "WITHDRAW"] as const;
export const RegistrationAction = z.enum(REGISTRATION_ACTIONS).meta({ title: "RegistrationAction" });
export type RegistrationAction = z.infer<typeof RegistrationAction>;
/** 机构层级 (seed 002, 1). */
export const REGISTRATION_LEVELS = ["PROVINCE", "CITY", "DISTRICT"] as const;
export const RegistrationLevel = z.enum(REGISTRATION_LEVELS, "请选择机构层级").meta({ title: "RegistrationLevel" });
export type RegistrationLevel = z.infer<typeof RegistrationLevel>;
export const REGISTRATION_LEVEL_LABELS = { PROVINCE: "省级", CITY: "市级", DISTRICT: "区县级" } as const satisfies Record<RegistrationLevel, string>;

const text = (what: string, max: number) => z.string(`请填写${what}`).trim().min(1, `请填写${what}`).max(max, `${what}最多 ${max} 个字`);

/** 以字母开头 (seed 002, 1). Case makes no difference: it is kept in small letters. */
export const Username = z
  .string("请填写用户名")
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9_.-]{3,31}$/, "用户名以字母开头，4 至 32 位，只用字母、数字、点、下划线和短横线")
  .meta({ title: "Username" });
export const Email = z.email("请填写电子邮箱，如 name@example.com").max(100, "电子邮箱最多 100 个字").meta({ title: "Email" });
const OrganizationName = text("名称的全称", 80);
/** A landline with its area code, or a mobile. */
const OfficePhone = z
  .string("请填写办公电话")
  .trim()
  .regex(/^(0\d{2,3}-?\d{7,8}(-\d{1,6})?|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4})$/, "办公电话请写区号和号码，如 0898-65230001");

/** Costs a captcha, and only then anything is said of the user name or sent to the phone (promises R13, R17). */
export const RequestRegistrationCode = z
  .strictObject({ requestId: RequestId, username: Username, phone: MobilePhone, captcha: CaptchaAnswer })
  .meta({ title: "RequestRegistrationCode" });
export type RequestRegistrationCode = z.infer<typeof RequestRegistrationCode>;

/** The first page: an account without any rights, whose holder has shown that the phone is theirs. */
export const StartRegistration = z
  .strictObject({
    requestId: RequestId,
    kind: RegistrationKind,
    username: Username,
    password: SetPassword.shape.newPassword,
    organizationName: OrganizationName,
    phone: MobilePhone,
    code: SmsCode,
    email: Email,
  })
  .meta({ title: "StartRegistration" });
export type StartRegistration = z.infer<typeof StartRegistration>;
export const RegistrationStarted = z.strictObject({ registrationId: RegistrationId, username: z.string() }).meta({ title: "RegistrationStarted" });
export type RegistrationStarted = z.infer<typeof RegistrationStarted>;

const contentFields = {
  organizationName: OrganizationName,
  email: Email,
  /** 机构所在地: a district. */
  place: OrgPath.refine((path) => orgLevelOf(path) === "DISTRICT", "请选到区县"),
  address: text("详细地址", 120),
  officePhone: OfficePhone,
  principalName: text("负责人姓名", 20),
  level: RegistrationLevel.optional(),
  regions: z.array(OrgPath).min(1, "请至少选择一个区域").max(60, "区域最多选 60 个，请选上一级"),
  categories: z.array(z.string().min(1).max(40)).max(80, "类别太多，请直接选大类"),
  letter: AttachmentId,
};
/** The second page. The principal's phone is the first page's: it was shown to be theirs. */
export const RegistrationContent = z.strictObject(contentFields).meta({ title: "RegistrationContent" });
export type RegistrationContent = z.infer<typeof RegistrationContent>;

/** `version` is what was on the screen, so that two tabs of one office do not overwrite each other. */
export const SubmitRegistration = z
  .strictObject({ requestId: RequestId, version: z.number().int().min(1), ...contentFields })
  .meta({ title: "SubmitRegistration" });
export type SubmitRegistration = z.infer<typeof SubmitRegistration>;

/** Where a registration belongs: the province, city or district that its level names. Whoever reviews must stand at this place or above it. */
export function placeOfLevel(place: OrgPath, level: RegistrationLevel): OrgPath {
  return place.split("/").slice(0, { PROVINCE: 2, CITY: 3, DISTRICT: 4 }[level]).join("/") as OrgPath;
}
/** A kind without levels belongs to its city and may work in all of its province; who works in several cities is the province's to decide as well. */
export const LEVEL_WITHOUT_CHOICE: RegistrationLevel = "CITY";
export function coversSeveralCities({ level, regions }: Pick<RegistrationContent, "level" | "regions">): boolean {
  const cities = new Set(regions.map(cityCodeOf));
  // A region without a city is a whole province.
  return level === undefined && (cities.size > 1 || cities.has(undefined));
}

/** What the fields say of each other and of the kind, each at its field. The same on the screen and on the server. */
export function registrationProblems(kind: RegistrationKind, content: Omit<RegistrationContent, "letter">): FieldProblem[] {
  const row = REGISTRATION_KIND_ROWS[kind];
  const problems: FieldProblem[] = [];
  const add = (path: keyof RegistrationContent, message: string): void => void problems.push({ path: `body.${path}`, message });
  if (row.asksLevel && content.level === undefined) add("level", "请选择机构层级");
  if (!row.asksLevel && content.level !== undefined) add("level", `${row.label}不分层级，请刷新页面后重新填写`);
  if (row.asksCategories && content.categories.length === 0) add("categories", "请至少选择一个管控类别");
  if (!row.asksCategories && content.categories.length > 0) add("categories", `${row.label}没有管控类别，请刷新页面后重新填写`);
  if (content.categories.some((code) => !isHazardCategory(code))) add("categories", "有的类别已不在目录里，请重新选择");
  const widest = content.level ?? "PROVINCE";
  if (content.regions.some((region) => !coversPath(placeOfLevel(content.place, widest), region)))
    add("regions", `${row.regionsLabel}要在${REGION_OF_LEVEL[widest]}的范围内，请重新选择`);
  return problems;
}
const REGION_OF_LEVEL = { PROVINCE: "所在省", CITY: "所在市", DISTRICT: "所在区县" } as const satisfies Record<RegistrationLevel, string>;

/** A place that another one of the list covers is needless. */
export function widestRegions(regions: readonly OrgPath[]): OrgPath[] {
  return [...new Set(regions)].filter((region) => !regions.some((other) => other !== region && coversPath(other, region))).sort();
}

/** Back to the author's own hands, as long as nobody has decided. */
export const WithdrawRegistration = z.strictObject({ requestId: RequestId, version: z.number().int().min(1) }).meta({ title: "WithdrawRegistration" });
export type WithdrawRegistration = z.infer<typeof WithdrawRegistration>;

export const RegistrationParams = z.strictObject({ registrationId: RegistrationId });

export const RegistrationSummary = z
  .strictObject({
    registrationId: RegistrationId,
    kind: RegistrationKind,
    kindLabel: z.string(),
    organizationName: z.string(),
    /** 「市级」; absent on a kind without levels. */
    levelLabel: z.string().optional(),
    placeLabel: z.string(),
    principalName: z.string(),
    status: RegistrationStatus,
    statusLabel: z.string(),
    submittedAt: Instant,
  })
  .meta({ title: "RegistrationSummary" });
export type RegistrationSummary = z.infer<typeof RegistrationSummary>;

export const RegistrationTimelineEntry = z
  .strictObject({ eventType: z.string(), label: z.string(), at: Instant, byName: z.string(), remark: z.string().optional() })
  .meta({ title: "RegistrationTimelineEntry" });

/** Another registration that may be the same organisation's. */
export const LIKENESSES = ["NAME", "PRINCIPAL", "OFFICE_PHONE", "EMAIL"] as const;
export const LIKENESS_LABELS = {
  NAME: "名称相同",
  PRINCIPAL: "负责人姓名相同",
  OFFICE_PHONE: "办公电话相同",
  EMAIL: "邮箱相同",
} as const satisfies Record<(typeof LIKENESSES)[number], string>;
export const SimilarRegistration = z
  .strictObject({ registrationId: RegistrationId, organizationName: z.string(), statusLabel: z.string(), alike: z.array(z.enum(LIKENESSES)) })
  .meta({ title: "SimilarRegistration" });
export type SimilarRegistration = z.infer<typeof SimilarRegistration>;

export const RegistrationDetail = z
  .strictObject({
    registrationId: RegistrationId,
    kind: RegistrationKind,
    kindLabel: z.string(),
    username: z.string(),
    organizationName: z.string(),
    principalPhoneMasked: z.string(),
    email: z.string(),
    status: RegistrationStatus,
    statusLabel: z.string(),
    startedAt: Instant,
    submittedAt: Instant.optional(),
    /** What was sent last, in the form's own terms and in words; absent on a draft. */
    content: RegistrationContent.optional(),
    placeLabel: z.string().optional(),
    levelLabel: z.string().optional(),
    regionLabels: z.array(z.string()),
    categoryLabels: z.array(z.string()),
    letter: StoredDocument.optional(),
    /** Why it was returned or rejected last; gone when it is sent again. */
    reason: z.string().optional(),
    /** The approval it goes through; absent on a draft. Who decides, decides there. */
    approvalId: z.string().optional(),
    /** Who reviews it, for the author. */
    reviewedBy: z.string().optional(),
    ...RetentionShown.shape,
    /** For reviewers only. */
    similar: z.array(SimilarRegistration),
    version: z.number().int(),
    timeline: z.array(RegistrationTimelineEntry),
    availableActions: z.array(z.strictObject({ action: RegistrationAction, label: z.string(), remark: RemarkRule })),
  })
  .meta({ title: "RegistrationDetail" });
export type RegistrationDetail = z.infer<typeof RegistrationDetail>;

export const ListRegistrationsQuery = z.strictObject({
  status: RegistrationStatus.extract([...REVIEWED_STATUSES]).optional(),
  kind: RegistrationKind.optional(),
  keyword: z.string().trim().max(50, "关键字最多 50 个字").optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListRegistrationsQuery = z.infer<typeof ListRegistrationsQuery>;

/** Counted no further: a badge says 99+. */
export const REGISTRATION_DESK_MAX = 100;
export const RegistrationDesk = z.strictObject({ toReview: z.number().int() }).meta({ title: "RegistrationDesk" });
export type RegistrationDesk = z.infer<typeof RegistrationDesk>;

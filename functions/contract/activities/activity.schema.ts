import { Photo, photoIds } from "../attachments/attachment.schema";
import { ActivityId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { addDays, Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { orgLevelOf, OrgPath, type OrgLevel } from "../organizations/orgPath";
import { RemarkRule } from "../visits/booking.schema";

/** 线上开放形式 (seed 000, 八), in the form's order. */
export const ACTIVITY_FORMS = ["LIVESTREAM", "VIDEO", "VR", "ARTICLE", "OTHER"] as const;
export const ActivityForm = z.enum(ACTIVITY_FORMS, "请选择线上开放形式").meta({ title: "ActivityForm" });
export type ActivityForm = z.infer<typeof ActivityForm>;
export const ACTIVITY_FORM_LABELS = {
  LIVESTREAM: "直播",
  VIDEO: "(短)视频",
  VR: "VR全景",
  ARTICLE: "公众号",
  OTHER: "其他",
} as const satisfies Record<ActivityForm, string>;

/** 视频总时长: livestreams and videos add their minutes up, a panorama has none (seed 000, 八: 「VR类填0」); an article or anything else may have some. */
export const MINUTES_RULES = {
  LIVESTREAM: "SOME",
  VIDEO: "SOME",
  VR: "NONE",
  ARTICLE: "MAY",
  OTHER: "MAY",
} as const satisfies Record<ActivityForm, "SOME" | "NONE" | "MAY">;

/** 线上渠道类型: where the public of a bureau watches today; the seed names a dropdown and not its lines. */
export const ACTIVITY_CHANNELS = [
  "DOUYIN",
  "KUAISHOU",
  "WECHAT_CHANNELS",
  "WECHAT_ACCOUNT",
  "WEIBO",
  "BILIBILI",
  "CCTV_VIDEO",
  "XUEXI",
  "GOVERNMENT_SITE",
  "OTHER",
] as const;
export const ActivityChannel = z.enum(ACTIVITY_CHANNELS, "请选择线上渠道类型").meta({ title: "ActivityChannel" });
export type ActivityChannel = z.infer<typeof ActivityChannel>;
export const ACTIVITY_CHANNEL_LABELS = {
  DOUYIN: "抖音",
  KUAISHOU: "快手",
  WECHAT_CHANNELS: "微信视频号",
  WECHAT_ACCOUNT: "微信公众号",
  WEIBO: "微博",
  BILIBILI: "哔哩哔哩（B站）",
  CCTV_VIDEO: "央视频",
  XUEXI: "学习强国",
  GOVERNMENT_SITE: "政府网站",
  OTHER: "其他",
} as const satisfies Record<ActivityChannel, string>;

/** Who reported it; figures are kept at that level and nowhere above (seed 000, 八-2). */
export const ACTIVITY_LEVELS = ["FACILITY", "CITY", "PROVINCE"] as const;
export const ActivityLevel = z.enum(ACTIVITY_LEVELS).meta({ title: "ActivityLevel" });
export type ActivityLevel = z.infer<typeof ActivityLevel>;
export const ACTIVITY_LEVEL_LABELS = { FACILITY: "开放单位", CITY: "地市", PROVINCE: "省" } as const satisfies Record<ActivityLevel, string>;

const LEVEL_OF_PLACE = {
  COUNTRY: undefined,
  PROVINCE: "PROVINCE",
  CITY: "CITY",
  DISTRICT: undefined,
  UNIT: "FACILITY",
} as const satisfies Record<OrgLevel, ActivityLevel | undefined>;

/** The level of what a unit of the tree reports; a country or a district reports nothing. */
export function activityLevelOf(unit: OrgPath): ActivityLevel | undefined {
  return LEVEL_OF_PLACE[orgLevelOf(unit)];
}

export const ACTIVITY_STATUSES = ["PENDING_CITY", "PENDING_PROVINCE", "PENDING_PLATFORM", "COUNTED", "RETURNED", "WITHDRAWN"] as const;
export const ActivityStatus = z.enum(ACTIVITY_STATUSES).meta({ title: "ActivityStatus" });
export type ActivityStatus = z.infer<typeof ActivityStatus>;
export const ACTIVITY_STATUS_LABELS = {
  PENDING_CITY: "待地市级管理员审核",
  PENDING_PROVINCE: "待省级管理员审核",
  PENDING_PLATFORM: "待平台管理员审核",
  COUNTED: "已审核",
  RETURNED: "已驳回",
  WITHDRAWN: "已撤回",
} as const satisfies Record<ActivityStatus, string>;

export const ACTIVITY_ACTIONS = [
  "AUDIT_BY_CITY",
  "AUDIT_BY_PROVINCE",
  "REFER",
  "REVIEW",
  "RETURN",
  "WITHDRAW",
  "RESUBMIT_TO_CITY",
  "RESUBMIT_TO_PROVINCE",
  "RESUBMIT_TO_PLATFORM",
] as const;
export const ActivityAction = z.enum(ACTIVITY_ACTIONS).meta({ title: "ActivityAction" });
export type ActivityAction = z.infer<typeof ActivityAction>;

/** Actions that need no more than a word; resubmitting carries the whole form. */
export const ActivityDecision = ActivityAction.extract(["AUDIT_BY_CITY", "AUDIT_BY_PROVINCE", "REFER", "REVIEW", "RETURN", "WITHDRAW"]);
export type ActivityDecision = z.infer<typeof ActivityDecision>;

/** More people than that, and the platform's admin looks at it again (seed 000, 八-3). */
export const AUDIENCE_WITHOUT_REVIEW_MAX = 1000;
export const SCREENSHOTS_MAX = 5;
/** A panorama or a video stays on show for long; a year and a day holds every yearly exhibition. */
export const ACTIVITY_DAYS_MAX = 366;
/** 环保设施向公众开放 began in 2017; an earlier day is a slip of the hand. */
export const FIRST_ACTIVITY_DAY = "2017-01-01" as LocalDate;

const wholeNumber = (what: string) => z.number(`请填写${what}（数字）`).int(`${what}应为整数`);
const text = (what: string, max: number) => z.string(`请填写${what}`).trim().min(1, `请填写${what}`).max(max, `${what}最多 ${max} 个字`);
const optionalText = (what: string, max: number) => z.string().trim().max(max, `${what}最多 ${max} 个字`).optional();
const screenshots = () => photoIds({ min: 1, max: SCREENSHOTS_MAX });

const contentFields = {
  name: text("活动名称", 100),
  organizers: optionalText("举办方", 200),
  form: ActivityForm,
  channel: ActivityChannel,
  channelName: text("线上渠道名称", 50),
  startDate: LocalDate,
  endDate: LocalDate,
  audience: wholeNumber("受众总人数").min(1, "受众总人数至少 1 人").max(1_000_000_000, "受众总人数太大，请检查"),
  resources: wholeNumber("资源数量").min(1, "资源数量至少 1 个").max(100_000, "资源数量太大，请检查"),
  minutes: wholeNumber("视频总时长").min(0, "视频总时长不能是负数").max(1_000_000, "视频总时长太大，请检查（单位：分钟）"),
  videoScreenshots: screenshots(),
  playsScreenshots: screenshots(),
  address: optionalText("相关网址或ID号", 500),
  note: optionalText("备注", 1000),
};
type Problem = { readonly path: keyof typeof contentFields; readonly message: string };

interface CheckedTogether {
  readonly form: ActivityForm;
  readonly startDate: LocalDate;
  readonly endDate: LocalDate;
  readonly minutes: number;
}

/** What one field says of another, of those that are filled in. What depends on today is said by `dayProblems`. */
function crossProblems({ form, startDate, endDate, minutes }: Partial<CheckedTogether>): Problem[] {
  const problems: Problem[] = [];
  if (startDate !== undefined && startDate < FIRST_ACTIVITY_DAY)
    problems.push({ path: "startDate", message: `开始日期不能早于 ${FIRST_ACTIVITY_DAY}，请检查` });
  if (startDate !== undefined && endDate !== undefined) {
    if (endDate < startDate) problems.push({ path: "endDate", message: "结束日期不能早于开始日期" });
    else if (endDate > addDays(startDate, ACTIVITY_DAYS_MAX - 1))
      problems.push({ path: "endDate", message: `活动时间最长 ${ACTIVITY_DAYS_MAX} 天，更长的请分次上报` });
  }
  const rule = form === undefined ? undefined : MINUTES_RULES[form];
  if (rule === "NONE" && minutes !== undefined && minutes !== 0) problems.push({ path: "minutes", message: "VR 全景的视频总时长填 0" });
  if (rule === "SOME" && minutes === 0) problems.push({ path: "minutes", message: "直播、视频请填写总时长，不足 1 分钟按 1 分钟填" });
  return problems;
}

/** An activity can be reported once it has begun; a livestream once it is over, whatever stays on show also before its last day. */
export function dayProblems(content: { form: ActivityForm; startDate: LocalDate; endDate: LocalDate }, today: LocalDate): Problem[] {
  if (content.startDate > today) return [{ path: "startDate", message: "活动还没有开始，请在开始当天及以后上报" }];
  if (content.form === "LIVESTREAM" && content.endDate > today) return [{ path: "endDate", message: "直播结束后才能上报，结束日期不能晚于今天" }];
  return [];
}

/** Also when other fields are wrong: a form says all its problems at once, so each field is read by itself here. */
function withCrossProblems<Schema extends z.ZodType<CheckedTogether>>(schema: Schema): Schema {
  return schema.superRefine(
    (content, context) => {
      const given = content as { readonly [name: string]: unknown };
      const checked = {
        form: ActivityForm.safeParse(given["form"]).data,
        startDate: LocalDate.safeParse(given["startDate"]).data,
        endDate: LocalDate.safeParse(given["endDate"]).data,
        minutes: z.number().safeParse(given["minutes"]).data,
      };
      for (const { path, message } of crossProblems(checked)) context.addIssue({ code: "custom", path: [path], message });
    },
    { when: ({ value }) => typeof value === "object" && value !== null },
  );
}

/** What is reported of an activity: the form of seed 000, 八. */
export const ActivityContent = withCrossProblems(z.strictObject(contentFields)).meta({ title: "ActivityContent" });
export type ActivityContent = z.infer<typeof ActivityContent>;

export const SubmitActivity = withCrossProblems(
  z.strictObject({
    requestId: RequestId,
    /** Whose figure it becomes; only for somebody who reports for several units. */
    unit: OrgPath.optional(),
    ...contentFields,
  }),
).meta({ title: "SubmitActivity" });
export type SubmitActivity = z.infer<typeof SubmitActivity>;

/** 修改后重新提交: the whole form again, of the version that was on the screen. */
export const ResubmitActivity = withCrossProblems(z.strictObject({ requestId: RequestId, version: z.number().int().min(1), ...contentFields })).meta({
  title: "ResubmitActivity",
});
export type ResubmitActivity = z.infer<typeof ResubmitActivity>;

/** `version` is what the auditor read: nobody approves what was changed meanwhile. */
export const DecideActivity = z
  .strictObject({
    requestId: RequestId,
    action: ActivityDecision,
    version: z.number().int().min(1),
    remark: z.string().max(1000, "内容太长，请精简").optional(),
  })
  .meta({ title: "DecideActivity" });
export type DecideActivity = z.infer<typeof DecideActivity>;

export const ActivityParams = z.strictObject({ activityId: ActivityId });

export const ActivitySummary = z
  .strictObject({
    activityId: ActivityId,
    /** 提交人: the unit, as the sheet always named it. */
    unit: OrgPath,
    unitName: z.string(),
    level: ActivityLevel,
    name: z.string(),
    form: ActivityForm,
    formLabel: z.string(),
    startDate: LocalDate,
    endDate: LocalDate,
    audience: z.number().int(),
    resources: z.number().int(),
    minutes: z.number().int(),
    status: ActivityStatus,
    statusLabel: z.string(),
    submittedAt: Instant,
  })
  .meta({ title: "ActivitySummary" });
export type ActivitySummary = z.infer<typeof ActivitySummary>;

export const ActivityTimelineEntry = z
  .strictObject({ eventType: z.string(), label: z.string(), at: Instant, byName: z.string(), byOffice: z.string(), remark: z.string().optional() })
  .meta({ title: "ActivityTimelineEntry" });
export type ActivityTimelineEntry = z.infer<typeof ActivityTimelineEntry>;

export const AvailableActivityAction = z
  .strictObject({ action: ActivityAction, label: z.string(), remark: RemarkRule })
  .meta({ title: "AvailableActivityAction" });
export type AvailableActivityAction = z.infer<typeof AvailableActivityAction>;

export const ActivityDetail = ActivitySummary.extend({
  organizers: z.string().optional(),
  channel: ActivityChannel,
  channelLabel: z.string(),
  channelName: z.string(),
  videoScreenshots: z.array(Photo),
  playsScreenshots: z.array(Photo),
  address: z.string().optional(),
  note: z.string().optional(),
  /** True when more than 1000 people were reached, so that the platform looks at it again. */
  isReviewed: z.boolean(),
  /** Why it was returned last; gone when it is submitted again. */
  returnReason: z.string().optional(),
  version: z.number().int(),
  timeline: z.array(ActivityTimelineEntry),
  availableActions: z.array(AvailableActivityAction),
}).meta({ title: "ActivityDetail" });
export type ActivityDetail = z.infer<typeof ActivityDetail>;

const activityFilter = {
  status: ActivityStatus.optional(),
  /** By the last day, under which an activity is counted. */
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  unit: OrgPath.optional(),
  keyword: z.string().trim().max(50, "关键字最多 50 个字").optional(),
};
const daysInOrder = (query: { from?: LocalDate | undefined; to?: LocalDate | undefined }): boolean =>
  query.from === undefined || query.to === undefined || query.from <= query.to;
const DAYS_OUT_OF_ORDER = { path: ["to"], message: "结束日期不能早于开始日期" };

export const ListActivitiesQuery = z
  .strictObject({ ...activityFilter, limit: PageLimit, cursor: PageCursor.optional() })
  .refine(daysInOrder, DAYS_OUT_OF_ORDER);
export type ListActivitiesQuery = z.infer<typeof ListActivitiesQuery>;
/** The filter on screen is the filter of the export (promise M29). */
export const ExportActivitiesQuery = z.strictObject(activityFilter).refine(daysInOrder, DAYS_OUT_OF_ORDER);
export type ExportActivitiesQuery = z.infer<typeof ExportActivitiesQuery>;

/** Counted no further than this; the menu then says 99+. */
export const DESK_COUNT_MAX = 100;
/** What waits for this person: to audit, and returned to their own unit. */
export const ActivityDesk = z.strictObject({ toAudit: z.number().int(), returned: z.number().int() }).meta({ title: "ActivityDesk" });
export type ActivityDesk = z.infer<typeof ActivityDesk>;

export const ActivityUnit = z.strictObject({ unit: OrgPath, name: z.string(), level: ActivityLevel }).meta({ title: "ActivityUnit" });
export type ActivityUnit = z.infer<typeof ActivityUnit>;
/** The units that may have reported in this person's scope, in the order of the tree. */
export const ActivityUnits = z.strictObject({ items: z.array(ActivityUnit) }).meta({ title: "ActivityUnits" });
export type ActivityUnits = z.infer<typeof ActivityUnits>;

import { workflowErrors } from "../engines/workflow";
import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { PersonId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { addDays, fullDateLabel, Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { RemarkRule } from "../visits/booking.schema";

/** 发言限制: a person may post nothing for others to see (ratings, pictures, reports) until a day, or for good. Booking and visiting go on as ever. */
export const BAN_STATUSES = ["BANNED", "APPEALED", "UPHELD", "LIFTED", "ENDED"] as const;
export const BanStatus = z.enum(BAN_STATUSES).meta({ title: "BanStatus" });
export type BanStatus = z.infer<typeof BanStatus>;
export const BAN_STATUS_LABELS = {
  BANNED: "限制中",
  APPEALED: "申诉中",
  UPHELD: "维持限制",
  LIFTED: "已解除",
  ENDED: "已到期",
} as const satisfies Record<BanStatus, string>;

/** The lists of 发言限制. An appeal opens nothing, so whoever appealed stands in both of the first. */
export const BAN_GROUPS = ["IN_FORCE", "APPEALED", "OVER"] as const;
export const BanGroup = z.enum(BAN_GROUPS).meta({ title: "BanGroup" });
export type BanGroup = z.infer<typeof BanGroup>;
export const BAN_GROUP_LABELS = { IN_FORCE: "生效中", APPEALED: "申诉中", OVER: "已解除" } as const satisfies Record<BanGroup, string>;
export const STATUSES_OF_BAN_GROUP = {
  IN_FORCE: ["BANNED", "APPEALED", "UPHELD"],
  APPEALED: ["APPEALED"],
  OVER: ["LIFTED", "ENDED"],
} as const satisfies Record<BanGroup, readonly BanStatus[]>;

/** How long a moderator may choose with one tap. */
export const BAN_TERMS = [
  { days: 7, label: "7 天" },
  { days: 30, label: "30 天" },
  { days: 365, label: "一年" },
  { days: undefined, label: "长期" },
] as const;
/** Today counts: 「7 天」 from Monday ends with Sunday. */
export const lastDayOfTerm = (days: number, today: LocalDate): LocalDate => addDays(today, days - 1);

export const BAN_ACTIONS = ["APPEAL", "UPHOLD", "LIFT", "END"] as const;
export const BanAction = z.enum(BAN_ACTIONS).meta({ title: "BanAction" });
export type BanAction = z.infer<typeof BanAction>;

const AvailableBanAction = z.strictObject({ action: BanAction, label: z.string(), remark: RemarkRule }).meta({ title: "AvailableBanAction" });

/** One thing that happened to a ban or to a piece of content, with who did it. */
export const ContentStep = z.strictObject({ at: Instant, byName: z.string(), label: z.string(), remark: z.string().optional() }).meta({ title: "ContentStep" });
export type ContentStep = z.infer<typeof ContentStep>;

const facts = {
  reason: z.string(),
  /** The last day of it; absent: for good. */
  until: LocalDate.optional(),
  bannedAt: Instant,
  status: BanStatus,
  /** 「已到期」 once its last day is over. */
  statusLabel: z.string(),
  isInForce: z.boolean(),
  appealReason: z.string().optional(),
  answer: z.strictObject({ remark: z.string(), at: Instant, byName: z.string().optional() }).optional(),
  version: z.number().int(),
  availableActions: z.array(AvailableBanAction),
};

export const Ban = z
  .strictObject({
    personId: PersonId,
    /** 林**: what somebody wrote is judged, not who they are. */
    personName: z.string(),
    facilityName: z.string(),
    bannedByName: z.string(),
    ...facts,
    history: z.array(ContentStep),
  })
  .meta({ title: "Ban" });
export type Ban = z.infer<typeof Ban>;

/** What whom it concerns reads: no moderator's name. */
export const MyBan = z.strictObject(facts).meta({ title: "MyBan" });
export type MyBan = z.infer<typeof MyBan>;
export const MyBanAnswer = z.strictObject({ ban: MyBan.optional() }).meta({ title: "MyBanAnswer" });
export type MyBanAnswer = z.infer<typeof MyBanAnswer>;

export const BanParams = z.strictObject({ personId: PersonId });
export const ListBansQuery = z.strictObject({
  group: BanGroup.default("IN_FORCE"),
  /** A family name, a word of the facility's name or of the reason. */
  keyword: z.string().trim().max(20, "最多 20 个字").optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListBansQuery = z.infer<typeof ListBansQuery>;
export const BanPerson = z
  .strictObject({
    requestId: RequestId,
    reason: z.string("请填写原因").trim().min(2, "请填写原因，会告诉本人").max(100, "原因最多 100 个字"),
    /** Left out: for good. */
    until: LocalDate.optional(),
  })
  .meta({ title: "BanPerson" });
export type BanPerson = z.infer<typeof BanPerson>;
export const DecideBan = z
  .strictObject({ requestId: RequestId, version: z.number().int().min(1), remark: z.string().max(1000, "内容太长，请精简").optional() })
  .meta({ title: "DecideBan" });
export type DecideBan = z.infer<typeof DecideBan>;

const untilWords = (until: LocalDate | undefined): string => (until === undefined ? "现在" : `到 ${fullDateLabel(until)}（含当天）`);

export const banErrors = {
  ...workflowErrors,
  POSTING_BANNED: refusalEntry<{ readonly until?: LocalDate | undefined; readonly reason: string }>(
    403,
    ({ until, reason }) => `您${untilWords(until)}不能发表评价和举报：${reason}。预约参观不受影响；有异议可在「我的」里的「发言限制」申诉。`,
  ),
  BAN_CHANGED: refusalEntry(409, "您查看之后这项发言限制有了变化，请看过最新情况再办理。"),
  BAN_IN_FORCE: refusalEntry(409, "这个人已被限制发言。要改期限，请先解除，再重新限制。"),
  BAN_OVER: refusalEntry(409, "这项发言限制已经到期，现在可以正常发表评价，不用申诉。"),
  BAN_OWN: refusalEntry(403, "这项限制是对您本人作出的，应由另一位审核人员办理。"),
  BAN_NEEDS_ANOTHER: refusalEntry(403, "这项限制是您作出的，申诉应由另一位审核人员答复。"),
  BAN_UNTIL_PAST: refusalEntry(422, "到期日期应在今天以后。", "body.until"),
} as const;
export type BanRefusal = RefusalOf<typeof banErrors>;

import { PersonalRecord } from "../engines/personalRecord";
import { RequestId } from "../kernel/ids";
import { PageCursor, PageLimit, pageOf } from "../kernel/page";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";
import { Me } from "../sessions/session.schema";

/** What the platform keeps of a person of the public. Each feature answers for its kinds (`engines/personalData/personalRecords.ts`). */
export const PERSONAL_DATA_KINDS = [
  "WECHAT",
  "SESSIONS",
  "CONSENTS",
  "BOOKINGS",
  "RATINGS",
  "NO_SHOWS",
  "BANS",
  "WAITING",
  "FOLLOWS",
  "NOTICES",
  "SUBSCRIPTIONS",
  "OFFICIAL_ACCOUNT",
] as const;
export const PersonalDataKind = z.enum(PERSONAL_DATA_KINDS).meta({ title: "PersonalDataKind" });
export type PersonalDataKind = z.infer<typeof PersonalDataKind>;

/** Label, what for, and what becomes of it when the account is deleted; complete. */
export const PERSONAL_DATA_WORDS = {
  WECHAT: { label: "微信身份", purpose: "登录时认出是您本人", afterwards: "删除" },
  SESSIONS: { label: "登录的设备", purpose: "让您知道在哪里登录过", afterwards: "删除，登录随之失效" },
  CONSENTS: { label: "您同意过的协议", purpose: "证明您知情并同意", afterwards: "保留同意的时间和版本，不含姓名" },
  BOOKINGS: { label: "预约和参观", purpose: "安排参观、通知变化、入场核对", afterwards: "姓名、手机号、备注抹去，人数留作统计" },
  RATINGS: { label: "参观评价", purpose: "帮助其他人选择", afterwards: "文字删除，星级留作统计" },
  NO_SHOWS: { label: "失约记录", purpose: "执行失约规则", afterwards: "姓名和手机号抹去，次数留作统计" },
  BANS: {
    label: "发言限制",
    purpose: "执行不能发表评价和举报的决定，答复您的申诉",
    afterwards: "姓名、手机号和申诉理由抹去；限制的原因和起止时间依《网络安全法》留存，按期限删除",
  },
  WAITING: { label: "候补", purpose: "有名额时通知您", afterwards: "删除" },
  FOLLOWS: { label: "关注的单位", purpose: "有新场次时通知您", afterwards: "删除" },
  SUBSCRIPTIONS: { label: "同意接收的微信消息", purpose: "知道还能给您发几次", afterwards: "删除" },
  NOTICES: { label: "收到的通知", purpose: "让您知道预约的变化", afterwards: "删除" },
  OFFICIAL_ACCOUNT: { label: "公众号互动", purpose: "知道您是否还关注公众号，统计扫码和菜单点击", afterwards: "删除，每天的人数留作统计" },
} as const satisfies Record<PersonalDataKind, { readonly label: string; readonly purpose: string; readonly afterwards: string }>;

/** Counted no further than this on the page; the download has them all. */
export const PERSONAL_COUNT_MAX = 100;

export const MyData = z
  .strictObject({
    kinds: z.array(z.strictObject({ kind: PersonalDataKind, count: z.number().int(), hasMore: z.boolean() })),
    agreedVersion: z.string().optional(),
    agreedAt: Instant.optional(),
    /** Staff do not delete themselves: their account belongs to the bureau. */
    isStaff: z.boolean(),
    /** Visits ahead: they are cancelled before an account is deleted. */
    openBookings: z.number().int(),
    downloadsLeftToday: z.number().int(),
  })
  .meta({ title: "MyData" });
export type MyData = z.infer<typeof MyData>;

export const ListMyRecordsQuery = z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() });
export type ListMyRecordsQuery = z.infer<typeof ListMyRecordsQuery>;
export const MyRecordsPage = pageOf(PersonalRecord).meta({ title: "MyRecordsPage" });

export const MyDataFile = z
  .strictObject({
    madeAt: Instant,
    platform: z.string(),
    personId: z.string(),
    kinds: z.array(z.strictObject({ kind: PersonalDataKind, label: z.string(), purpose: z.string(), records: z.array(PersonalRecord) })),
  })
  .meta({ title: "MyDataFile" });
export type MyDataFile = z.infer<typeof MyDataFile>;

export const AgreeTo = z.strictObject({ requestId: RequestId, version: z.string().min(1).max(20) }).meta({ title: "AgreeTo" });
export type AgreeTo = z.infer<typeof AgreeTo>;
export const Agreed = z.strictObject({ me: Me }).meta({ title: "Agreed" });

export const DeleteMyAccount = z
  .strictObject({
    requestId: RequestId,
    /** Visits ahead are cancelled with it; without this they stand in the way. */
    cancelOpenBookings: z.boolean(),
    reason: z.string().trim().max(200, "原因最多 200 个字").optional(),
  })
  .meta({ title: "DeleteMyAccount" });
export type DeleteMyAccount = z.infer<typeof DeleteMyAccount>;

export const DELETION_STATUSES = ["RUNNING", "DONE"] as const;
export const DeletionReceipt = z
  .strictObject({
    /** Unguessable: whoever asked sees by it how far it is, also when their session is over. */
    receiptId: z.string(),
    status: z.enum(DELETION_STATUSES),
    askedAt: Instant,
    doneAt: Instant.optional(),
    recordsHandled: z.number().int(),
  })
  .meta({ title: "DeletionReceipt" });
export type DeletionReceipt = z.infer<typeof DeletionReceipt>;

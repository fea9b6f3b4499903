import type { SmsTemplateCode } from "../../engines/messaging/smsTemplates";
import type { NoticeTemplate } from "./noticeTexts";

/**
 * What a notice may be, a row each: what it is called, which template each way needs, the ways in the order in which they are tried, and whether it may come at
 * night. Who is told and when stands in `noticeRules.ts`. The record itself, which the person's own list shows, is there before any way is tried.
 */
export const NOTICE_CHANNELS = ["MINIPROGRAM", "OFFICIAL_ACCOUNT", "OFFICIAL_ACCOUNT_SUBSCRIPTION", "SMS", "EMAIL"] as const;
/**
 * MINIPROGRAM: the mini-program's subscription message. OFFICIAL_ACCOUNT: the account's template message, to its followers alone. OFFICIAL_ACCOUNT_SUBSCRIPTION: its
 * subscription notice, which reaches others too.
 */
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

export interface NoticeKind {
  readonly label: string;
  /** Whom it is for, and what it follows, as an office reads it (系统运行 → 消息种类). */
  readonly to: string;
  readonly when: string;
  /** Key of the templates in WeChat; which ids it gave them is configuration. */
  readonly wechat: NoticeTemplate;
  readonly sms: SmsTemplateCode;
  readonly channels: readonly NoticeChannel[];
  /** Comes at once, by night too; anything else waits until the quiet hours end (parameters messages.quietFrom and quietUntil). */
  readonly isUrgent: boolean;
}

const WECHAT = ["MINIPROGRAM", "OFFICIAL_ACCOUNT", "OFFICIAL_ACCOUNT_SUBSCRIPTION"] as const;
const TO_THE_PUBLIC = [...WECHAT, "SMS"] as const;
/** An office may have given an e-mail address. */
const TO_OFFICES = [...WECHAT, "SMS", "EMAIL"] as const;

export const NOTICE_KINDS = {
  BOOKING_CONFIRMED: {
    label: "预约成功通知",
    to: "预约人",
    when: "开放单位确认预约后",
    wechat: "BOOKING_CONFIRMED",
    sms: "BOOKING_CONFIRMED",
    channels: TO_THE_PUBLIC,
    isUrgent: false,
  },
  BOOKING_DECLINED: {
    label: "预约未通过通知",
    to: "预约人",
    when: "开放单位不通过预约后",
    wechat: "BOOKING_DECLINED",
    sms: "BOOKING_DECLINED",
    channels: TO_THE_PUBLIC,
    isUrgent: false,
  },
  BOOKING_EXPIRED: {
    label: "预约失效通知",
    to: "预约人",
    when: "开放单位过了期限没有答复，预约自动取消后",
    wechat: "BOOKING_EXPIRED",
    sms: "BOOKING_EXPIRED",
    channels: TO_THE_PUBLIC,
    isUrgent: false,
  },
  // Somebody may set out at dawn for a visit that is off.
  BOOKING_CLOSED_OUT: {
    label: "场次取消通知",
    to: "预约人",
    when: "场次临时关闭，预约被取消后",
    wechat: "BOOKING_CLOSED_OUT",
    sms: "BOOKING_CLOSED_OUT",
    channels: TO_THE_PUBLIC,
    isUrgent: true,
  },
  BOOKING_REMINDED: {
    label: "参观提醒",
    to: "预约人",
    when: "参观前一天",
    wechat: "BOOKING_REMINDED",
    sms: "BOOKING_REMINDED",
    channels: TO_THE_PUBLIC,
    isUrgent: false,
  },
  WAITING_OFFER: {
    label: "候补名额通知",
    to: "候补的人",
    when: "候补的场次有了名额",
    wechat: "WAITING_OFFER",
    sms: "WAITING_OFFERED",
    channels: TO_THE_PUBLIC,
    isUrgent: false,
  },
  WAITING_LAPSED: {
    label: "候补过期通知",
    to: "候补的人",
    when: "留给候补的名额过时没有接受",
    wechat: "WAITING_ENDED",
    sms: "WAITING_LAPSED",
    channels: TO_THE_PUBLIC,
    isUrgent: false,
  },
  WAITING_ENDED: {
    label: "候补结束通知",
    to: "候补的人",
    when: "候补的场次开始或关闭，候补结束",
    wechat: "WAITING_ENDED",
    sms: "WAITING_ENDED",
    channels: TO_THE_PUBLIC,
    isUrgent: false,
  },
  // Nobody pays for an SMS to say that there is something to book; a follower has given no phone either.
  SLOTS_OPENED: {
    label: "开放场次通知",
    to: "关注单位的人",
    when: "关注的单位开放了新场次",
    wechat: "SLOTS_OPENED",
    sms: "WORK_REMINDER",
    channels: WECHAT,
    isUrgent: false,
  },
  NO_SHOW: {
    label: "失约通知",
    to: "预约人",
    when: "预约没有到场被记失约，或失约申诉有了结果",
    wechat: "NO_SHOW",
    sms: "NO_SHOW",
    channels: TO_THE_PUBLIC,
    isUrgent: false,
  },
  // The mini-program's own list always has it; nobody pays for an SMS about a comment.
  CONTENT_DECIDED: {
    label: "发布内容通知",
    to: "评价的作者",
    when: "评价审核有了结果，或发言限制有变化",
    wechat: "WORK_REMINDER",
    sms: "WORK_REMINDER",
    channels: WECHAT,
    isUrgent: false,
  },
  WORK_REMINDER: {
    label: "工作提醒",
    to: "后台账号",
    when: "有工作要办，或办的事有了结果",
    wechat: "WORK_REMINDER",
    sms: "WORK_REMINDER",
    channels: TO_OFFICES,
    isUrgent: false,
  },
  ANNOUNCEMENT: {
    label: "公文通告",
    to: "公文通告的收件人",
    when: "收到公文通告，或被催阅",
    wechat: "WORK_REMINDER",
    sms: "WORK_REMINDER",
    channels: TO_OFFICES,
    isUrgent: false,
  },
  // To the phone first: whoever took an account over may have bound a WeChat of their own to it.
  ACCOUNT_SECURITY: {
    label: "账号安全提醒",
    to: "后台账号本人",
    when: "密码、手机号或登录方式有变化",
    wechat: "WORK_REMINDER",
    sms: "ACCOUNT_SECURITY",
    channels: ["SMS", "EMAIL", "MINIPROGRAM", "OFFICIAL_ACCOUNT", "OFFICIAL_ACCOUNT_SUBSCRIPTION"],
    isUrgent: true,
  },
} as const satisfies Record<string, NoticeKind>;
export type NoticeKindName = keyof typeof NOTICE_KINDS;

export function noticeKind(name: NoticeKindName): NoticeKind {
  return NOTICE_KINDS[name];
}

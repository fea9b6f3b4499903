import type { SmsUndelivered } from "../../engines/messaging/smsReports";
import type { NoticeOutcome } from "./noticeFigures";
import type { NoticeChannel } from "./noticeKinds";
import type { Addressee, NoticeFailure } from "./noticeRepository";

export const CHANNEL_LABELS = {
  MINIPROGRAM: "小程序订阅消息",
  OFFICIAL_ACCOUNT: "公众号模板消息",
  OFFICIAL_ACCOUNT_SUBSCRIPTION: "公众号订阅通知",
  SMS: "短信",
  EMAIL: "电子邮件",
} as const satisfies Record<NoticeChannel, string>;

export const OUTCOME_LABELS = { ...CHANNEL_LABELS, UNDELIVERED: "未送达" } as const satisfies Record<NoticeOutcome, string>;

export const RECIPIENT_LABELS = { PERSON: "公众", ACCOUNT: "后台账号", PHONE: "原手机号" } as const satisfies Record<Addressee["kind"], string>;

/** For those who look after the system: what is wrong, and whose move it is. */
const TEMPLATE_AMISS = "消息模板与通道的要求不符，请联系技术人员";
const FAILURE_LABELS = {
  NO_PHONE: "没有可用的微信和手机号，或账号已注销",
  NO_SUBSCRIPTION: "对方同意接收的次数已用完",
  NOT_FOLLOWING: "对方没有关注公众号",
  TOO_LATE: "轮到发送时内容已经过时，没有再发",
  PHONE_INVALID: "手机号无法接收短信",
  PHONE_BLOCKED: "手机号拒收短信",
  CONTENT_REFUSED: "内容里有不允许发送的词",
  QUOTA_USED_UP: "短信套餐已用完，请尽快购买",
  ADDRESS_INVALID: "邮箱地址不对，或已停用",
  RATE_LIMITED: "发送太频繁，被通道限制",
  NOT_SET_UP: "还没有开通这个通道",
  MISCONFIGURED: "通道的账号或密钥不对，请联系技术人员",
  REJECTED: "通道拒绝发送",
  UNAVAILABLE: "通道没有应答",
  TEMPLATE_UNKNOWN: TEMPLATE_AMISS,
  PARAMETER_INVALID: TEMPLATE_AMISS,
  PAGE_UNKNOWN: TEMPLATE_AMISS,
  OPENID_INVALID: "微信账号已失效",
  USER_REFUSED: "对方没有接受微信消息",
  USER_BLOCKED: "微信限制了对方的账号",
  CODE_INVALID: "微信没有接受这次请求",
  CODE_USED: "微信没有接受这次请求",
  CARRIER_NO_NUMBER: "运营商回报：号码是空号，或已不存在",
  CARRIER_UNREACHABLE: "运营商回报：手机关机、停机或无法接通",
  CARRIER_BLOCKED: "运营商回报：短信被拦截，或机主拒收",
  CARRIER_FAILED: "运营商回报：没有送到手机",
} as const satisfies Record<NoticeFailure, string>;

export function failureLabel(code: NoticeFailure | undefined): string {
  return code === undefined ? "没有记下原因" : FAILURE_LABELS[code];
}

/** What the carrier said of an SMS that went out. */
export function reportLabel(code: SmsUndelivered | undefined): string {
  return code === undefined ? "运营商已送达" : `未送达：${FAILURE_LABELS[code]}`;
}

/** What stands for a variable where the words of an SMS are shown without a case; one for each that a kind's template has. */
export const SMS_VARIABLE_LABELS = {
  facility: "单位",
  day: "日期和时段",
  heads: "人数",
  reason: "原因",
  until: "保留到的时间",
  matter: "事项",
  hint: "要做什么",
  unit: "单位",
} as const;

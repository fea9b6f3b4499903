import type { Addressee, NoticeFailure } from "./noticeRepository";
import type { NoticeTemplate } from "./noticeTexts";

/** What a notice is about, for those who look after the system. */
export const NOTICE_LABELS = {
  BOOKING_CONFIRMED: "预约成功通知",
  BOOKING_DECLINED: "预约未通过通知",
  BOOKING_EXPIRED: "预约失效通知",
  BOOKING_CLOSED_OUT: "场次取消通知",
  BOOKING_REMINDED: "参观提醒",
  WAITING_OFFER: "候补名额通知",
  WAITING_ENDED: "候补结束通知",
  SLOTS_OPENED: "开放场次通知",
  NO_SHOW: "失约通知",
  WORK_REMINDER: "工作提醒",
} as const satisfies Record<NoticeTemplate, string>;

export const RECIPIENT_LABELS = { PERSON: "公众", ACCOUNT: "后台账号", PHONE: "原手机号" } as const satisfies Record<Addressee["kind"], string>;

const TEMPLATE_AMISS = "消息模板与通道的要求不符，请联系技术人员";
const FAILURE_LABELS = {
  NO_PHONE: "没有可用的微信和手机号，或账号已注销",
  PHONE_INVALID: "手机号无法接收短信",
  RATE_LIMITED: "发送太频繁，被通道限制",
  MISCONFIGURED: "通道的账号或密钥不对，请联系技术人员",
  REJECTED: "短信通道拒绝发送",
  UNAVAILABLE: "短信通道没有应答",
  TEMPLATE_UNKNOWN: TEMPLATE_AMISS,
  PARAMETER_INVALID: TEMPLATE_AMISS,
  PAGE_UNKNOWN: TEMPLATE_AMISS,
  OPENID_INVALID: "微信账号已失效",
  USER_REFUSED: "对方没有接受微信消息",
  USER_BLOCKED: "微信限制了对方的账号",
  CODE_INVALID: "微信没有接受这次请求",
  CODE_USED: "微信没有接受这次请求",
} as const satisfies Record<NoticeFailure, string>;

export function failureLabel(code: NoticeFailure | undefined): string {
  return code === undefined ? "没有记下原因" : FAILURE_LABELS[code];
}

import { maskPhone } from "@app/contract/kernel/mask";

const CONSUMER_LABELS: Readonly<Record<string, string>> = {
  statistics: "计入统计",
  notices: "生成通知",
  waitingList: "安排候补",
  demand: "计入供需情况",
  noShows: "记录失约",
  organizations: "更新组织机构",
  registrations: "办结单位注册",
  officialAccount: "统计公众号关注和扫码",
};
export const consumerLabel = (consumer: string): string => CONSUMER_LABELS[consumer] ?? consumer;

const DEADLINE_LABELS: Readonly<Record<string, string>> = {
  HOLD: "释放未提交的占位",
  APPROVAL: "提醒和处理到期的审批",
  BOOKING: "办理到期的预约",
  CLOSE_OUT: "取消已关闭场次的预约",
  FACILITY_SWEEP: "核对单位变更后的预约",
  NO_SHOW_WAIVER: "执行失约豁免",
  WAITING_LIST: "安排候补",
  WAITING_OFFER: "收回过时的候补名额",
  OPENING: "告知关注者有新场次",
  NEW_BOOKINGS_ROUND: "提醒单位有新预约",
  BAN: "解除到期的发言限制",
  RATING_CHECK: "检查公众发布的内容",
  NOTICE: "发送通知",
  NOTICE_BULK: "发送群发通知",
  FAN_OUT: "生成群发通知",
  PHONE_CODE: "发送验证码",
  PERSON_JOB: "注销账号、合并同一个人的记录",
  ATTACHMENT: "清理没有用上的照片",
};
export const deadlineLabel = (kind: string): string => DEADLINE_LABELS[kind] ?? kind;

/** An id says which case it is; should it be made of a phone, the phone is masked. */
export const withoutPhones = (id: string): string => id.replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, maskPhone);

/**
 * A program's own words without what may be somebody's: numbers long enough to be a phone or an identity card, WeChat ids, and all Chinese, for programs speak
 * English and people's names do not.
 */
export function withoutPersonalData(message: string): string {
  return message
    .replace(/[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*/g, (run) => (/\d{5,}/.test(run) || run.length > 24 ? "***" : run))
    .replace(/[A-Za-z0-9_-]{25,}/g, "***")
    .replace(/\p{Script=Han}+/gu, "***")
    .replace(/[^\s@]+@[^\s@]+/g, "***");
}

import { ACTIVITY_EVENT_LABELS } from "@app/contract/activities/activity.workflow";
import { APPROVAL_EVENT_LABELS } from "@app/contract/engines/approval";
import { maskPhone } from "@app/contract/kernel/mask";
import { REGISTRATION_EVENT_LABELS } from "@app/contract/registrations/registration.workflow";
import { BOOKING_EVENT_LABELS } from "@app/contract/visits/booking.workflow";
import { PERSON_EVENT_LABELS } from "@app/contract/people/officePerson.schema";
import { ORGANIZATION_EVENT_LABELS, ROLE_EVENT_LABELS } from "../organizations/public";

/** What happened, in the words of the case's own timeline where it has one. */
const EVENT_LABELS: Readonly<Record<string, string>> = {
  ...BOOKING_EVENT_LABELS,
  ...Object.fromEntries(Object.entries(ACTIVITY_EVENT_LABELS).map(([type, label]) => [type, `线上活动：${label}`])),
  ...Object.fromEntries(Object.entries(APPROVAL_EVENT_LABELS).map(([type, label]) => [type, `审批：${label}`])),
  ...Object.fromEntries(Object.entries(PERSON_EVENT_LABELS).map(([type, label]) => [type, `人员：${label}`])),
  LEAVE_REGISTERED: "登记请假",
  LEAVE_ENDED: "结束请假",
  NO_SHOW_APPEALED: "失约申诉",
  NO_SHOW_UPHELD: "失约申诉未通过",
  NO_SHOW_WAIVED: "失约豁免",
  WAITING_JOINED: "加入候补",
  WAITING_OFFERED: "候补有了名额",
  WAITING_LAPSED: "候补名额过时未确认",
  WAITING_DECLINED: "放弃候补名额",
  WAITING_TAKEN: "候补成功预约",
  WAITING_LEFT: "退出候补",
  WAITING_ENDED: "候补结束",
  FACILITY_FOLLOWED: "关注开放单位",
  FACILITY_UNFOLLOWED: "取消关注开放单位",
  SLOTS_OPENED: "开放场次",
  SLOTS_CLOSED: "关闭场次",
  SLOTS_REOPENED: "重新开放场次",
  SLOTS_EDITED: "修改场次",
  ...Object.fromEntries(Object.entries(REGISTRATION_EVENT_LABELS).map(([type, label]) => [type, `单位注册：${label}`])),
  PASSWORD_CHANGED: "修改密码",
  STAFF_BOUND: "绑定微信",
  STAFF_UNBOUND: "解除微信绑定",
  QR_LOG_IN_CONFIRMED: "确认扫码登录",
  QR_LOG_IN_REFUSED: "拒绝扫码登录",
  DELETION_ASKED: "申请注销账号",
  OWN_DATA_DOWNLOADED: "下载自己的信息",
  ...ORGANIZATION_EVENT_LABELS,
  ...ROLE_EVENT_LABELS,
  ORGANIZATION_HOLDERS_FOLLOW: "更新机构人员的权限",
};
export const eventLabel = (eventType: string): string => EVENT_LABELS[eventType] ?? eventType;

const CONSUMER_LABELS: Readonly<Record<string, string>> = {
  statistics: "计入统计",
  notices: "生成通知",
  waitingList: "安排候补",
  demand: "计入供需情况",
  noShows: "记录失约",
  organizations: "更新组织机构",
  registrations: "办结单位注册",
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

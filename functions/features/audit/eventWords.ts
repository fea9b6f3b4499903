import { ACTIVITY_EVENT_LABELS } from "@app/contract/activities/activity.workflow";
import { ANNOUNCEMENT_EVENT_LABELS } from "@app/contract/announcements/announcement.workflow";
import { APPROVAL_EVENT_LABELS } from "@app/contract/engines/approval";
import type { TrailKind, TrailKindOf } from "@app/contract/engines/trail";
import { PERSON_EVENT_LABELS } from "@app/contract/people/officePerson.schema";
import { REGISTRATION_EVENT_LABELS } from "@app/contract/registrations/registration.workflow";
import { BOOKING_EVENT_LABELS } from "@app/contract/visits/booking.workflow";
import { FACILITY_EVENT_LABELS } from "@app/contract/visits/facility.workflow";
import { ORGANIZATION_EVENT_LABELS, ROLE_EVENT_LABELS } from "../organizations/public";

/**
 * What happened, as 操作日志 says it, and in which of its lists it stands. One row for each event that the product writes: a test finds the events in the code and fails
 * for one without its row. Without a kind it is an operation.
 */
interface EventWord {
  readonly words: string;
  readonly kind?: TrailKind;
}

const operations = (labels: Readonly<Record<string, string>>, before = ""): Readonly<Record<string, EventWord>> =>
  Object.fromEntries(Object.entries(labels).map(([type, label]) => [type, { words: `${before}${label}` }]));
const ofKind = (kind: TrailKind, labels: Readonly<Record<string, string>>): Readonly<Record<string, EventWord>> =>
  Object.fromEntries(Object.entries(labels).map(([type, words]) => [type, { words, kind }]));

export const EVENT_WORDS: Readonly<Record<string, EventWord>> = {
  ...operations(BOOKING_EVENT_LABELS),
  ...operations(FACILITY_EVENT_LABELS),
  ...operations(ACTIVITY_EVENT_LABELS, "线上活动："),
  ...operations(APPROVAL_EVENT_LABELS, "审批："),
  ...operations(ANNOUNCEMENT_EVENT_LABELS, "公文通告："),
  ...operations({ LEAVE_REGISTERED: "登记请假", LEAVE_ENDED: "结束请假" }),
  ...operations(REGISTRATION_EVENT_LABELS, "单位注册："),
  ...operations({
    NO_SHOW_APPEALED: "失约申诉",
    NO_SHOW_UPHELD: "维持失约记录",
    NO_SHOW_WAIVED: "豁免失约",
    NO_SHOWS_WAIVED: "豁免几天的失约",
    VISIT_RATED: "评价参观",
    VISIT_RATING_CHANGED: "修改参观评价",
    VISIT_RATING_PUBLISHED: "公开参观评价",
    VISIT_RATING_HIDDEN: "隐藏参观评价",
    VISIT_RATING_MADE_PRIVATE: "把参观评价改为不公开",
    VISIT_RATING_PASSED: "参观评价通过微信检查",
    VISIT_RATING_HELD: "参观评价转人工审核",
    VISIT_RATING_REPORTED: "举报参观评价",
    VISIT_RATING_REDACTED: "遮挡参观评价的照片",
    PERSON_BANNED: "限制发言",
    BAN_APPEALED: "对发言限制提出申诉",
    BAN_UPHELD: "维持发言限制",
    PERSON_UNBANNED: "解除发言限制",
    BAN_ENDED: "发言限制到期，自动解除",
    WAITING_JOINED: "加入候补",
    WAITING_OFFERED: "候补有了名额",
    WAITING_ACCEPTED: "接受候补名额",
    WAITING_TAKEN: "候补成功预约",
    WAITING_LAPSED: "候补名额过时未确认",
    WAITING_DECLINED: "放弃候补名额",
    WAITING_LEFT: "退出候补",
    WAITING_ENDED: "候补结束",
    FACILITY_FOLLOWED: "关注开放单位",
    FACILITY_UNFOLLOWED: "取消关注开放单位",
    ATTACHMENT_UPLOADED: "上传文件",
    ATTACHMENT_REFUSED: "上传的文件未通过检查",
    ATTACHMENT_REMOVED: "删除没有用上的文件",
    NOTICE_SENT_AGAIN: "重新发送通知",
    DEAD_LETTER_RETRIED: "重新处理未处理事件",
    CONTACT_CHANGED: "修改联系方式",
    DELETION_ASKED: "申请注销账号",
    OWN_DATA_DOWNLOADED: "下载自己的信息",
    OFFICIAL_ACCOUNT_FOLLOWED: "关注公众号",
    OFFICIAL_ACCOUNT_UNFOLLOWED: "取消关注公众号",
    OFFICIAL_ACCOUNT_SCANNED: "扫描公众号二维码",
    OFFICIAL_ACCOUNT_MENU_USED: "点击公众号菜单",
  }),
  ...ofKind("SIGN_IN", {
    LOGGED_IN: "登录",
    LOGGED_IN_BY_PASSWORD: "密码登录",
    LOGGED_IN_BY_PHONE: "手机验证码登录",
    QR_LOG_IN_CONFIRMED: "确认扫码登录",
    QR_LOG_IN_REFUSED: "拒绝扫码登录",
    SESSIONS_ENDED: "让已登录的设备退出",
    SECOND_STEP_SET: "开启两步登录",
    SECOND_STEP_REMOVED: "关闭两步登录",
    SECOND_STEP_RESET: "重置两步登录",
    RECOVERY_CODES_RENEWED: "更换两步登录的备用码",
    SECOND_STEP_DEMANDED: "要求两步登录",
    LOGGED_OUT: "退出登录",
    LOG_IN_FAILED: "登录失败",
    LOG_IN_LOCKED: "多次输错，账号已锁定",
    PHONE_LOG_IN_LOCKED: "验证码多次输错，暂停手机登录",
    LOGGED_IN_BY_QR: "扫码登录",
    LOGGED_IN_BY_WECHAT: "小程序登录",
    PASSWORD_CHANGED: "修改密码",
    STAFF_BOUND: "绑定微信",
    STAFF_UNBOUND: "解除微信绑定",
  }),
  ...ofKind("PERSONAL_DATA", { PERSONAL_DATA_REVEALED: "查看完整个人信息", PERSONAL_DATA_EXPORTED: "导出完整个人信息" }),
  ...ofKind("EXPORT", { EXPORT_MADE: "导出" }),
  // What seed 004 calls 人员更新日志, 人员权限更新日志 and the logs of forms, workflows and time limits.
  ...ofKind("CONFIGURATION", {
    ...Object.fromEntries(Object.entries(PERSON_EVENT_LABELS).map(([type, label]) => [type, `人员：${label}`])),
    ...ORGANIZATION_EVENT_LABELS,
    ...ROLE_EVENT_LABELS,
    ORGANIZATION_HOLDERS_FOLLOW: "更新机构人员的权限",
    POSTS_CHANGED: "调整人员岗位",
    PARAMETERS_CHANGED: "修改系统参数",
    DICTIONARY_CHANGED: "修改数据字典",
    CALENDAR_CHANGED: "修改工作日历",
    ACCOUNT_MENU_SAVED: "修改公众号菜单草稿",
    ACCOUNT_MENU_PUBLISHED: "发布公众号菜单",
    ACCOUNT_MENU_REMOVED: "撤下公众号菜单",
    ACCOUNT_REPLIES_CHANGED: "修改公众号自动回复",
    SCENE_CODE_CREATED: "新建公众号二维码",
    SCENE_CODE_CHANGED: "修改公众号二维码",
    NO_SHOW_RULE_SET: "设定失约规则",
    PLATFORM_CONTACT_CHANGED: "修改平台联系人",
  }),
};

export const eventWords = (eventType: string): string => EVENT_WORDS[eventType]?.words ?? eventType;
export const trailKindOf: TrailKindOf = (eventType) => EVENT_WORDS[eventType]?.kind ?? "OPERATION";

/** What an entry is about, in words. */
const CASE_LABELS: Readonly<Record<string, string>> = {
  booking: "预约",
  facility: "开放单位",
  activity: "线上活动",
  account: "账号",
  noShow: "失约记录",
  noShowRule: "失约规则",
  rating: "参观评价",
  ban: "发言限制",
  waiting: "候补",
  attachment: "文件",
  notice: "通知",
  EXPORT: "表格",
  personalData: "个人信息",
  "platform contact": "平台联系人",
  organization: "机构",
  role: "角色",
  approval: "审批",
  announcement: "公文通告",
  leave: "请假",
  registration: "单位注册",
  officialAccount: "公众号",
  parameters: "系统参数",
};
export const caseLabelOf = (caseKind: string): string => CASE_LABELS[caseKind] ?? "其他";

/** Cases that people call by the end of their id. */
const NUMBERED: readonly string[] = ["booking", "activity", "noShow", "rating", "registration", "approval"];
export const hasNumber = (caseKind: string): boolean => NUMBERED.includes(caseKind);

import { addDays, instantAt, localDateOf, type Instant, type LocalDate, type TimeOfDay } from "../kernel/time";
import type { ParameterName } from "./parameters";

/**
 * How long each kind of record is kept, from which moment, what becomes of it then, and why (promises M19, R18). One row each: the job, the page, the tombstones and
 * the help read this table. How long is a parameter, so that an office may change it within bounds.
 */
export interface RetentionRule {
  readonly label: string;
  /** 「参观日结束」 */
  readonly from: string;
  readonly parameter: Extract<ParameterName, `retention.${string}`>;
  readonly unit: "MONTH" | "DAY";
  readonly outcome: "PSEUDONYMISED" | "DELETED";
  /** What goes and what stays. */
  readonly what: string;
  readonly reason: string;
  /** EACH: a tombstone for each record. DAY: one for each day, with how many; for records that are nothing by themselves. */
  readonly tombstone: "EACH" | "DAY";
}

export const RETENTION_KINDS = ["BOOKING", "PHOTO", "REGISTRATION_DRAFT", "REGISTRATION", "BAN", "NOTICE", "REFUSED_SCAN", "TRAIL"] as const;
export type RetentionKind = (typeof RETENTION_KINDS)[number];

export const RETENTION_RULES = {
  BOOKING: {
    label: "参观预约的个人信息",
    from: "参观日结束",
    parameter: "retention.bookingMonths",
    unit: "MONTH",
    outcome: "PSEUDONYMISED",
    what: "抹去姓名、手机号、备注、团队成员名单和评价文字；人数、时间、办理结果和星级保留",
    reason: "《个人信息保护法》第十九条：保存期限为实现处理目的所必要的最短时间；两年内用于处理投诉、核对和失约申诉",
    tombstone: "EACH",
  },
  PHOTO: {
    label: "参观和活动照片",
    from: "上传",
    parameter: "retention.photoMonths",
    unit: "MONTH",
    outcome: "DELETED",
    what: "删除照片文件和拍摄信息，原处显示“照片已按规定清除”；办件本身保留",
    reason: "照片里可能有人脸，属于敏感个人信息（《个人信息保护法》第二十八条）；三年内用于核查申报",
    tombstone: "EACH",
  },
  REGISTRATION_DRAFT: {
    label: "没有提交的单位注册",
    from: "创建账号",
    parameter: "retention.draftDays",
    unit: "DAY",
    outcome: "DELETED",
    what: "删除账号和填写的内容，用户名和手机号可以重新注册",
    reason: "没有提交就没有办理的需要，不应占用用户名和手机号",
    tombstone: "EACH",
  },
  REGISTRATION: {
    label: "没有通过的单位注册",
    from: "退回、不予通过或撤回",
    parameter: "retention.registrationMonths",
    unit: "MONTH",
    outcome: "DELETED",
    what: "删除账号、授权书和填写的内容；单位名称留在清理记录里，审核结果留在审批记录里",
    reason: "一年内可以修改后重新提交或申请复核，之后不再需要联系人信息",
    tombstone: "EACH",
  },
  BAN: {
    label: "发言限制",
    from: "解除或到期",
    parameter: "retention.banMonths",
    unit: "MONTH",
    outcome: "DELETED",
    what: "删除限制的原因、申诉、答复和办理经过",
    reason: "《网络安全法》要求保存对违规发布内容的处置记录；两年内用于判断是否再次违规和答复投诉",
    tombstone: "EACH",
  },
  NOTICE: {
    label: "通知消息",
    from: "生成通知",
    parameter: "retention.noticeMonths",
    unit: "MONTH",
    outcome: "DELETED",
    what: "删除通知内容和收件人；发送数量的统计保留",
    reason: "通知的内容都在办件里，半年内用于查证是否送达",
    tombstone: "DAY",
  },
  REFUSED_SCAN: {
    label: "拒绝入场的扫码记录",
    from: "扫码",
    parameter: "retention.refusedScanMonths",
    unit: "MONTH",
    outcome: "DELETED",
    what: "删除拒绝入场的扫码记录",
    reason: "一年内用于回答来访者为什么没能入场",
    tombstone: "DAY",
  },
  TRAIL: {
    label: "操作日志和登录日志",
    from: "记录产生",
    parameter: "retention.trailMonths",
    unit: "MONTH",
    outcome: "DELETED",
    what: "删除到期的日志条目；办件自己的办理记录保留",
    reason: "《网络安全法》第二十一条：网络日志留存不少于六个月",
    tombstone: "DAY",
  },
} as const satisfies Record<RetentionKind, RetentionRule>;

/** What goes by itself after a fixed time, or stays. Said on the page beside the rules; nobody sets it. */
export const FIXED_RETENTION = [
  { label: "没有用上的照片和文件", howLong: "7 天", why: "没有交到任何办件里，自动删除" },
  { label: "短信验证码、图形验证码、扫码登录", howLong: "用过或过期后，最多 2 天", why: "只在当时有用" },
  { label: "登录状态", howLong: "退出或过期时", why: "过期的登录不再有用；登录日志另有期限" },
  { label: "候补记录", howLong: "参观日过后", why: "没有名额可等；供需统计里只有数字" },
  { label: "关注的单位", howLong: "取消关注或注销账号时", why: "由本人决定" },
  { label: "预约人数、入场记录、统计数字", howLong: "永久保留", why: "不含个人信息，是工作成果的依据，可以逐条复算" },
  { label: "办理结果和办理记录", howLong: "永久保留", why: "行政办理要能追溯；其中的公众姓名随个人信息一起抹去" },
  { label: "数据清理记录", howLong: "永久保留", why: "证明何时、依据什么清除；不含个人信息" },
] as const;

/** Records that began before it are due: the same hour, so many months or days earlier. The 31st of a shorter month is its last day. */
export function retentionCutoff(rule: Pick<RetentionRule, "unit">, kept: number, now: Instant): Instant {
  const today = localDateOf(now);
  return instantAt(rule.unit === "DAY" ? addDays(today, -kept) : monthsEarlier(today, kept), now.slice(11, 16) as TimeOfDay);
}

function monthsEarlier(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const index = year * 12 + (month - 1) - months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  const lastDay = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  return `${toYear}-${String(toMonth).padStart(2, "0")}-${String(Math.min(day, lastDay)).padStart(2, "0")}` as LocalDate;
}

/** 「24 个月」 */
export const keptLabel = ({ unit }: Pick<RetentionRule, "unit">, kept: number): string => `${kept} ${unit === "DAY" ? "天" : "个月"}`;
/** 「参观预约的个人信息从参观日结束起保留 24 个月」 */
export const ruleInWords = (rule: RetentionRule, kept: number): string => `${rule.label}从${rule.from}起保留 ${keptLabel(rule, kept)}`;

import { dateLabel, fullDateLabel, deadlineParts, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { bureausAbove, type OrgPath } from "@app/contract/organizations/orgPath";
import type { Permission } from "@app/contract/organizations/roles";
import type { EventRecord } from "../../engines/events/event";
import type { ActivityStepped } from "../activities/public";
import { APPROVAL_NOTICES } from "./approvalNotices";
import type { PersonStepped } from "../people/public";
import type { BanStepped } from "../content/public";
import type { BookingDecided, NoShowDecided, TeamVisitStepped, WaitingChanged } from "../visits/public";
import {
  accountSecurityNotice,
  BOOKING_NOTICES,
  contentNotice,
  noShowNotice,
  WAITING_NOTICES,
  workReminder,
  type NoticeText,
  type WorkReminder,
} from "./noticeTexts";

/** Who is told. An account gets it by its holder's WeChat when that is bound, else by SMS to the phone it has when the notice is sent. */
export type Recipient =
  | { readonly kind: "PERSON"; readonly personId: string; readonly phone: string }
  | { readonly kind: "ACCOUNT"; readonly username: string }
  /** Everybody who may do what the notice asks for at exactly this place when the event is consumed, by a built-in role or one that a bureau made. */
  | { readonly kind: "OFFICE"; readonly orgPath: OrgPath; readonly permission: Permission };

/** Those of a facility's, city's or province's office whose work it is. */
export function officeOf(orgPath: OrgPath, permission: Permission): Recipient {
  return { kind: "OFFICE", orgPath, permission };
}

const cityOf = (unit: OrgPath, permission: Permission): Recipient[] =>
  bureausAbove(unit)
    .slice(0, 1)
    .map((bureau) => officeOf(bureau, permission));

/** One line of the table: an event tells these recipients in these words. */
export interface NoticeRule {
  readonly to: (event: EventRecord) => readonly Recipient[];
  readonly say: (event: EventRecord) => NoticeText;
}

/** A line whose words need the event's payload only; `Payload` is the type that the event's feature publishes. */
export function tell<Payload>(line: { to: (payload: Payload) => readonly Recipient[]; say: (payload: Payload, caseId: string) => NoticeText }): NoticeRule {
  const payloadOf = (event: EventRecord): Payload => event.payload as unknown as Payload;
  return { to: (event) => line.to(payloadOf(event)), say: (event) => line.say(payloadOf(event), event.caseId) };
}

const BOOKING_PAGE = "features/visits/booking/index";

const toBooker = ({ personId, contactPhone }: Pick<BookingDecided, "personId" | "contactPhone">): readonly Recipient[] => [
  { kind: "PERSON", personId, phone: contactPhone },
];

const TO_BOOKERS: Readonly<Record<string, readonly NoticeRule[]>> = Object.fromEntries(
  Object.entries(BOOKING_NOTICES).map(([eventType, say]) => [
    eventType,
    [
      tell<BookingDecided>({
        to: (booking) => [{ kind: "PERSON", personId: booking.personId, phone: booking.contactPhone }],
        say: (booking, bookingId) => ({ page: `${BOOKING_PAGE}?bookingId=${bookingId}`, ...say(booking) }),
      }),
    ],
  ]),
);

const TO_WAITERS: Readonly<Record<string, readonly NoticeRule[]>> = Object.fromEntries(
  Object.entries(WAITING_NOTICES).map(([eventType, say]) => [
    eventType,
    [
      tell<WaitingChanged>({
        to: (waiting) => (waiting.tell ? [{ kind: "PERSON", personId: waiting.personId, phone: waiting.contactPhone }] : []),
        say,
      }),
    ],
  ]),
);

/** An online activity's unit is told what became of what it reported. */
function toReporter(matter: string, hint: string, text: (activity: ActivityStepped) => string): NoticeRule {
  return tell<ActivityStepped>({
    to: ({ unit }) => [officeOf(unit, "activities.submit")],
    say: (activity, activityId) => workReminder({ matter, unit: activity.unitName, hint, text: text(activity), opens: `/activities?activity=${activityId}` }),
  });
}

/** A team's visit waits for its facility: the office is told what to do, by when, and finds the record one tap away. */
function toReportingUnit(matter: string, alsoCity: boolean, hint: (visit: TeamVisitStepped) => string, text: (visit: TeamVisitStepped) => string): NoticeRule {
  return tell<TeamVisitStepped>({
    to: (visit) => {
      const unit = visit.orgPath as OrgPath;
      return [officeOf(unit, "teamVisits.report"), ...(alsoCity ? cityOf(unit, "teamVisits.audit") : [])];
    },
    say: (visit, bookingId) =>
      workReminder({ matter, unit: visit.facilityName, hint: hint(visit), text: text(visit), opens: `/bookings?kind=TEAM&booking=${bookingId}` }),
  });
}
const teamDay = ({ teamName, date, periodLabel }: TeamVisitStepped): string => `「${teamName}」${dateLabel(date as LocalDate)} ${periodLabel}的参观`;
function reportUntil(visit: TeamVisitStepped): string {
  const reportBy = visit["reportBy"];
  return typeof reportBy === "string" ? `请最晚在 ${dateLabel(deadlineParts(reportBy as Instant).date)} 上报` : "请尽快上报";
}
const reasonOf = (visit: TeamVisitStepped): string => String(visit["remark"] ?? "见详情");

/** 人员: whoever an office makes, disables, lets in again or relieves of their work hears of it on their own phone. */
function toHolder(say: (payload: PersonStepped) => Omit<WorkReminder, "unit" | "opens">): NoticeRule {
  return tell<PersonStepped>({
    to: ({ username }) => [{ kind: "ACCOUNT", username }],
    say: (payload) => workReminder({ ...say(payload), unit: "管理后台", opens: "/" }),
  });
}
const TO_OFFICE_PEOPLE: Readonly<Record<string, readonly NoticeRule[]>> = {
  ACCOUNT_CREATED: [
    toHolder(({ username }) => ({
      matter: "账号已开通",
      hint: "用手机验证码登录并设置密码",
      text: `您的城市环境共治平台账号已开通，用户名 ${username}。请打开管理后台，用本手机号和验证码登录，再设置自己的密码。`,
    })),
  ],
  ACCOUNT_DISABLED: [
    toHolder(() => ({
      matter: "账号已停用",
      hint: "如有疑问请联系本单位管理员",
      text: "您的城市环境共治平台账号已停用，不能再登录。如有疑问，请联系本单位或上级管理员。",
    })),
  ],
  ACCOUNT_ENABLED: [toHolder(() => ({ matter: "账号已恢复使用", hint: "可以照常登录", text: "您的城市环境共治平台账号已恢复使用，可以照常登录。" }))],
  ACCOUNT_PASSWORD_RESET: [
    toHolder(() => ({
      matter: "登录密码已清除",
      hint: "用手机验证码登录并设置新密码",
      text: "管理员清除了您的城市环境共治平台登录密码，所有登录已失效。请用本手机号和验证码登录，再设置新密码。",
    })),
  ],
  WORK_HANDED_OVER: [
    toHolder(({ toName, what, isDisabled }) => ({
      matter: "工作已交接",
      hint: "如有疑问请联系本单位管理员",
      text: `您的工作（${what || "无未完工作"}）已交给「${toName}」${isDisabled === true ? "，账号同时停用" : ""}。如有疑问，请联系本单位管理员。`,
    })),
    tell<PersonStepped>({
      to: ({ toUsername }) => [{ kind: "ACCOUNT", username: toUsername ?? "" }],
      say: ({ name, what }) =>
        workReminder({
          matter: "接手同事的工作",
          unit: "管理后台",
          hint: "登录后可在右上角切换岗位",
          text: `「${name}」的工作（${what || "无未完工作"}）已交给您。请登录管理后台查看；有几个岗位的，可在右上角切换。`,
          opens: "/",
        }),
    }),
  ],
};

/** 内容审核: whoever wrote something hears what became of it and why; whoever may answer hears of an appeal. */
interface HiddenRating {
  readonly personId?: string;
  readonly contactPhone?: string;
  readonly facilityName: string;
  readonly remark: string;
}
function toBanned(matter: string, hint: string, text: (ban: BanStepped) => string): NoticeRule {
  return tell<BanStepped>({
    to: ({ personId, contactPhone }) => [{ kind: "PERSON", personId, phone: contactPhone }],
    say: (ban) => contentNotice({ matter, unit: ban.facilityName, hint, text: text(ban), page: "features/content/my-ban/index" }),
  });
}
const TO_AUTHORS: Readonly<Record<string, readonly NoticeRule[]>> = {
  VISIT_RATING_HIDDEN: [
    tell<HiddenRating>({
      to: ({ personId, contactPhone }) => (personId === undefined ? [] : [{ kind: "PERSON", personId, phone: contactPhone ?? "" }]),
      say: ({ facilityName, remark }, bookingId) =>
        contentNotice({
          matter: "评价没有公开",
          unit: facilityName,
          hint: "星级仍计入平均分",
          text: `您对「${facilityName}」的评价没有公开。原因：${remark}。星级仍计入平均分。`,
          page: `${BOOKING_PAGE}?bookingId=${bookingId}`,
        }),
    }),
  ],
  PERSON_BANNED: [
    toBanned(
      "发言受到限制",
      "有异议可以申诉",
      ({ remark, until }) =>
        `${until === "" ? "从现在起，" : `从现在起到 ${fullDateLabel(until as LocalDate)}（含当天），`}您不能发表评价和举报。原因：${remark}。${until === "" ? "" : "到期自动解除。"}预约参观不受影响；有异议可在「我的」里的「发言限制」申诉。`,
    ),
  ],
  BAN_UPHELD: [toBanned("申诉未成立", "维持发言限制", ({ remark }) => `您对发言限制的申诉未成立。答复：${remark}。`)],
  PERSON_UNBANNED: [toBanned("发言限制已解除", "可以正常发表评价", ({ remark }) => `您的发言限制已解除，可以正常发表评价。说明：${remark}。`)],
  BAN_ENDED: [toBanned("发言限制已到期", "可以正常发表评价", () => "您的发言限制已到期，可以正常发表评价。")],
  BAN_APPEALED: [
    tell<BanStepped>({
      to: ({ orgPath }) => cityOf(orgPath as OrgPath, "content.moderate"),
      say: ({ facilityName }) =>
        workReminder({
          matter: "发言限制申诉待答复",
          unit: facilityName,
          hint: "请由另一位审核人员答复",
          text: `有人对「${facilityName}」的发言限制提出申诉，请在内容审核里答复；作出限制的人不能答复。`,
          opens: "/content?tab=bans&group=APPEALED",
        }),
    }),
  ],
};

/**
 * Which event tells whom. An event type without a line is told to nobody. One event may have several lines; a recipient named by two of them is told once, in the
 * words of the first.
 */
export const NOTICE_RULES: Readonly<Record<string, readonly NoticeRule[]>> = {
  ...TO_BOOKERS,
  ...TO_WAITERS,
  ...APPROVAL_NOTICES,
  ...TO_AUTHORS,
  BOOKING_NOT_SHOWN: [
    tell<BookingDecided>({
      to: toBooker,
      say: (missed) =>
        noShowNotice(missed, {
          thing: "当天没有入场记录，记为失约",
          hint: "有特殊情况可以申诉",
          text: "没有入场记录，已记为失约。失约次数多会影响以后预约；如有特殊情况，可在小程序「我的」→「失约记录」里申诉。",
        }),
    }),
  ],
  NO_SHOW_APPEALED: [
    tell<NoShowDecided>({
      // The city decides its appeals.
      to: ({ orgPath }) => cityOf(orgPath as OrgPath, "noShows.decide"),
      say: ({ facilityName, date }) =>
        workReminder({
          matter: "失约申诉待处理",
          unit: facilityName,
          hint: "请在失约管理中答复",
          text: `有人对「${facilityName}」${date} 的失约提出申诉，请在失约管理中答复。`,
          opens: "/no-shows?status=APPEALED",
        }),
    }),
  ],
  NO_SHOW_UPHELD: [
    tell<NoShowDecided>({
      to: toBooker,
      say: (missed) => noShowNotice(missed, { thing: "申诉未成立，维持失约", hint: "原因见失约记录", text: `的失约申诉未成立。答复：${missed.remark}。` }),
    }),
  ],
  NO_SHOW_WAIVED: [
    tell<NoShowDecided>({
      to: toBooker,
      say: (missed) => noShowNotice(missed, { thing: "失约已豁免", hint: "不影响以后预约", text: `的失约已豁免，不影响以后预约。说明：${missed.remark}。` }),
    }),
  ],
  TEAM_REPORT_REMINDED: [
    toReportingUnit("团队参观待上报", false, reportUntil, (visit) => `${visit.facilityName}：${teamDay(visit)}请上报实到人数和照片。${reportUntil(visit)}。`),
  ],
  TEAM_REPORT_OVERDUE: [
    toReportingUnit(
      "团队参观上报超期",
      true,
      () => "请尽快上报，或记为未到访",
      (visit) => `${visit.facilityName}：${teamDay(visit)}没有按时上报，请尽快上报实到人数和照片；团队没有来的，请记为未到访。`,
    ),
  ],
  TEAM_VISIT_RETURNED: [
    toReportingUnit(
      "团队参观被驳回",
      false,
      reportUntil,
      (visit) => `${visit.facilityName}：${teamDay(visit)}上报被驳回。原因：${reasonOf(visit)}。请修改后重新上报，${reportUntil(visit)}。`,
    ),
  ],
  ...TO_OFFICE_PEOPLE,
  // To the account's own phone: whoever did not do it must know at once.
  PASSWORD_CHANGED: [
    tell<{ username: string }>({
      to: ({ username }) => [{ kind: "ACCOUNT", username }],
      say: () =>
        accountSecurityNotice({
          matter: "账号密码已修改",
          unit: "管理后台",
          hint: "不是您本人操作，请立即联系上级管理员",
          text: "您的管理后台账号刚刚设置了新密码，其他设备上的登录已全部失效。不是您本人操作，请立即用手机验证码登录并联系上级管理员。",
          opens: "/",
        }),
    }),
  ],
  SECOND_STEP_RESET: [
    tell<{ username: string; byName: string }>({
      to: ({ username }) => [{ kind: "ACCOUNT", username }],
      say: ({ byName }) =>
        accountSecurityNotice({
          matter: "两步验证已被关闭",
          unit: "管理后台",
          hint: "不是您要求的，请立即联系上级管理员",
          text: `管理员「${byName}」关闭了您账号的两步验证，所有登录已失效。请重新登录后再开启；不是您要求的，请立即联系上级管理员。`,
          opens: "/account",
        }),
    }),
  ],
  SECOND_STEP_REMOVED: [
    tell<{ username: string }>({
      to: ({ username }) => [{ kind: "ACCOUNT", username }],
      say: () =>
        accountSecurityNotice({
          matter: "两步验证已关闭",
          unit: "管理后台",
          hint: "不是您本人操作，请立即修改密码",
          text: "您的管理后台账号关闭了两步验证，现在只用密码就能登录。不是您本人操作，请立即修改密码并联系上级管理员。",
          opens: "/account",
        }),
    }),
  ],
  ACTIVITY_RETURNED: [
    toReporter("线上活动被驳回", "请修改后重新提交", ({ name, remark }) => `上报的线上活动「${name}」被驳回。原因：${remark ?? "见详情"}。请修改后重新提交。`),
  ],
  ACTIVITY_UNCOUNTED: [
    toReporter(
      "线上活动统计被撤销",
      "请修改后重新提交",
      ({ name, remark }) => `已审核的线上活动「${name}」被平台撤销统计并驳回。原因：${remark ?? "见详情"}。请修改后重新提交。`,
    ),
  ],
  ACTIVITY_COUNTED: [toReporter("线上活动已审核", "已纳入统计", ({ name }) => `上报的线上活动「${name}」已审核通过，纳入统计。`)],
};

import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Role } from "@app/contract/organizations/roles";
import type { EventRecord } from "../../engines/events/event";
import type { ActivityStepped } from "../activities/public";
import type { BookingDecided, WaitingChanged } from "../visits/public";
import { BOOKING_NOTICES, WAITING_NOTICES, workReminder, type NoticeText } from "./noticeTexts";

/** Who is told. An account gets it by its holder's WeChat when that is bound, else by SMS to the phone it has when the notice is sent. */
export type Recipient =
  | { readonly kind: "PERSON"; readonly personId: string; readonly phone: string }
  | { readonly kind: "ACCOUNT"; readonly username: string }
  /** Everybody who holds the role at exactly this place when the event is consumed. */
  | { readonly kind: "UNIT"; readonly orgPath: OrgPath; readonly role: Role };

/** The admins of a facility, of a city, of a province: the role follows from the place. */
export function adminsOf(orgPath: OrgPath): Recipient {
  const roles: readonly Role[] = ["PLATFORM_ADMIN", "PROVINCE_ADMIN", "CITY_ADMIN", "CITY_ADMIN", "FACILITY_ADMIN"];
  return { kind: "UNIT", orgPath, role: roles[orgPath.split("/").length - 1] ?? "FACILITY_ADMIN" };
}

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
    to: ({ unit }) => [adminsOf(unit)],
    say: (activity, activityId) => workReminder({ matter, unit: activity.unitName, hint, text: text(activity), opens: `/activities?activity=${activityId}` }),
  });
}

/**
 * Which event tells whom. An event type without a line is told to nobody. One event may have several lines; a recipient named by two of them is told once, in the
 * words of the first.
 */
export const NOTICE_RULES: Readonly<Record<string, readonly NoticeRule[]>> = {
  ...TO_BOOKERS,
  ...TO_WAITERS,
  // To the account's own phone: whoever did not do it must know at once.
  PASSWORD_CHANGED: [
    tell<{ username: string }>({
      to: ({ username }) => [{ kind: "ACCOUNT", username }],
      say: () =>
        workReminder({
          matter: "账号密码已修改",
          unit: "管理后台",
          hint: "不是您本人操作，请立即联系上级管理员",
          text: "您的管理后台账号刚刚设置了新密码，其他设备上的登录已全部失效。不是您本人操作，请立即用手机验证码登录并联系上级管理员。",
          opens: "/",
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

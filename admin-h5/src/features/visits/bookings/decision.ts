import type { BookingId } from "@app/contract/kernel/ids";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { dateLabel } from "@app/contract/kernel/time";
import type { BookingAction, BookingDetail } from "@app/contract/visits/booking.schema";
import { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../platform/api";
import { sendIntended } from "../../../platform/sendIntended";

export type OfferedAction = BookingDetail["availableActions"][number];

/**
 * Where each action is taken. DECISION: here, with at most a word. REPORT: here, with a form. ELSEWHERE: by the people and at the place that the sentence
 * names. SYSTEM: nobody is offered it.
 */
export const ACTION_PLACES = {
  CONFIRM: { at: "DECISION" },
  DECLINE: { at: "DECISION" },
  CANCEL: { at: "DECISION" },
  MARK_ABSENT: { at: "DECISION" },
  AUDIT: { at: "DECISION" },
  RETURN: { at: "DECISION" },
  DISCARD: { at: "DECISION" },
  REPORT: { at: "REPORT" },
  CHECK_IN: { at: "ELSEWHERE", where: "请在小程序里扫预约人的入场码。" },
  CHANGE_HEADS: { at: "ELSEWHERE", where: "请预约人在小程序「我的预约」里办理。" },
  UNDO_ENTRY: { at: "ELSEWHERE", where: "请在小程序「今日名单」里打开这条预约办理。" },
  UNDO_LAST_ENTRY: { at: "ELSEWHERE", where: "请在小程序「今日名单」里打开这条预约办理。" },
  UNDO_WALK_IN: { at: "ELSEWHERE", where: "请在小程序「今日名单」里打开这条预约办理。" },
  RECORD_LATE_ENTRY: { at: "SYSTEM" },
  REMIND: { at: "SYSTEM" },
  REMIND_REPORT: { at: "SYSTEM" },
  FLAG_REPORT_OVERDUE: { at: "SYSTEM" },
  EXPIRE: { at: "SYSTEM" },
  MARK_NO_SHOW: { at: "SYSTEM" },
  CLOSE_OUT: { at: "SYSTEM" },
} as const satisfies Record<BookingAction, { readonly at: "DECISION" | "REPORT" | "SYSTEM" } | { readonly at: "ELSEWHERE"; readonly where: string }>;

export type DecisionAction = { [Action in BookingAction]: (typeof ACTION_PLACES)[Action] extends { at: "DECISION" } ? Action : never }[BookingAction];

export function isDecision(action: BookingAction): action is DecisionAction {
  return ACTION_PLACES[action].at === "DECISION";
}

type Sent = Promise<Result<BookingDetail, CallRefusal>>;
type DecisionCall = Parameters<typeof api.call<typeof teamVisitRoutes.auditTeamVisit>>[1];
const DECISION_CALLS: Readonly<Record<DecisionAction, (call: DecisionCall) => Sent>> = {
  CONFIRM: (call) => api.call(visitRoutes.confirmBooking, call),
  DECLINE: (call) => api.call(visitRoutes.declineBooking, call),
  CANCEL: (call) => api.call(visitRoutes.cancelBooking, call),
  MARK_ABSENT: (call) => api.call(teamVisitRoutes.markTeamAbsent, call),
  AUDIT: (call) => api.call(teamVisitRoutes.auditTeamVisit, call),
  RETURN: (call) => api.call(teamVisitRoutes.returnTeamVisit, call),
  DISCARD: (call) => api.call(teamVisitRoutes.discardTeamVisit, call),
};

/** Who reads the words that go with it; said beside the field. */
export const REMARK_READERS: Readonly<Record<DecisionAction, string>> = {
  CONFIRM: "会告诉预约人",
  DECLINE: "会告诉预约人",
  CANCEL: "会告诉预约人",
  MARK_ABSENT: "留在办理经过里",
  AUDIT: "开放单位能看到",
  RETURN: "会告诉开放单位",
  DISCARD: "留在办理经过里",
};

/** What follows from it, for the message after it. */
const CONSEQUENCES: Readonly<Record<DecisionAction | "REPORT", string>> = {
  CONFIRM: "系统会通知预约人。",
  DECLINE: "系统会通知预约人。",
  CANCEL: "系统会通知预约人。",
  MARK_ABSENT: "这次参观不纳入统计。",
  AUDIT: "已纳入统计。",
  RETURN: "不再纳入统计，系统会通知开放单位重新上报。",
  DISCARD: "这次参观不纳入统计。",
  REPORT: "已纳入统计，等待上级审核。",
};

/** Sends one decision. A try after a lost answer carries the same request id, so that it cannot decide twice. */
export async function decideBooking(input: {
  readonly bookingId: BookingId;
  readonly action: DecisionAction;
  readonly version: number;
  readonly remark: string | undefined;
}): Sent {
  const { bookingId, action, version, remark } = input;
  const content = { version, ...(remark === undefined ? {} : { remark }) };
  return sendIntended(`${action}.${bookingId}`, content, (requestId) => DECISION_CALLS[action]({ params: { bookingId }, body: { requestId, ...content } }));
}

/** 「已确认：林晓燕，3月7日 周六 上午，4 人。系统会通知预约人。」 */
export function decidedSentence(action: DecisionAction | "REPORT", booking: BookingDetail): string {
  const who = booking.teamName ?? booking.contactName;
  return `${booking.statusLabel}：${who}，${dateLabel(booking.date)} ${booking.periodLabel}，${booking.heads} 人。${CONSEQUENCES[action]}`;
}

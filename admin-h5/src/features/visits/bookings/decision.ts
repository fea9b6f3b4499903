import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { dateLabel } from "@app/contract/kernel/time";
import type { BookingAction, BookingDetail } from "@app/contract/visits/booking.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../platform/api";
import { requestIdFor, settleIntent } from "../../../platform/intent";

export type OfferedAction = BookingDetail["availableActions"][number];

/** The actions that a decision's route carries. Entering needs the visitor's code, so it happens at the gate; the rest is the system's own. */
const DECISION_ROUTES = {
  CONFIRM: visitRoutes.confirmBooking,
  DECLINE: visitRoutes.declineBooking,
  CANCEL: visitRoutes.cancelBooking,
  CHECK_IN: undefined,
  CHANGE_HEADS: undefined,
  RECORD_LATE_ENTRY: undefined,
  UNDO_ENTRY: undefined,
  UNDO_LAST_ENTRY: undefined,
  UNDO_WALK_IN: undefined,
  REPORT: undefined,
  MARK_ABSENT: undefined,
  AUDIT: undefined,
  RETURN: undefined,
  DISCARD: undefined,
  REMIND: undefined,
  REMIND_REPORT: undefined,
  FLAG_REPORT_OVERDUE: undefined,
  EXPIRE: undefined,
  MARK_NO_SHOW: undefined,
  CLOSE_OUT: undefined,
} as const satisfies Record<BookingAction, unknown>;

export function isDecidedHere(action: BookingAction): boolean {
  return DECISION_ROUTES[action] !== undefined;
}

/** Sends one decision. A try after a lost answer carries the same request id, so that it cannot decide twice. */
export async function decideBooking(input: {
  readonly bookingId: BookingId;
  readonly action: BookingAction;
  readonly version: number;
  readonly remark: string | undefined;
}): Promise<Result<BookingDetail, CallRefusal>> {
  const route = DECISION_ROUTES[input.action];
  if (route === undefined) throw new Error(`no decision route for ${input.action}`);
  const name = `${input.action}.${input.bookingId}`;
  const content = { version: input.version, ...(input.remark === undefined ? {} : { remark: input.remark }) };
  const requestId: RequestId = requestIdFor(name, content);
  const result = await api.call(route, { params: { bookingId: input.bookingId }, body: { requestId, ...content } });
  if (result.ok || isFinal(result.refusal)) settleIntent(name);
  return result;
}

/** Without an answer, or while the server is busy, nobody knows whether it happened: the same id must be sent again. */
function isFinal(refusal: CallRefusal): boolean {
  return refusal.status !== 0 && refusal.status < 500 && refusal.status !== 401;
}

/** 「已确认：林晓燕，3月7日 周六 上午 09:00-11:30，4 人。系统会通知预约人。」 */
export function decidedSentence(booking: BookingDetail): string {
  return `${booking.statusLabel}：${booking.contactName}，${dateLabel(booking.date)} ${booking.periodLabel}，${booking.heads} 人。系统会通知预约人。`;
}

import type { Instant } from "../kernel/time";
import { levelOf, type ApprovalProcess, type ApprovalState, type ApprovalStep } from "./approval";
import { ended, passedOn } from "./approvalLevel";

/** The time of a level is over. Who is late must not be able to hold a case up for ever, nor may a sweep act twice. */
export function timeOutApproval(process: ApprovalProcess, state: ApprovalState, now: Instant): (ApprovalStep & { readonly escalates?: true }) | undefined {
  if (state.status !== "RUNNING" || state.isOverdue || now < state.dueAt) return undefined;
  const { remindAt: _remindAt, ...rest } = state;
  const late: ApprovalState = { ...rest, isOverdue: true };
  switch (levelOf(process, state.levels[state.level] ?? "").onTimeOut) {
    case "REMIND":
      return { state: late, event: "APPROVAL_OVERDUE", remark: undefined };
    case "ESCALATE":
      return { state: late, event: "APPROVAL_ESCALATED", begins: state.level, escalates: true, remark: undefined };
    case "PASS":
      return { ...passedOn({ ...ended(state), decisions: state.decisions + 1 }), remark: "到期没有办理，按规定自动通过" };
    case "REJECT":
      return {
        state: { ...ended(state), decisions: state.decisions + 1, status: "REJECTED" },
        event: "APPROVAL_REJECTED",
        remark: "到期没有办理，按规定自动不通过",
      };
  }
}

/** The reminder before the end is due: it goes out once. */
export function remindBeforeEnd(state: ApprovalState, now: Instant): ApprovalStep | undefined {
  if (state.status !== "RUNNING" || state.remindAt === undefined || now < state.remindAt || now >= state.dueAt) return undefined;
  const { remindAt: _remindAt, ...rest } = state;
  return { state: rest, event: "APPROVAL_DUE_SOON", remark: undefined };
}

/** The next moment at which the system acts on it. */
export function nextMomentOf({ status, remindAt, dueAt, isOverdue }: ApprovalState): Instant | undefined {
  if (status !== "RUNNING" || isOverdue) return undefined;
  return remindAt ?? dueAt;
}

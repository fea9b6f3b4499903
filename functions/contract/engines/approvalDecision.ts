import { ok, refuse, type Result } from "../kernel/result";
import { addMs, HOUR_MS, type Instant } from "../kernel/time";
import {
  LEVEL_TASKS_MAX,
  levelOf,
  type ApprovalCommand,
  type ApprovalParty,
  type ApprovalProcess,
  type ApprovalRefusal,
  type ApprovalState,
  type ApprovalStep,
  type ApprovalTask,
  type Approver,
} from "./approval";
import { ended, passedOn, replaced, verdictOf, withHeadOpen } from "./approvalLevel";
import { approvalWorkflowOf } from "./approvalWorkflow";
import { decideAction } from "./workflow";

/** The task that somebody decides who acts for these accounts: the one they name, else their own before those they stand in for. */
export function taskToDecide(state: ApprovalState, actsFor: readonly string[], taskId?: number): ApprovalTask | undefined {
  const open = state.status === "RUNNING" ? state.tasks.filter(({ status, approver }) => status === "OPEN" && actsFor.includes(approver.accountId)) : [];
  if (taskId !== undefined) return open.find((task) => task.taskId === taskId);
  return [...open].sort((left, right) => actsFor.indexOf(left.approver.accountId) - actsFor.indexOf(right.approver.accountId))[0];
}

/** Where an approver may send it back to: the author, or a level that was passed before. */
export function returnTargets(process: ApprovalProcess, state: ApprovalState): { readonly key: string; readonly label: string }[] {
  return [{ key: AUTHOR_TARGET, label: "提交人" }, ...state.levels.slice(0, state.level).map((key) => ({ key, label: levelOf(process, key).label }))];
}
export const AUTHOR_TARGET = "AUTHOR";

/**
 * Decides one command of a person. The shell begins the next level when `begins` says so.
 * @param subjectVersion what the person saw; only a decision on the subject itself quotes it
 */
export function decideApproval(
  process: ApprovalProcess,
  input: {
    readonly state: ApprovalState;
    readonly command: ApprovalCommand;
    readonly parties: readonly ApprovalParty[];
    readonly by: { readonly accountId: string; readonly name: string };
    readonly task: ApprovalTask | undefined;
    readonly subjectVersion: number | undefined;
    readonly remark: string | undefined;
    readonly now: Instant;
    readonly lastChange: string | undefined;
    /** How long nobody is reminded again after 催办; an office sets it. */
    readonly remindEveryHours: number;
  },
): Result<ApprovalStep, ApprovalRefusal> {
  const { state, command, task, by, now } = input;
  const allowed = decideAction(approvalWorkflowOf(process), { ...input, item: state, action: command.action });
  if (!allowed.ok) return allowed;
  const { remark } = allowed.value;
  switch (command.action) {
    case "WITHDRAW":
      return ok({ state: { ...ended(state), status: "WITHDRAWN" }, event: "APPROVAL_WITHDRAWN", remark });
    case "REMIND":
      return ok({ state: { ...state, remindAgainAt: addMs(now, input.remindEveryHours * HOUR_MS) }, event: "APPROVAL_REMINDED", remark });
    case "COPY":
      return ok({ state, event: "APPROVAL_COPIED", remark });
    case "TRANSFER":
    case "ADD_APPROVER": {
      const mine = taskOrBug(task);
      const unfit = refuseUnfit(state, command.to);
      if (unfit !== undefined) return refuse(unfit);
      return ok(command.action === "TRANSFER" ? transferred(state, mine, command.to, by.name, now, remark) : added(state, mine, command, by.name, now, remark));
    }
    case "APPROVE":
    case "REJECT":
    case "RETURN": {
      const mine = taskOrBug(task);
      if (input.subjectVersion !== state.subjectVersion) return refuse({ code: "SUBJECT_CHANGED", caseLabel: process.caseLabel });
      if (command.action === "RETURN") return returned(process, state, command.returnTo, mine, remark);
      return ok(judged(process, state, { task: mine, agrees: command.action === "APPROVE", by, now, remark }));
    }
  }
}

function taskOrBug(task: ApprovalTask | undefined): ApprovalTask {
  if (task === undefined) throw new Error("the party APPROVER is only who has a task to decide");
  return task;
}

function refuseUnfit(state: ApprovalState, to: Approver): ApprovalRefusal | undefined {
  if (to.accountId === state.authorAccountId) return { code: "APPROVER_IS_AUTHOR" };
  if (state.tasks.some(({ approver }) => approver.accountId === to.accountId)) return { code: "APPROVER_ALREADY", name: to.name };
  return state.tasks.length >= LEVEL_TASKS_MAX ? { code: "APPROVERS_TOO_MANY" } : undefined;
}

function transferred(state: ApprovalState, mine: ApprovalTask, to: Approver, byName: string, now: Instant, remark: string | undefined): ApprovalStep {
  const next: ApprovalTask = { ...mine, approver: to, since: now, cameBy: `${byName} 转签` };
  return { state: { ...state, tasks: replaced(state.tasks, next) }, event: "APPROVAL_TRANSFERRED", remark, task: next };
}

/** Everything that waits for somebody who leaves goes to another; `undefined` when nothing does, or the other is the author. */
export function handOverApproval(
  state: ApprovalState,
  input: { readonly fromAccountId: string; readonly to: Approver; readonly now: Instant },
): ApprovalStep | undefined {
  const { fromAccountId, to, now } = input;
  const isTheirs = ({ approver, status }: ApprovalTask): boolean => approver.accountId === fromAccountId && (status === "OPEN" || status === "WAITING");
  if (state.status !== "RUNNING" || to.accountId === state.authorAccountId || !state.tasks.some(isTheirs)) return undefined;
  const tasks = state.tasks.map((task) =>
    isTheirs(task) ? { ...task, approver: to, ...(task.status === "OPEN" ? { since: now } : {}), cameBy: `${task.approver.name} 交接` } : task,
  );
  return { state: { ...state, tasks }, event: "APPROVAL_HANDED_OVER", remark: undefined };
}

/** 前加签: the new one decides first and mine waits; 后加签: the new one waits for mine. */
function added(
  state: ApprovalState,
  mine: ApprovalTask,
  { to, position }: { readonly to: Approver; readonly position: "BEFORE" | "AFTER" },
  byName: string,
  now: Instant,
  remark: string | undefined,
): ApprovalStep {
  const base = { taskId: state.tasksMade + 1, seat: mine.seat, approver: to, cameBy: `${byName} 加签` };
  const { since: _since, ...waiting } = mine;
  const next: ApprovalTask = position === "BEFORE" ? { ...base, status: "OPEN", since: now } : { ...base, status: "WAITING" };
  const pair = position === "BEFORE" ? [next, { ...waiting, status: "WAITING" as const }] : [mine, next];
  const tasks = state.tasks.flatMap((task) => (task.taskId === mine.taskId ? pair : [task]));
  return { state: { ...state, tasks, tasksMade: state.tasksMade + 1 }, event: "APPROVAL_APPROVER_ADDED", remark, task: next };
}

function returned(
  process: ApprovalProcess,
  state: ApprovalState,
  returnTo: string,
  task: ApprovalTask,
  remark: string | undefined,
): Result<ApprovalStep, ApprovalRefusal> {
  if (!returnTargets(process, state).some(({ key }) => key === returnTo)) return refuse({ code: "RETURN_TARGET_UNKNOWN" });
  const decided = { ...ended(state), decisions: state.decisions + 1 };
  if (returnTo === AUTHOR_TARGET) return ok({ state: { ...decided, status: "RETURNED" }, event: "APPROVAL_RETURNED", remark, task });
  const level = state.levels.indexOf(returnTo);
  return ok({ state: { ...decided, level }, event: "APPROVAL_SENT_BACK", begins: level, remark, task });
}

function judged(
  process: ApprovalProcess,
  state: ApprovalState,
  input: {
    readonly task: ApprovalTask;
    readonly agrees: boolean;
    readonly by: { readonly accountId: string; readonly name: string };
    readonly now: Instant;
    readonly remark: string | undefined;
  },
): ApprovalStep {
  const { task, agrees, by, now, remark } = input;
  const done: ApprovalTask = { ...task, status: agrees ? "APPROVED" : "REJECTED", doneAt: now, doneBy: { accountId: by.accountId, name: by.name } };
  const tasks = withHeadOpen(replaced(state.tasks, done), task.seat, now);
  const next: ApprovalState = { ...state, tasks, decisions: state.decisions + 1 };
  const verdict = verdictOf(levelOf(process, state.levels[state.level] ?? ""), tasks);
  if (verdict === "REJECTED") return { state: { ...next, status: "REJECTED" }, event: "APPROVAL_REJECTED", remark, task: done };
  if (verdict === "PASSED") return { ...passedOn(next), remark, task: done };
  return { state: next, event: agrees ? "APPROVAL_APPROVED" : "APPROVAL_OBJECTED", remark, task: done };
}

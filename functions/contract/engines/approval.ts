import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { ok, refuse, type Result } from "../kernel/result";
import {
  addDays,
  addMs,
  deadlineLabel,
  HOUR_MS,
  instantAt,
  localDateOf,
  startOfDay,
  weekdayOf,
  type Instant,
  type LocalDate,
  type TimeOfDay,
} from "../kernel/time";
import { decideAction, NO_REMARK, workflowErrors, type RemarkRule, type Workflow } from "./workflow";
import { addWorkingDays, CalendarYearMissing, isWorkingDay, type WorkingCalendar } from "./workingCalendar";

/**
 * Approval as a pure machine (promises M32, F23). A process is a list of levels; a level holds seats; a seat is a chain of tasks that are decided one after the
 * other. One seat per approver when the level begins; 加签 lengthens a seat's chain, 转签 changes whose task it is. Nothing here knows a store, a clock or chance.
 */
export const APPROVAL_STATUSES = ["DRAFT", "RUNNING", "PASSED", "REJECTED", "RETURNED", "WITHDRAWN"] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];
export const APPROVAL_STATUS_LABELS = {
  DRAFT: "草稿",
  RUNNING: "审批中",
  PASSED: "已通过",
  REJECTED: "未通过",
  RETURNED: "已退回，待修改",
  WITHDRAWN: "已撤回",
} as const satisfies Record<ApprovalStatus, string>;

/** 或签: whoever decides first; 会签: everybody; 投票: a share of the seats. */
export const APPROVAL_MODES = ["ANY", "ALL", "VOTE"] as const;
export type ApprovalMode = (typeof APPROVAL_MODES)[number];
export const APPROVAL_MODE_LABELS = { ANY: "一人办理即可", ALL: "须所有人同意", VOTE: "按比例表决" } as const satisfies Record<ApprovalMode, string>;

/** What happens when a level's time is over: its people are told once more / the bureau above takes over / it passes / it is refused. */
export const TIME_OUT_ACTIONS = ["REMIND", "ESCALATE", "PASS", "REJECT"] as const;
export type TimeOutAction = (typeof TIME_OUT_ACTIONS)[number];

/** @param Rule how the approvers of a level are found; the machine is given the people. */
export type ApprovalLevel<Rule> = {
  /** Stays the same for good: running cases name it. */
  readonly key: string;
  readonly label: string;
  readonly approvers: Rule;
  readonly withinWorkingDays: number;
  readonly onTimeOut: TimeOutAction;
  /** A level only for some subjects, decided once when the case is submitted. Absent: always. */
  readonly onlyIf?: (facts: ApprovalFacts) => boolean;
} & ({ readonly mode: "ANY" | "ALL" } | { readonly mode: "VOTE"; /** Share of the seats that must agree, e.g. 0.5. */ readonly share: number });

/** What a process may look at to leave a level out. */
export type ApprovalFacts = { readonly [name: string]: string | number | boolean };

export interface ApprovalProcess<Rule = unknown> {
  readonly label: string;
  /** What people call the subject: 单位注册申请. */
  readonly caseLabel: string;
  readonly levels: readonly ApprovalLevel<Rule>[];
  readonly remarks: { readonly approve: RemarkRule; readonly reject: RemarkRule };
  readonly mayTransfer: boolean;
  readonly mayAddApprover: boolean;
}

export const APPROVAL_ACTIONS = ["APPROVE", "REJECT", "RETURN", "TRANSFER", "ADD_APPROVER", "COPY", "REMIND", "WITHDRAW", "RESUBMIT"] as const;
export type ApprovalAction = (typeof APPROVAL_ACTIONS)[number];
/** APPROVER holds an open task, or stands in for who does; LEADER sees the progress of the place. */
export const APPROVAL_PARTIES = ["APPROVER", "AUTHOR", "LEADER"] as const;
export type ApprovalParty = (typeof APPROVAL_PARTIES)[number];

export type Approver = { readonly accountId: string; readonly username: string; readonly name: string };

export const TASK_STATUSES = ["OPEN", "WAITING", "APPROVED", "REJECTED"] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];
export type ApprovalTask = {
  readonly taskId: number;
  readonly seat: number;
  readonly approver: Approver;
  /** WAITING: behind another task of its seat. */
  readonly status: TaskStatus;
  /** Since when it can be decided. */
  readonly since?: Instant;
  readonly doneAt?: Instant;
  /** Who decided: the approver or whoever stood in. */
  readonly doneBy?: { readonly accountId: string; readonly name: string };
  /** 「王芳 转签」: how it came to this approver; absent when the level gave it. */
  readonly cameBy?: string;
};

export type ApprovalState = {
  readonly status: ApprovalStatus;
  /** Of the subject, as the approvers see it. A decision quotes it. */
  readonly subjectVersion: number;
  readonly authorAccountId: string;
  /** Keys of the process's levels that this case goes through. */
  readonly levels: readonly string[];
  readonly level: number;
  /** Grows whenever a level begins, so that a deadline of an older one is told apart. */
  readonly round: number;
  /** Decisions since it was last submitted: after the first the author cannot withdraw. */
  readonly decisions: number;
  readonly tasks: readonly ApprovalTask[];
  readonly tasksMade: number;
  readonly begunAt: Instant;
  readonly dueAt: Instant;
  /** The morning of its last working day; absent once that reminder went out or when there is no time for one. */
  readonly remindAt?: Instant;
  /** The time-out of this level has been dealt with. */
  readonly isOverdue: boolean;
  /** How far above its own bureau the level has been taken by time-outs. */
  readonly escalations: number;
  readonly remindAgainAt?: Instant;
};

/** 催办 at most once in that time. */
/** Fits one transaction together with the next level's. */
export const APPROVERS_MAX = 25;
export const LEVEL_TASKS_MAX = 35;

export const approvalErrors = {
  ...workflowErrors,
  SUBJECT_CHANGED: refusalEntry<{ readonly caseLabel: string }>(409, ({ caseLabel }) => `您查看之后，这份${caseLabel}的内容有了变化，请看过最新内容再办理。`),
  APPROVAL_WITHDRAW_TOO_LATE: refusalEntry(409, "已经有人办理过，不能再撤回。需要修改的，请联系审批人退回给您。"),
  APPROVAL_REMINDED_RECENTLY: refusalEntry<{ readonly againAt: Instant }>(
    409,
    ({ againAt }) => `刚刚催办过，请 ${deadlineLabel(againAt)} 以后再催，也可以直接打电话联系。`,
  ),
  /** Whoever had a task and comes second is told what the first did (promise R5). */
  APPROVAL_TASK_GONE: refusalEntry<{ readonly lastChange: string | undefined }>(
    409,
    ({ lastChange }) => `这项审批现在不用您办理了${lastChange === undefined ? "" : `（${lastChange}）`}，请刷新后查看最新情况。`,
  ),
  RETURN_TARGET_UNKNOWN: refusalEntry(422, "只能退回给提交人或已经办过的环节，请重新选择。", "body.returnTo"),
  APPROVER_NOT_CHOSEN: refusalEntry(422, "请选择人员。", "body.accountId"),
  APPROVER_UNKNOWN: refusalEntry(422, "没有找到您选的人，账号可能已停用，请重新选择。", "body.accountId"),
  APPROVER_ALREADY: refusalEntry<{ readonly name: string }>(409, ({ name }) => `${name} 已经是这个环节的审批人，请另选一位。`, "body.accountId"),
  APPROVER_IS_AUTHOR: refusalEntry(409, "提交人不能审批自己提交的内容，请另选一位。", "body.accountId"),
  APPROVERS_TOO_MANY: refusalEntry(409, `一个环节最多 ${LEVEL_TASKS_MAX} 位审批人，不能再加。`),
  APPROVERS_NONE: refusalEntry(409, "这个环节还没有可以办理的人员，请联系上级管理员在「人员」里设置后再提交。"),
} as const;
export type ApprovalRefusal = RefusalOf<typeof approvalErrors>;
type GuardRefusal = Extract<ApprovalRefusal, { code: "APPROVAL_WITHDRAW_TOO_LATE" | "APPROVAL_REMINDED_RECENTLY" }>;

const REASON = (label: string): RemarkRule => ({ kind: "required", label, maxLength: 200 });
const NOTE = (label: string): RemarkRule => ({ kind: "optional", label, maxLength: 200 });

/** The table of one process: where a case stands, who may do what there. `to` of a decision is where it leads unless its level decides otherwise. */
export function approvalWorkflowOf(
  process: Pick<ApprovalProcess, "caseLabel" | "remarks" | "mayTransfer" | "mayAddApprover">,
): Workflow<ApprovalState, ApprovalStatus, ApprovalAction, ApprovalParty, GuardRefusal> {
  const resubmit = { label: "修改后重新提交", by: ["AUTHOR"], to: "RUNNING", event: "APPROVAL_RESUBMITTED", remark: NO_REMARK } as const;
  const copy = { label: "抄送", by: ["APPROVER", "AUTHOR", "LEADER"], event: "APPROVAL_COPIED", remark: NOTE("说明") } as const;
  return {
    caseKind: "approval",
    caseLabel: process.caseLabel,
    statusLabels: APPROVAL_STATUS_LABELS,
    statusOf: (approval) => approval.status,
    table: {
      DRAFT: { RESUBMIT: { ...resubmit, label: "提交" } },
      RUNNING: {
        APPROVE: { label: "同意", by: ["APPROVER"], to: "PASSED", event: "APPROVAL_APPROVED", remark: process.remarks.approve },
        REJECT: { label: "不同意", by: ["APPROVER"], to: "REJECTED", event: "APPROVAL_REJECTED", remark: process.remarks.reject },
        RETURN: { label: "退回", by: ["APPROVER"], to: "RETURNED", event: "APPROVAL_RETURNED", remark: REASON("退回原因") },
        ...(process.mayTransfer
          ? { TRANSFER: { label: "转签", by: ["APPROVER"], to: "RUNNING", event: "APPROVAL_TRANSFERRED", remark: NOTE("转签说明") } as const }
          : {}),
        ...(process.mayAddApprover
          ? { ADD_APPROVER: { label: "加签", by: ["APPROVER"], to: "RUNNING", event: "APPROVAL_APPROVER_ADDED", remark: NOTE("加签说明") } as const }
          : {}),
        COPY: { ...copy, to: "RUNNING" },
        REMIND: { label: "催办", by: ["AUTHOR", "LEADER"], to: "RUNNING", event: "APPROVAL_REMINDED", remark: NO_REMARK },
        WITHDRAW: { label: "撤回", by: ["AUTHOR"], to: "WITHDRAWN", event: "APPROVAL_WITHDRAWN", remark: NO_REMARK },
      },
      PASSED: { COPY: { ...copy, by: ["AUTHOR", "LEADER"], to: "PASSED" } },
      REJECTED: { RESUBMIT: resubmit },
      RETURNED: { RESUBMIT: resubmit },
      WITHDRAWN: { RESUBMIT: resubmit },
    },
    guards: {
      APPROVE: () => undefined,
      REJECT: () => undefined,
      RETURN: () => undefined,
      TRANSFER: () => undefined,
      ADD_APPROVER: () => undefined,
      COPY: () => undefined,
      REMIND: ({ remindAgainAt }, now) =>
        remindAgainAt !== undefined && now < remindAgainAt ? { code: "APPROVAL_REMINDED_RECENTLY", againAt: remindAgainAt } : undefined,
      WITHDRAW: ({ decisions }) => (decisions > 0 ? { code: "APPROVAL_WITHDRAW_TOO_LATE" } : undefined),
      RESUBMIT: () => undefined,
    },
  };
}

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

export function levelOf<Rule>(process: ApprovalProcess<Rule>, key: string): ApprovalLevel<Rule> {
  const level = process.levels.find((candidate) => candidate.key === key);
  if (level === undefined) throw new Error(`process ${process.label} has no level ${key}; levels of running cases are never taken away`);
  return level;
}

export type ApprovalCommand =
  | { readonly action: "APPROVE" | "REJECT" }
  | { readonly action: "RETURN"; readonly returnTo: string }
  | { readonly action: "TRANSFER"; readonly to: Approver }
  | { readonly action: "ADD_APPROVER"; readonly to: Approver; readonly position: "BEFORE" | "AFTER" }
  | { readonly action: "COPY" | "REMIND" | "WITHDRAW" };

export interface ApprovalStep {
  readonly state: ApprovalState;
  /** What is recorded. APPROVAL_PASSED, _REJECTED, _RETURNED and _WITHDRAWN are outcomes that the subject applies. */
  readonly event: ApprovalEventType;
  /** This level must begin: the caller finds its people and calls `beginLevel`. */
  readonly begins?: number;
  readonly remark: string | undefined;
  /** The task that was decided or moved. */
  readonly task?: ApprovalTask;
}

export const APPROVAL_EVENT_LABELS = {
  APPROVAL_DRAFTED: "保存草稿",
  APPROVAL_SUBMITTED: "提交",
  APPROVAL_RESUBMITTED: "重新提交",
  APPROVAL_APPROVED: "同意",
  APPROVAL_LEVEL_PASSED: "同意，转下一环节",
  APPROVAL_PASSED: "同意，审批通过",
  APPROVAL_OBJECTED: "不同意",
  APPROVAL_REJECTED: "不同意，审批不通过",
  APPROVAL_SENT_BACK: "退回到前面的环节",
  APPROVAL_RETURNED: "退回提交人",
  APPROVAL_TRANSFERRED: "转签",
  APPROVAL_APPROVER_ADDED: "加签",
  APPROVAL_COPIED: "抄送",
  APPROVAL_REMINDED: "催办",
  APPROVAL_WITHDRAWN: "撤回",
  APPROVAL_DUE_SOON: "到期提醒",
  APPROVAL_OVERDUE: "超时提醒",
  APPROVAL_ESCALATED: "超时，转上级办理",
  APPROVAL_RESTARTED: "内容有修改，重新审批",
  APPROVAL_HANDED_OVER: "交接",
} as const;
export type ApprovalEventType = keyof typeof APPROVAL_EVENT_LABELS;

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

/** Behind a decided task of a seat the next one can be decided; behind a refusal none. */
function withHeadOpen(tasks: readonly ApprovalTask[], seat: number, now: Instant): ApprovalTask[] {
  const head = tasks.find((task) => task.seat === seat && task.status !== "APPROVED");
  return head?.status === "WAITING" ? replaced(tasks, { ...head, status: "OPEN", since: now }) : [...tasks];
}

function passedOn(state: ApprovalState): Pick<ApprovalStep, "state" | "event" | "begins"> {
  const level = state.level + 1;
  if (level < state.levels.length) return { state: { ...state, level }, event: "APPROVAL_LEVEL_PASSED", begins: level };
  return { state: { ...state, status: "PASSED" }, event: "APPROVAL_PASSED" };
}

/** What a level's seats amount to: a seat agrees when its whole chain does and objects as soon as one of it does. */
export function verdictOf(level: ApprovalLevel<unknown>, tasks: readonly ApprovalTask[]): "OPEN" | "PASSED" | "REJECTED" {
  const seats = [...new Set(tasks.map(({ seat }) => seat))].map((seat) => tasks.filter((task) => task.seat === seat));
  const agreed = seats.filter((chain) => chain.every(({ status }) => status === "APPROVED")).length;
  const objected = seats.filter((chain) => chain.some(({ status }) => status === "REJECTED")).length;
  const needed = agreementsNeeded(level, seats.length);
  // In a vote an objection counts once agreement is out of reach; elsewhere one is enough.
  const isRefused = level.mode === "VOTE" ? seats.length - objected < needed : objected > 0;
  return isRefused ? "REJECTED" : seats.length > 0 && agreed >= needed ? "PASSED" : "OPEN";
}

function agreementsNeeded(level: ApprovalLevel<unknown>, seats: number): number {
  switch (level.mode) {
    case "ANY":
      return 1;
    case "ALL":
      return seats;
    case "VOTE":
      return votesNeeded(level.share, seats);
  }
}

/** At least one, so that a level is never passed by nobody. */
export function votesNeeded(share: number, seats: number): number {
  return Math.max(1, Math.ceil(share * seats - 1e-9));
}

function replaced(tasks: readonly ApprovalTask[], by: ApprovalTask): ApprovalTask[] {
  return tasks.map((task) => (task.taskId === by.taskId ? by : task));
}

/** No task is open any more; those that were decided stay, for whoever reads what happened. */
function ended(state: ApprovalState): ApprovalState {
  const { remindAt: _remindAt, ...rest } = state;
  return { ...rest, tasks: state.tasks.filter(({ status }) => status === "APPROVED" || status === "REJECTED") };
}

/** The level begins with one seat per person, and its time with it. */
export function beginLevel(
  process: ApprovalProcess,
  state: ApprovalState,
  input: {
    readonly level: number;
    readonly approvers: readonly Approver[];
    readonly escalations: number;
    readonly now: Instant;
    readonly calendar: WorkingCalendar;
  },
): ApprovalState {
  const { level, approvers, escalations, now, calendar } = input;
  const { withinWorkingDays } = levelOf(process, state.levels[level] ?? "");
  const { remindAt: _remindAt, remindAgainAt: _remindAgainAt, ...rest } = state;
  const { dueAt, remindAt } = approvalTimes(now, withinWorkingDays, calendar);
  return {
    ...rest,
    status: "RUNNING",
    level,
    round: state.round + 1,
    tasks: approvers
      .slice(0, APPROVERS_MAX)
      .map((approver, index) => ({ taskId: state.tasksMade + index + 1, seat: index + 1, approver, status: "OPEN", since: now })),
    tasksMade: state.tasksMade + Math.min(approvers.length, APPROVERS_MAX),
    begunAt: now,
    dueAt,
    ...(remindAt === undefined ? {} : { remindAt }),
    isOverdue: false,
    escalations,
  };
}

/** The levels that a subject with these facts goes through. */
export function levelsFor(process: ApprovalProcess, facts: ApprovalFacts): string[] {
  return process.levels.filter(({ onlyIf }) => onlyIf === undefined || onlyIf(facts)).map(({ key }) => key);
}

/** A case before its first level begins. */
export function newApproval(input: {
  readonly subjectVersion: number;
  readonly authorAccountId: string;
  readonly levels: readonly string[];
  readonly now: Instant;
}): ApprovalState {
  return {
    ...input,
    status: "DRAFT",
    level: 0,
    round: 0,
    decisions: 0,
    tasks: [],
    tasksMade: 0,
    begunAt: input.now,
    dueAt: input.now,
    isOverdue: false,
    escalations: 0,
  };
}

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

const MORNING = "09:00" as TimeOfDay;

/** The end of the last working day it has, and the morning of that day. */
export function approvalTimes(
  now: Instant,
  withinWorkingDays: number,
  calendar: WorkingCalendar,
): { readonly dueAt: Instant; readonly remindAt: Instant | undefined } {
  const lastDay = lastWorkingDay(localDateOf(now), withinWorkingDays, calendar);
  const remindAt = instantAt(lastDay, MORNING);
  return { dueAt: startOfDay(addDays(lastDay, 1)), remindAt: remindAt > now ? remindAt : undefined };
}

/** Working days that began since then: what somebody has waited, in office time. */
export function workingDaysWaited(since: Instant, now: Instant, calendar: WorkingCalendar): number {
  let waited = 0;
  for (let day = addDays(localDateOf(since), 1); day <= localDateOf(now); day = addDays(day, 1)) if (isWorked(day, calendar)) waited += 1;
  return waited;
}

/** A year that the calendar lacks has no holidays that are known: weekdays count, for a case must not go without a deadline. The start-up check warns of it. */
function lastWorkingDay(from: LocalDate, count: number, calendar: WorkingCalendar): LocalDate {
  try {
    return addWorkingDays(from, count, calendar);
  } catch (error) {
    if (!(error instanceof CalendarYearMissing)) throw error;
    let day = from;
    for (let left = count; left > 0;) {
      day = addDays(day, 1);
      if (isWorked(day, calendar)) left -= 1;
    }
    return day;
  }
}

function isWorked(day: LocalDate, calendar: WorkingCalendar): boolean {
  return calendar.years.includes(Number(day.slice(0, 4))) ? isWorkingDay(day, calendar) : weekdayOf(day) <= 5;
}

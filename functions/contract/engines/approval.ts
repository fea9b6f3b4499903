import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { deadlineLabel, type Instant } from "../kernel/time";
import { workflowErrors, type RemarkRule } from "./workflow";

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

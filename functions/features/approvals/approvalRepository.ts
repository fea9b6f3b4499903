import type { ApprovalEventType, ApprovalState, Approver } from "@app/contract/engines/approval";
import { nextMomentOf } from "@app/contract/engines/approvalTimeOut";
import type { ProcessKind } from "@app/contract/approvals/processes";
import type { Instant } from "@app/contract/kernel/time";
import { cityCodeOf, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import { absent, versionIs, type ItemKey, type Store, type StoredItem, type Write } from "../../engines/store/storePort";

/**
 * | AP-AP1 · one approval · detail, every command · primary · APPROVAL#id / STATE · 1 |
 * | AP-AP2 · my open tasks, the soonest due first, overdue ones before all · 待办 · index1 · APPROVAL_TASKS#account#OPEN / due#approval#task · page |
 * | AP-AP3 · what I decided, the latest first · 已办 · index1 · APPROVAL_TASKS#account#DONE / decided at#approval#task · page |
 * | AP-AP4 · what I submitted · 我发起的 · index2 of the approval · APPROVALS_BY#account / submitted at#id · page |
 * | AP-AP5 · what I was sent a copy of · 抄送我的 · index1 · APPROVAL_COPIES#account / copied at#id · page |
 * | AP-AP6 · what runs in a city or a province, the longest waiting first · 审批进度 · index1, index3 of the approval · APPROVALS_RUNNING#code / level begun at#id · page |
 * | AP-AP7 · reminders and time-outs · the sweep · index4 of the approval · DUE#APPROVAL / moment#id · sweep |
 * | AP-AP8 · history of an approval · audit · primary · APPROVAL#id / EVENT#n · page |
 */
export type ApprovalSubject = {
  readonly kind: string;
  readonly id: string;
  /** What is on the to-do: 「海口绿源检测有限公司 注册申请」. */
  readonly title: string;
  readonly fields: readonly { readonly label: string; readonly value: string }[];
  /** The place whose bureaus decide; progress is read along it. */
  readonly orgPath: OrgPath;
  /** Path in the back office that shows the subject. */
  readonly opens: string;
};
/** Whoever submitted it. An applicant without an account has no account id: the subject's own feature tells them. */
export type ApprovalAuthor = { readonly accountId: string; readonly username: string; readonly name: string };

/** The approval carries its own short history, so that a detail is one read. The events beside it are the full record. */
export type ApprovalHistoryEntry = {
  readonly eventType: ApprovalEventType;
  readonly at: Instant;
  readonly byName: string;
  readonly level?: string;
  readonly remark?: string;
};
const HISTORY_MAX = 100;

export interface ApprovalItem extends StoredItem {
  readonly approvalId: string;
  readonly process: ProcessKind;
  readonly subject: ApprovalSubject;
  readonly author: ApprovalAuthor;
  readonly state: ApprovalState;
  readonly submittedAt: Instant;
  /** Accounts that ever had a task of it; they may go on reading it. */
  readonly participants: readonly string[];
  readonly copiedTo: readonly Approver[];
  readonly history: readonly ApprovalHistoryEntry[];
  readonly version: number;
}

export const APPROVAL_DEADLINE = "APPROVAL";
export const APPROVAL_TAG = "approval";
export const approvalPk = (approvalId: string): string => `APPROVAL#${approvalId}`;
export const approvalKey = (approvalId: string): ItemKey => ({ pk: approvalPk(approvalId), sk: "STATE" });
export const openTasksPk = (accountId: string): string => `APPROVAL_TASKS#${accountId}#OPEN`;
export const doneTasksPk = (accountId: string): string => `APPROVAL_TASKS#${accountId}#DONE`;
export const startedPk = (accountId: string): string => `APPROVALS_BY#${accountId}`;
export const copiesPk = (accountId: string): string => `APPROVAL_COPIES#${accountId}`;
export const runningPk = (code: string): string => `APPROVALS_RUNNING#${code}`;

type ApprovalFields = Pick<
  ApprovalItem,
  "approvalId" | "process" | "subject" | "author" | "state" | "submittedAt" | "participants" | "copiedTo" | "history" | "version"
>;

/** Places an approval in its lists: all follow from its state, so they are computed at every write. */
export function approvalItem(fields: ApprovalFields): ApprovalItem {
  const { approvalId, process, subject, author, state, submittedAt, participants, copiedTo, history, version } = fields;
  const moment = nextMomentOf(state);
  const city = cityCodeOf(subject.orgPath);
  const since = `${state.begunAt}#${approvalId}`;
  const isRunning = state.status === "RUNNING";
  return {
    ...approvalKey(approvalId),
    approvalId,
    process,
    subject,
    author,
    state,
    submittedAt,
    participants,
    copiedTo,
    history: history.slice(-HISTORY_MAX),
    version,
    ...(isRunning && city !== undefined ? { index1: { pk: runningPk(city), sk: since } } : {}),
    ...(author.accountId === "" ? {} : { index2: { pk: startedPk(author.accountId), sk: `${submittedAt}#${approvalId}` } }),
    ...(isRunning ? { index3: { pk: runningPk(provinceCodeOf(subject.orgPath) ?? "CN"), sk: since } } : {}),
    ...(moment === undefined ? {} : { index4: deadlineEntry(APPROVAL_DEADLINE, moment, approvalId) }),
  };
}

export async function getApprovalItem(store: Store, approvalId: string): Promise<ApprovalItem | undefined> {
  return (await store.get(approvalKey(approvalId))) as ApprovalItem | undefined;
}

/** A task in the list of one account. Those of an approval follow from its state. */
export interface TaskRow extends StoredItem {
  readonly approvalId: string;
  readonly taskId: number;
  readonly accountId: string;
}

function taskRow(approvalId: string, taskId: number, accountId: string, index1: ItemKey): TaskRow {
  return { pk: approvalPk(approvalId), sk: `TASK#${String(taskId).padStart(6, "0")}#${accountId}`, approvalId, taskId, accountId, index1 };
}

function taskRows({ approvalId, state }: Pick<ApprovalItem, "approvalId" | "state">): TaskRow[] {
  return state.tasks.flatMap((task): TaskRow[] => {
    const { taskId, approver, doneBy, doneAt } = task;
    if (doneBy !== undefined && doneAt !== undefined) {
      // Whoever decided finds it in 已办, and so does the approver whom they stood in for.
      const accounts = [...new Set([doneBy.accountId, approver.accountId])];
      return accounts.map((accountId) => taskRow(approvalId, taskId, accountId, { pk: doneTasksPk(accountId), sk: `${doneAt}#${approvalId}#${taskId}` }));
    }
    if (task.status !== "OPEN" || state.status !== "RUNNING") return [];
    return [taskRow(approvalId, taskId, approver.accountId, { pk: openTasksPk(approver.accountId), sk: `${state.dueAt}#${approvalId}#${taskId}` })];
  });
}

/** The writes that bring an approval and the lists it stands in to its next state. What was decided stays in 已办 for good. */
export function approvalWrites(before: ApprovalItem | undefined, after: ApprovalItem): Write[] {
  const had = new Map((before === undefined ? [] : taskRows(before)).map((row) => [row.sk, row]));
  const has = taskRows(after);
  const kept = new Set(has.map(({ sk }) => sk));
  const gone = [...had.values()].filter(({ sk, index1 }) => !kept.has(sk) && index1?.pk.endsWith("#OPEN") === true);
  return [
    { kind: "put", tag: APPROVAL_TAG, item: after, condition: before === undefined ? absent : versionIs(before.version) },
    ...has
      .filter((row) => had.get(row.sk)?.index1?.sk !== row.index1?.sk || had.get(row.sk)?.index1?.pk !== row.index1?.pk)
      .map((row, index): Write => ({ kind: "put", tag: `task ${index}`, item: row })),
    ...gone.map(({ pk, sk }, index): Write => ({ kind: "delete", tag: `task gone ${index}`, key: { pk, sk } })),
  ];
}

export function copyWrite(approvalId: string, accountId: string, at: Instant): Write {
  return {
    kind: "put",
    tag: `copy ${accountId}`,
    item: { pk: approvalPk(approvalId), sk: `COPY#${accountId}`, approvalId, index1: { pk: copiesPk(accountId), sk: `${at}#${approvalId}` } },
  };
}

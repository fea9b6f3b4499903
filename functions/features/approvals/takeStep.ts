import {
  APPROVAL_STATUS_LABELS,
  levelOf,
  type ApprovalRefusal,
  type ApprovalProcess,
  type ApprovalState,
  type ApprovalStep,
  type ApprovalTask,
} from "@app/contract/engines/approval";
import { beginLevel } from "@app/contract/engines/approvalLevel";
import type { WorkingCalendar } from "@app/contract/engines/workingCalendar";
import { processOf, type ApproverRule } from "@app/contract/approvals/processes";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { NewEvent } from "../../engines/events/event";
import type { Store, Write } from "../../engines/store/storePort";
import { approvalItem, approvalPk, approvalWrites, type ApprovalItem } from "./approvalRepository";
import { approversOf } from "./approvers";
import { standInsToday } from "./leaveRepository";
import type { ApprovalStepped } from "./public";

export interface TakenStep {
  readonly approval: ApprovalItem;
  readonly writes: readonly Write[];
  readonly event: NewEvent;
}
type Taking = ApprovalStep & { readonly escalates?: true };

/**
 * Turns a decided step into what is written: begins the level that it leads to, finds who is told, moves the to-dos. The rest of a command's transaction is the
 * caller's.
 */
export async function takeStep(
  store: Store,
  before: ApprovalItem,
  step: Taking,
  context: {
    readonly now: Instant;
    readonly byName: string;
    readonly calendar: WorkingCalendar;
    readonly isNew?: true;
    /** Who is told whatever the step is, e.g. those who get a copy. */
    readonly tell?: readonly string[];
    readonly changes?: Partial<Pick<ApprovalItem, "subject" | "submittedAt" | "copiedTo" | "author">>;
  },
): Promise<Result<TakenStep, Extract<ApprovalRefusal, { code: "APPROVERS_NONE" }>>> {
  const { now, byName, calendar, changes } = context;
  const process = processOf(before.process);
  const subject = changes?.subject ?? before.subject;
  const begun = await begin(store, process, { ...before, subject }, step, now, calendar);
  if (begun === undefined && step.escalates === undefined) return refuse({ code: "APPROVERS_NONE" });
  // Nobody stands above any more: those who are late are told, and the case stays theirs.
  const state = begun ?? step.state;
  const event = begun === undefined ? "APPROVAL_OVERDUE" : step.event;
  const arrived = event === "APPROVAL_OVERDUE" || REMINDERS.includes(event) ? openTasks(state) : openTasks(state).filter((task) => isNewTo(before.state, task));
  const standIns = await standInsToday(
    store,
    arrived.map(({ approver }) => approver.accountId),
    localDateOf(now),
  );
  const tell = [
    ...new Set([
      ...(context.tell ?? []),
      ...arrived.flatMap(({ approver }) => [approver.username, standIns.get(approver.accountId)?.username ?? approver.username]),
    ]),
  ];
  const level = levelLabelOf(process, before.state);
  const approval = approvalItem({
    ...before,
    ...changes,
    state,
    participants: [...new Set([...before.participants, ...openTasks(state).map(({ approver }) => approver.accountId)])],
    history: [
      ...before.history,
      { eventType: event, at: now, byName, ...(level === undefined ? {} : { level }), ...(step.remark === undefined ? {} : { remark: step.remark }) },
    ],
    version: before.version + 1,
  });
  const levelNow = levelLabelOf(process, state);
  const payload: ApprovalStepped = {
    process: before.process,
    caseLabel: process.caseLabel,
    subjectKind: subject.kind,
    subjectId: subject.id,
    subjectVersion: state.subjectVersion,
    title: subject.title,
    opens: subject.opens,
    orgPath: subject.orgPath,
    authorUsername: (changes?.author ?? before.author).username,
    byName,
    tell,
    ...(levelNow === undefined ? {} : { levelLabel: levelNow }),
    ...(step.remark === undefined ? {} : { remark: step.remark }),
  };
  return ok({
    approval,
    writes: approvalWrites(context.isNew === true ? undefined : before, approval),
    event: {
      eventType: event,
      caseKind: "approval",
      caseId: before.approvalId,
      casePk: approvalPk(before.approvalId),
      sequence: approval.version,
      caseName: subject.title,
      ...(before.state.status === state.status
        ? {}
        : { changed: [{ label: "状态", before: APPROVAL_STATUS_LABELS[before.state.status], after: APPROVAL_STATUS_LABELS[state.status] }] }),
      payload,
    },
  });
}

const REMINDERS: readonly string[] = ["APPROVAL_REMINDED", "APPROVAL_DUE_SOON"];

/** The state with its next level begun; `undefined` when nobody can act there or above. */
async function begin(
  store: Store,
  process: ApprovalProcess<ApproverRule>,
  { subject, author }: Pick<ApprovalItem, "subject" | "author">,
  step: Taking,
  now: Instant,
  calendar: WorkingCalendar,
): Promise<ApprovalState | undefined> {
  if (step.begins === undefined) return step.state;
  const level = levelOf(process, step.state.levels[step.begins] ?? "");
  const found = await approversOf(store, level.approvers, {
    orgPath: subject.orgPath,
    authorAccountId: author.accountId,
    escalations: step.escalates === undefined ? 0 : step.state.escalations + 1,
  });
  if (found === undefined) return undefined;
  return beginLevel(process, step.state, { level: step.begins, ...found, now, calendar });
}

function levelLabelOf(process: ApprovalProcess<ApproverRule>, state: ApprovalState): string | undefined {
  const key = state.levels[state.level];
  return state.status === "RUNNING" && key !== undefined ? levelOf(process, key).label : undefined;
}

export function openTasks(state: ApprovalState): ApprovalTask[] {
  return state.status === "RUNNING" ? state.tasks.filter(({ status }) => status === "OPEN") : [];
}

/** Opened, or come to another person, since then. */
function isNewTo(before: ApprovalState, task: ApprovalTask): boolean {
  return !openTasks(before).some(({ taskId, approver }) => taskId === task.taskId && approver.accountId === task.approver.accountId);
}

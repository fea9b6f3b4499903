import type { ApprovalDetail, ApprovalLevelView, ApprovalSummary, ApprovalTaskView } from "@app/contract/approvals/approval.schema";
import { processOf } from "@app/contract/approvals/processes";
import {
  APPROVAL_EVENT_LABELS,
  APPROVAL_MODE_LABELS,
  APPROVAL_STATUS_LABELS,
  levelOf,
  type ApprovalParty,
  type ApprovalTask,
  type Approver,
} from "@app/contract/engines/approval";
import { returnTargets, taskToDecide } from "@app/contract/engines/approvalDecision";
import { workingDaysWaited } from "@app/contract/engines/approvalTimes";
import { approvalWorkflowOf } from "@app/contract/engines/approvalWorkflow";
import { availableActions } from "@app/contract/engines/workflow";
import type { WorkingCalendar } from "@app/contract/engines/workingCalendar";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { instantLabel, type Instant } from "@app/contract/kernel/time";
import type { ApprovalItem } from "./approvalRepository";
import type { ActsFor } from "./leaveRepository";
import { openTasks } from "./takeStep";

const TASK_STATUS_LABELS = { OPEN: "待办理", WAITING: "等前面的人办完", APPROVED: "已同意", REJECTED: "不同意" } as const satisfies Record<
  ApprovalTask["status"],
  string
>;

/** Who somebody is to one approval. */
export function approvalParties(approval: ApprovalItem, actor: Actor, actsFor: readonly ActsFor[], taskId?: number): ApprovalParty[] {
  const parties: ApprovalParty[] = [];
  if (taskOf(approval, actsFor, taskId) !== undefined) parties.push("APPROVER");
  if (actor.accountId !== undefined && actor.accountId === approval.author.accountId) parties.push("AUTHOR");
  // Whoever it waits for has nobody to remind but themselves.
  if (!parties.includes("APPROVER") && mayAt(actor, "approvals.read", approval.subject.orgPath)) parties.push("LEADER");
  return parties;
}

/** @param actsFor the actor first; who submitted it does not decide it, not even in another's name */
export function taskOf(approval: ApprovalItem, actsFor: readonly ActsFor[], taskId?: number): ApprovalTask | undefined {
  if (actsFor[0]?.accountId === approval.author.accountId) return undefined;
  return taskToDecide(
    approval.state,
    actsFor.map(({ accountId }) => accountId),
    taskId,
  );
}

/** Whoever ever had a task of it, submitted it, got a copy, stands in, or leads the place. Others learn nothing of it. */
export function maySeeApproval(approval: ApprovalItem, actor: Actor, actsFor: readonly ActsFor[]): boolean {
  const { accountId } = actor;
  if (approvalParties(approval, actor, actsFor).length > 0) return true;
  return accountId !== undefined && (approval.participants.includes(accountId) || approval.copiedTo.some((copied) => copied.accountId === accountId));
}

export function toApprovalSummary(approval: ApprovalItem, now: Instant, calendar: WorkingCalendar): ApprovalSummary {
  const { subject, state } = approval;
  const process = processOf(approval.process);
  const isRunning = state.status === "RUNNING";
  const level = state.levels[state.level];
  return {
    approvalId: approval.approvalId as ApprovalSummary["approvalId"],
    process: approval.process,
    processLabel: process.label,
    subjectKind: subject.kind,
    subjectId: subject.id,
    title: subject.title,
    fields: subject.fields.map(({ label, value }) => ({ label, value })),
    opens: subject.opens,
    orgPath: subject.orgPath,
    status: state.status,
    statusLabel: APPROVAL_STATUS_LABELS[state.status],
    ...(isRunning && level !== undefined ? { levelLabel: levelOf(process, level).label, begunAt: state.begunAt, dueAt: state.dueAt } : {}),
    authorName: approval.author.name,
    submittedAt: approval.submittedAt,
    isOverdue: isRunning && now >= state.dueAt,
    waitingFor: openTasks(state).map(({ approver }) => approver.name),
    ...(isRunning ? { waitedWorkingDays: workingDaysWaited(state.begunAt, now, calendar) } : {}),
  };
}

export function toApprovalDetail(
  approval: ApprovalItem,
  viewer: { readonly actor: Actor; readonly actsFor: readonly ActsFor[]; readonly standIns: ReadonlyMap<string, Approver> },
  now: Instant,
  calendar: WorkingCalendar,
): ApprovalDetail {
  const { state } = approval;
  const process = processOf(approval.process);
  const mine = taskOf(approval, viewer.actsFor);
  const isOver = state.status === "PASSED";
  const levels = state.levels.map((key, index): ApprovalLevelView => {
    const { label, mode, withinWorkingDays } = levelOf(process, key);
    const isCurrent = index === state.level && !isOver && state.status !== "DRAFT";
    return {
      key,
      label,
      mode,
      modeLabel: APPROVAL_MODE_LABELS[mode],
      withinWorkingDays,
      stand: isOver || index < state.level ? "DONE" : isCurrent ? "CURRENT" : "AHEAD",
      tasks: index === state.level ? state.tasks.map((task) => toTaskView(task, viewer, now, calendar)) : [],
    };
  });
  return {
    ...toApprovalSummary(approval, now, calendar),
    subjectVersion: state.subjectVersion,
    levels,
    timeline: approval.history.map(({ eventType, at, byName, level, remark }) => ({
      eventType,
      label: APPROVAL_EVENT_LABELS[eventType],
      at,
      byName,
      ...(level === undefined ? {} : { level }),
      ...(remark === undefined ? {} : { remark }),
    })),
    copiedTo: approval.copiedTo.map(({ name }) => name),
    ...(mine === undefined ? {} : { myTaskId: mine.taskId }),
    returnTargets: mine === undefined ? [] : returnTargets(process, state),
    availableActions: availableActions(approvalWorkflowOf(process), state, approvalParties(approval, viewer.actor, viewer.actsFor), now),
  };
}

function toTaskView(
  { taskId, approver, status, since, doneAt, doneBy, cameBy }: ApprovalTask,
  { actsFor, standIns }: { readonly actsFor: readonly ActsFor[]; readonly standIns: ReadonlyMap<string, Approver> },
  now: Instant,
  calendar: WorkingCalendar,
): ApprovalTaskView {
  const standIn = status === "OPEN" ? standIns.get(approver.accountId) : undefined;
  return {
    taskId,
    name: approver.name,
    status,
    statusLabel: TASK_STATUS_LABELS[status],
    ...(since === undefined ? {} : { since }),
    ...(since === undefined || status !== "OPEN" ? {} : { waitedWorkingDays: workingDaysWaited(since, now, calendar) }),
    ...(doneAt === undefined ? {} : { doneAt }),
    ...(doneBy === undefined || doneBy.accountId === approver.accountId ? {} : { doneByName: doneBy.name }),
    ...(cameBy === undefined ? {} : { cameBy }),
    ...(standIn === undefined ? {} : { standInName: standIn.name }),
    isMine: status === "OPEN" && actsFor.some(({ accountId }) => accountId === approver.accountId),
  };
}

/** 「王芳 2026-03-07 10:32 同意」: what another person did meanwhile (promise R5). */
export function lastChangeOf(approval: Pick<ApprovalItem, "history">): string | undefined {
  const last = approval.history[approval.history.length - 1];
  return last === undefined ? undefined : `${last.byName} ${instantLabel(last.at)} ${APPROVAL_EVENT_LABELS[last.eventType]}`;
}

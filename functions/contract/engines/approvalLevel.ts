import type { Instant } from "../kernel/time";
import {
  APPROVERS_MAX,
  levelOf,
  type ApprovalLevel,
  type ApprovalProcess,
  type ApprovalState,
  type ApprovalStep,
  type ApprovalTask,
  type Approver,
} from "./approval";
import { approvalTimes } from "./approvalTimes";
import type { WorkingCalendar } from "./workingCalendar";

/** Behind a decided task of a seat the next one can be decided; behind a refusal none. */
export function withHeadOpen(tasks: readonly ApprovalTask[], seat: number, now: Instant): ApprovalTask[] {
  const head = tasks.find((task) => task.seat === seat && task.status !== "APPROVED");
  return head?.status === "WAITING" ? replaced(tasks, { ...head, status: "OPEN", since: now }) : [...tasks];
}

export function passedOn(state: ApprovalState): Pick<ApprovalStep, "state" | "event" | "begins"> {
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

export function replaced(tasks: readonly ApprovalTask[], by: ApprovalTask): ApprovalTask[] {
  return tasks.map((task) => (task.taskId === by.taskId ? by : task));
}

/** No task is open any more; those that were decided stay, for whoever reads what happened. */
export function ended(state: ApprovalState): ApprovalState {
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

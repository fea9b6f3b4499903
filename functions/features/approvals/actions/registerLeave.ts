import type { ApprovalsRefusal } from "@app/contract/approvals/approvals.errors";
import { LEAVES_AHEAD_MAX, type EndLeave, type LeaveId, type Leaves, type RegisterLeave } from "@app/contract/approvals/approval.schema";
import type { Approver } from "@app/contract/engines/approval";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addDays, localDateOf, type LocalDate } from "@app/contract/kernel/time";
import { runCommand } from "../../../engines/commands/runCommand";
import type { NewEvent } from "../../../engines/events/event";
import type { Store, Write } from "../../../engines/store/storePort";
import type { ApprovalDeps } from "../approvalDeps";
import {
  getLeaves,
  isDuring,
  leavesAre,
  leavesKey,
  leavesWrites,
  listStandingIn,
  type LeavesItem,
  type StandingInItem,
  type StoredLeave,
} from "../leaveRepository";
import { colleaguesOf } from "../queries/listColleagues";

type Refusal = ApprovalsRefusal | KernelRefusal;

/** 请假与代理: from its first day on, whatever waits for this account is also the stand-in's to decide (promise F23). */
export function registerLeave({ engine }: ApprovalDeps, input: { actor: Actor; command: RegisterLeave }): Promise<Result<Leaves, Refusal>> {
  const { store } = engine;
  const { requestId, from, to, accountId: standInId } = input.command;
  return runCommand<Leaves, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "registerLeave",
    asked: input.command,
    decide: async ({ actor, now, newId }) => {
      const accountId = actor.accountId;
      if (accountId === undefined) return refuse({ code: "FORBIDDEN" });
      const today = localDateOf(now);
      if (to < today) return refuse({ code: "LEAVE_IN_THE_PAST" });
      if (standInId === accountId) return refuse({ code: "STAND_IN_SELF" });
      const before = await getLeaves(store, accountId);
      const ahead = (before?.leaves ?? []).filter((leave) => leave.to >= today);
      const overlapping = ahead.find((leave) => leave.from <= to && from <= leave.to);
      if (overlapping !== undefined) return refuse({ code: "LEAVE_OVERLAPS", from: overlapping.from, to: overlapping.to });
      if (ahead.length >= LEAVES_AHEAD_MAX) return refuse({ code: "LEAVES_TOO_MANY" });
      const colleague = (await colleaguesOf(store, actor)).find((each) => each.accountId === standInId);
      if (colleague === undefined) return refuse({ code: "APPROVER_UNKNOWN" });
      const standIn: Approver = { accountId: colleague.accountId, username: colleague.username, name: colleague.displayName };
      const chain = await chainOf(store, standIn, { from, to });
      if (chain.some((each) => each.accountId === accountId)) return refuse({ code: "STAND_IN_CIRCULAR", name: standIn.name });
      const leave: StoredLeave = { leaveId: newId(), from, to, standIn };
      const leaves = [...ahead, leave].sort((left, right) => (left.from < right.from ? -1 : 1));
      return ok({
        writes: [
          ...leavesWrites(before, { accountId, name: actor.name, leaves }),
          // Two who name each other at the same moment: one of them reads again and is told.
          ...chain.map(({ accountId: other, item }, index): Write => ({
            kind: "check",
            tag: `chain ${index}`,
            key: leavesKey(other),
            condition: leavesAre(item),
          })),
        ],
        events: [leaveEvent("LEAVE_REGISTERED", before, accountId, { from, to, standInName: standIn.name, tell: [standIn.username], name: actor.name })],
        answer: leavesView(leaves, await listStandingIn(store, accountId, today), actor.name, today),
      });
    },
  });
}

/** One that lies ahead is cancelled; from one that runs its holder is back today. */
export function endLeave({ engine }: ApprovalDeps, input: { actor: Actor; leaveId: LeaveId; command: EndLeave }): Promise<Result<Leaves, Refusal>> {
  const { store } = engine;
  return runCommand<Leaves, Refusal>(engine, {
    actor: input.actor,
    requestId: input.command.requestId,
    command: "endLeave",
    asked: [input.leaveId, input.command],
    decide: async ({ actor, now }) => {
      const accountId = actor.accountId ?? "";
      const today = localDateOf(now);
      const before = await getLeaves(store, accountId);
      const ended = before?.leaves.find(({ leaveId, to }) => leaveId === input.leaveId && to >= today);
      if (before === undefined || ended === undefined) return refuse({ code: "NOT_FOUND", what: "条请假" });
      const leaves = before.leaves.filter((leave) => leave !== ended && leave.to >= addDays(today, 0));
      const { from, to, standIn } = ended;
      return ok({
        writes: leavesWrites(before, { accountId, name: actor.name, leaves }),
        events: [leaveEvent("LEAVE_ENDED", before, accountId, { from, to, standInName: standIn.name, tell: [standIn.username], name: actor.name })],
        answer: leavesView(leaves, await listStandingIn(store, accountId, today), actor.name, today),
      });
    },
  });
}

export async function listLeaves({ engine }: ApprovalDeps, actor: Actor): Promise<Result<Leaves, KernelRefusal>> {
  const accountId = actor.accountId;
  if (accountId === undefined) return ok({ mine: [], standingIn: [] });
  const today = localDateOf(engine.clock.now());
  const [item, standingIn] = await Promise.all([getLeaves(engine.store, accountId), listStandingIn(engine.store, accountId, today)]);
  return ok(leavesView(item?.leaves ?? [], standingIn, actor.name, today));
}

function leavesView(leaves: readonly StoredLeave[], standingIn: readonly StandingInItem[], name: string, today: LocalDate): Leaves {
  return {
    mine: leaves
      .filter(({ to }) => to >= today)
      .map(({ leaveId, from, to, standIn }) => ({
        leaveId: leaveId as LeaveId,
        from,
        to,
        name,
        standInName: standIn.name,
        isNow: isDuring({ from, to }, today),
      })),
    standingIn: standingIn.map((leave) => ({
      leaveId: leave.leaveId as LeaveId,
      from: leave.from,
      to: leave.to,
      name: leave.name,
      standInName: leave.standInName,
      isNow: isDuring(leave, today),
    })),
  };
}

function leaveEvent(eventType: string, before: LeavesItem | undefined, accountId: string, payload: LeaveChanged): NewEvent {
  const { pk } = leavesKey(accountId);
  return { eventType, caseKind: "leave", caseId: accountId, casePk: pk, sequence: (before?.version ?? 0) + 1, payload };
}
/** Payload of LEAVE_REGISTERED and LEAVE_ENDED. */
export type LeaveChanged = {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly name: string;
  readonly standInName: string;
  readonly tell: readonly string[];
};

const CHAIN_PEOPLE_MAX = 30;

/** Everybody who would act, directly or by way of others, on some day of this time: the stand-in, and the stand-ins of whoever of them is away then. */
async function chainOf(
  store: Store,
  standIn: Approver,
  time: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<{ readonly accountId: string; readonly item: LeavesItem | undefined }[]> {
  const chain: { accountId: string; item: LeavesItem | undefined }[] = [];
  const waiting = [standIn.accountId];
  for (let next = waiting.shift(); next !== undefined && chain.length < CHAIN_PEOPLE_MAX; next = waiting.shift()) {
    const accountId = next;
    if (chain.some((each) => each.accountId === accountId)) continue;
    const item = await getLeaves(store, accountId);
    chain.push({ accountId, item });
    for (const leave of item?.leaves ?? []) if (leave.from <= time.to && time.from <= leave.to) waiting.push(leave.standIn.accountId);
  }
  return chain;
}

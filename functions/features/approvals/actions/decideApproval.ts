import type { ApprovalsRefusal } from "@app/contract/approvals/approvals.errors";
import type { ApprovalDetail, ApprovalId, DecideApproval } from "@app/contract/approvals/approval.schema";
import { processOf } from "@app/contract/approvals/processes";
import { levelOf, type ApprovalAction, type ApprovalCommand, type ApprovalTask, type Approver } from "@app/contract/engines/approval";
import { decideApproval as decide } from "@app/contract/engines/approvalDecision";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf } from "@app/contract/kernel/time";
import { runCommand } from "../../../engines/commands/runCommand";
import type { Store } from "../../../engines/store/storePort";
import { isAllowedOver } from "../../sessions/public";
import type { ApprovalDeps } from "../approvalDeps";
import { copyWrite, getApprovalItem, type ApprovalItem } from "../approvalRepository";
import { approvalParties, lastChangeOf, maySeeApproval, taskOf } from "../approvalView";
import type { ActsFor } from "../leaveRepository";
import { choosableFor } from "../queries/listColleagues";
import { detailFor, actsForActor } from "../queries/readApproval";
import { takeStep } from "../takeStep";

type Refusal = ApprovalsRefusal | KernelRefusal;
const OF_APPROVERS: readonly ApprovalAction[] = ["APPROVE", "REJECT", "RETURN", "TRANSFER", "ADD_APPROVER"];

/** Takes one action on an approval. Whoever comes second is told what the first did (promise R5); whoever saw an older subject is told that it changed (M32). */
export async function decideApproval(
  deps: ApprovalDeps,
  input: { actor: Actor; approvalId: ApprovalId; command: DecideApproval },
): Promise<Result<ApprovalDetail, Refusal>> {
  const { engine, parameters } = deps;
  const { store } = engine;
  const { requestId, action, taskId } = input.command;
  return runCommand<ApprovalDetail, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "decideApproval",
    asked: [input.approvalId, input.command],
    decide: async ({ actor, now }) => {
      const calendar = await engine.calendar();
      const approval = await getApprovalItem(store, input.approvalId);
      const actsFor = await actsForActor(store, actor, localDateOf(now));
      if (approval === undefined || !maySeeApproval(approval, actor, actsFor)) return refuse({ code: "NOT_FOUND", what: "项审批" });
      const lastChange = lastChangeOf(approval);
      const task = taskOf(approval, actsFor, taskId);
      const had = approval.participants.some((accountId) => actsFor.some((each) => each.accountId === accountId));
      if (OF_APPROVERS.includes(action) && task === undefined && had) return refuse({ code: "APPROVAL_TASK_GONE", lastChange });
      if (OF_APPROVERS.includes(action) && task !== undefined && !(await isStillTheirs(store, approval, task))) return refuse({ code: "APPROVER_RIGHT_GONE" });
      const chosen = await chosenPeople(store, approval, { actor, actsFor }, input.command);
      if (!chosen.ok) return chosen;
      const command = commandOf(input.command, chosen.value);
      if (command === undefined) return refuse({ code: "APPROVER_NOT_CHOSEN" });
      const decided = decide(processOf(approval.process), {
        state: approval.state,
        command,
        parties: approvalParties(approval, actor, actsFor, taskId),
        by: { accountId: actor.accountId ?? actor.id, name: actor.name },
        task,
        subjectVersion: input.command.subjectVersion,
        remark: input.command.remark,
        now,
        lastChange,
        remindEveryHours: await parameters.get("approvals.remindEveryHours"),
      });
      if (!decided.ok) return decided;
      const copies = action === "COPY" ? chosen.value.filter(({ accountId }) => !approval.copiedTo.some((copied) => copied.accountId === accountId)) : [];
      const standsIn = task !== undefined && OF_APPROVERS.includes(action) && task.approver.accountId !== actor.accountId;
      const taken = await takeStep(store, approval, decided.value, {
        now,
        byName: standsIn ? `${actor.name}（代${task.approver.name}）` : actor.name,
        calendar,
        tell: copies.map(({ username }) => username),
        ...(copies.length === 0 ? {} : { changes: { copiedTo: [...approval.copiedTo, ...copies] } }),
      });
      if (!taken.ok) return taken;
      const { approval: next, writes, event } = taken.value;
      return ok({
        writes: [...writes, ...copies.map(({ accountId }) => copyWrite(next.approvalId, accountId, now))],
        events: [event],
        answer: await detailFor(store, next, { actor, actsFor }, now, calendar),
      });
    },
  });
}

/**
 * A level gives a task to whoever may at that moment; somebody who was moved or whose role was narrowed since decides nothing by it any more (promise R12). What came
 * by 转签, 加签 or 交接 was given to the person, whatever their rights.
 */
async function isStillTheirs(store: Store, { process, state, subject }: ApprovalItem, task: ApprovalTask): Promise<boolean> {
  const rule = levelOf(processOf(process), state.levels[state.level] ?? "").approvers;
  if (rule.kind === "ACCOUNTS" || task.cameBy !== undefined) return true;
  return isAllowedOver(store, task.approver.username, rule.permission, subject.orgPath);
}

/** The accounts that the command names, as whoever sends it may choose them. */
async function chosenPeople(
  store: Store,
  approval: ApprovalItem,
  { actor, actsFor }: { readonly actor: Actor; readonly actsFor: readonly ActsFor[] },
  command: DecideApproval,
): Promise<Result<Approver[], Refusal>> {
  const named: readonly string[] = command.action === "COPY" ? (command.accountIds ?? []) : command.accountId === undefined ? [] : [command.accountId];
  const needs = command.action === "COPY" || command.action === "TRANSFER" || command.action === "ADD_APPROVER";
  if (!needs) return ok([]);
  if (named.length === 0) return refuse({ code: "APPROVER_NOT_CHOSEN" });
  const choosable = await choosableFor(store, approval, actor, actsFor);
  const found = [...new Set(named)].map((accountId) => choosable.find((each) => each.accountId === accountId));
  if (found.some((each) => each === undefined)) return refuse({ code: "APPROVER_UNKNOWN" });
  return ok(found.flatMap((each) => (each === undefined ? [] : [{ accountId: each.accountId, username: each.username, name: each.displayName }])));
}

function commandOf({ action, returnTo, position }: DecideApproval, [to]: readonly Approver[]): ApprovalCommand | undefined {
  switch (action) {
    case "RETURN":
      return { action, returnTo: returnTo ?? "" };
    case "TRANSFER":
      return to === undefined ? undefined : { action, to };
    case "ADD_APPROVER":
      return to === undefined ? undefined : { action, to, position: position ?? "AFTER" };
    default:
      return { action };
  }
}

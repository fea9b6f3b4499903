import type { Approver } from "@app/contract/engines/approval";
import { handOverApproval } from "@app/contract/engines/approvalDecision";
import type { Actor } from "@app/contract/kernel/actor";
import { ok } from "@app/contract/kernel/result";
import { runCommand, type CommandEngine } from "../../engines/commands/runCommand";
import type { Store } from "../../engines/store/storePort";
import { getApprovalItem, openTasksPk, type TaskRow } from "./approvalRepository";
import { takeStep } from "./takeStep";

/** More open work than anybody has; a screen says "200+". */
const OPEN_TASKS_MAX = 200;

/** What waits for an account: for a leaver's hand-over and for whoever disables it. */
export async function openTasksOf(store: Store, accountId: string): Promise<{ readonly approvalId: string; readonly title: string; readonly dueAt: string }[]> {
  const page = await store.query({ index: "index1", pk: openTasksPk(accountId), limit: OPEN_TASKS_MAX });
  const ids = [...new Set((page.items as readonly TaskRow[]).map(({ approvalId }) => approvalId))];
  const approvals = await Promise.all(ids.map((approvalId) => getApprovalItem(store, approvalId)));
  return approvals.flatMap((approval) =>
    approval === undefined ? [] : [{ approvalId: approval.approvalId, title: approval.subject.title, dueAt: approval.state.dueAt }],
  );
}

/**
 * Gives all open work of one account to another, approval by approval: each is a transaction of its own, so it may be called again after a fault and takes up what
 * is left. Returns what was moved, and what the new one cannot take because they submitted it themselves.
 */
export async function handOverTasks(
  engine: CommandEngine,
  input: { readonly actor: Actor; readonly fromAccountId: string; readonly to: Approver },
): Promise<{ readonly moved: number; readonly kept: readonly string[] }> {
  const { actor, fromAccountId, to } = input;
  let moved = 0;
  const kept: string[] = [];
  for (const { approvalId } of await openTasksOf(engine.store, fromAccountId)) {
    const answer = await runCommand<boolean, never>(engine, {
      actor,
      requestId: undefined,
      command: "handOverTasks",
      asked: [approvalId, fromAccountId, to.accountId],
      decide: async ({ now }) => {
        const nothing = ok({ writes: [], events: [], answer: false });
        const approval = await getApprovalItem(engine.store, approvalId);
        const step = approval === undefined ? undefined : handOverApproval(approval.state, { fromAccountId, to, now });
        if (approval === undefined || step === undefined) return nothing;
        const taken = await takeStep(engine.store, approval, step, { now, byName: actor.name, calendar: await engine.calendar() });
        return taken.ok ? ok({ writes: taken.value.writes, events: [taken.value.event], answer: true }) : nothing;
      },
    });
    if (answer.ok && answer.value) moved += 1;
    else kept.push(approvalId);
  }
  return { moved, kept };
}

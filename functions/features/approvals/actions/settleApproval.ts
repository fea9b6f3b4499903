import { processOf } from "@app/contract/approvals/processes";
import { remindBeforeEnd, timeOutApproval } from "@app/contract/engines/approvalTimeOut";
import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import { ok } from "@app/contract/kernel/result";
import type { DeadlineHandler } from "../../../engines/deadlines/deadlines";
import { runCommand } from "../../../engines/commands/runCommand";
import type { ApprovalDeps } from "../approvalDeps";
import { APPROVAL_DEADLINE, getApprovalItem } from "../approvalRepository";
import { takeStep } from "../takeStep";

/** What the system does when a level's reminder or its end is due. Whoever decides at the same moment wins or loses as one of two people would (promise R5). */
export function approvalDeadlines(deps: ApprovalDeps): DeadlineHandler[] {
  return [
    {
      kind: APPROVAL_DEADLINE,
      settle: async (item) => {
        const settled = await settleApproval(deps, String(item["approvalId"]));
        if (!settled.ok) throw new Error(`approval ${String(item["approvalId"])}: ${settled.refusal.code}`);
      },
    },
  ];
}

function settleApproval({ engine }: ApprovalDeps, approvalId: string) {
  return runCommand<null, { readonly code: string }>(engine, {
    actor: SYSTEM_ACTOR,
    requestId: undefined,
    command: "settleApproval",
    asked: approvalId,
    decide: async ({ actor, now }) => {
      const approval = await getApprovalItem(engine.store, approvalId);
      const step =
        approval === undefined ? undefined : (timeOutApproval(processOf(approval.process), approval.state, now) ?? remindBeforeEnd(approval.state, now));
      if (approval === undefined || step === undefined) return ok({ writes: [], events: [], answer: null });
      const taken = await takeStep(engine.store, approval, step, { now, byName: actor.name, calendar: await engine.calendar() });
      return taken.ok ? ok({ writes: taken.value.writes, events: [taken.value.event], answer: null }) : taken;
    },
  });
}

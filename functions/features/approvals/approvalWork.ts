import { hasPermission, type Actor } from "@app/contract/kernel/actor";
import type { ApprovalSummary } from "@app/contract/approvals/approval.schema";
import { localDateOf } from "@app/contract/kernel/time";
import { LONGEST_WAITING_SHOWN } from "@app/contract/workbench/workbench.schema";
import { queryMerged } from "../../engines/paging/queryMerged";
import { WORK_PAGE, workItem, type SearchSource, type WorkSource } from "../workbench/public";
import type { ApprovalDeps } from "./approvalDeps";
import { getApprovalItem, openTasksPk } from "./approvalRepository";
import { maySeeApproval, toApprovalSummary } from "./approvalView";
import { listApprovalProgress } from "./queries/listApprovals";
import { actsForActor } from "./queries/readApproval";

/** 待办审批: a person's own and those of whom they stand in for, the soonest due first. */
export function approvalWork({ engine }: ApprovalDeps): WorkSource {
  return {
    countWork: async (actor) => {
      const now = engine.clock.now();
      const actsFor = await actsForActor(engine.store, actor, localDateOf(now));
      const pks = actsFor.map(({ accountId }) => openTasksPk(accountId));
      const page = await queryMerged(engine.store, { index: "index1", pks, range: {}, order: "ascending", limit: WORK_PAGE, cursor: undefined });
      const tasks = page === "CURSOR_INVALID" ? [] : page.items;
      // The sort key begins with the moment by which the level is to be decided.
      return workItem(
        { key: "APPROVALS", label: "审批待办", opens: "/approvals" },
        tasks.map(({ index1 }) => ({ dueAt: index1?.sk.split("#")[0] })),
        now,
      );
    },
  };
}

/** Nobody who may not see 审批进度 is shown any. */
export async function longestWaiting(deps: ApprovalDeps, actor: Actor): Promise<ApprovalSummary[] | undefined> {
  if (!hasPermission(actor, "approvals.read")) return undefined;
  const found = await listApprovalProgress(deps, actor, { limit: LONGEST_WAITING_SHOWN });
  return found.ok ? [...found.value.items] : [];
}

/** By the whole number alone: whoever has it got it from a notice or a record. */
export function approvalSearch({ engine }: ApprovalDeps): SearchSource {
  return {
    kind: "APPROVALS",
    label: "审批",
    find: async (actor, words) => {
      const nothing = { items: [], more: false };
      if (!/^[A-Za-z0-9~_.:-]{8,64}$/.test(words)) return nothing;
      const approval = await getApprovalItem(engine.store, words);
      const now = engine.clock.now();
      if (approval === undefined || !maySeeApproval(approval, actor, await actsForActor(engine.store, actor, localDateOf(now)))) return nothing;
      const { title, processLabel, statusLabel } = toApprovalSummary(approval, now, await engine.calendar());
      return {
        items: [{ id: words, title, note: `${processLabel} · ${statusLabel}`, opens: `/approvals?approval=${encodeURIComponent(words)}` }],
        more: false,
      };
    },
  };
}

import { ok } from "@app/contract/kernel/result";
import type { CommandEngine } from "../../engines/commands/runCommand";
import type { OpenWorkSource } from "../people/public";
import { handOverTasks, openTasksOf } from "./handOverTasks";

const SHOWN_MAX = 20;

/** 待办审批, for a hand-over in 人员. Approval by approval, so that a hand-over that broke off takes up what is left. */
export function openApprovals(engine: CommandEngine): OpenWorkSource {
  return {
    kind: "APPROVALS",
    label: "待办审批",
    list: async ({ accountId }) => {
      const tasks = await openTasksOf(engine.store, accountId);
      return { items: tasks.slice(0, SHOWN_MAX).map(({ approvalId, title }) => ({ id: approvalId, title })), hasMore: tasks.length > SHOWN_MAX };
    },
    handOver: async ({ actor, from, to }) => {
      const receiver = { accountId: to.accountId, username: to.username, name: to.displayName };
      const { moved } = await handOverTasks(engine, { actor, fromAccountId: from.accountId, to: receiver });
      return ok({ count: moved });
    },
  };
}

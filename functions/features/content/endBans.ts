import { BAN_STATUS_LABELS } from "@app/contract/content/ban.schema";
import { BAN_WORKFLOW } from "@app/contract/content/ban.workflow";
import { decideAction } from "@app/contract/engines/workflow";
import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok } from "@app/contract/kernel/result";
import { runCommand, type CommandEngine } from "../../engines/commands/runCommand";
import type { DeadlineHandler } from "../../engines/deadlines/deadlines";
import { versionIs } from "../../engines/store/storePort";
import { banEvent } from "./banPerson";
import { BAN_DEADLINE, BAN_TAG, getBanItem, isOver, placedBan, type BanItem } from "./banRepository";
import { banCase } from "./banView";

export const banDeadlines = (engine: CommandEngine): readonly DeadlineHandler[] => [
  { kind: BAN_DEADLINE, settle: (item) => endBan(engine, (item as BanItem).personId) },
];

/** After its last day a ban opens posting by itself at once (`isInForce`); this says so in its history, its list and to its person. An open appeal has nothing to ask for any more. */
async function endBan(engine: CommandEngine, personId: string): Promise<void> {
  await runCommand<null, KernelRefusal>(engine, {
    actor: SYSTEM_ACTOR,
    requestId: undefined,
    command: "endBan",
    asked: undefined,
    decide: async ({ now }) => {
      const found = await getBanItem(engine.store, personId);
      const nothing = ok({ writes: [], events: [], answer: null });
      if (found === undefined || !isOver(found, now)) return nothing;
      const item = banCase(found, now, undefined);
      const decided = decideAction(BAN_WORKFLOW, { item, action: "END", parties: ["SYSTEM"], remark: undefined, now, lastChange: undefined });
      // Lifted since the sweep saw it.
      if (!decided.ok) return nothing;
      const next = placedBan({ ...found, status: decided.value.to, changedAt: now, version: found.version + 1 });
      return ok({
        writes: [{ kind: "put", tag: BAN_TAG, item: next, condition: versionIs(found.version) }],
        events: [
          {
            ...banEvent(decided.value.event, next, ""),
            changed: [{ label: "状态", before: BAN_STATUS_LABELS[found.status], after: BAN_STATUS_LABELS[next.status] }],
          },
        ],
        answer: null,
      });
    },
  });
}

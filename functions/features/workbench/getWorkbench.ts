import type { ApprovalSummary } from "@app/contract/approvals/approval.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Workbench, WorkItem } from "@app/contract/workbench/workbench.schema";
import type { CommandEngine } from "../../engines/commands/runCommand";
import { getShortcuts } from "./deskRepository";
import type { SearchSource, WorkSource } from "./public";

export interface WorkbenchDeps {
  readonly engine: CommandEngine;
  readonly work: readonly WorkSource[];
  readonly searches: readonly SearchSource[];
  /** For who leads: the approvals of their places that have waited longest (promise F23). `undefined` for everybody else. */
  readonly longestWaiting: (actor: Actor) => Promise<ApprovalSummary[] | undefined>;
}

/** All that waits for one person, asked of every system side by side; each source is a handful of bounded reads. */
export async function getWorkbench(deps: WorkbenchDeps, actor: Actor): Promise<Result<Workbench, KernelRefusal>> {
  // A visitor has no desk.
  if (actor.accountId === undefined) return refuse({ code: "FORBIDDEN" });
  const [counted, longestWaiting, kept] = await Promise.all([
    Promise.all(deps.work.map((source) => source.countWork(actor))),
    deps.longestWaiting(actor),
    getShortcuts(deps.engine.store, actor.accountId),
  ]);
  return ok({
    items: counted.flat().sort(overdueFirst),
    ...(longestWaiting === undefined ? {} : { longestWaiting }),
    ...(kept === undefined ? {} : { shortcuts: [...kept.shortcuts] }),
  });
}

/** What is late stands first, then what falls due soonest, then what has waited longest; without any date, at the end. */
export function overdueFirst(left: WorkItem, right: WorkItem): number {
  const late = Number(right.overdue > 0) - Number(left.overdue > 0);
  return late !== 0 ? late : sortDate(left) < sortDate(right) ? -1 : sortDate(left) > sortDate(right) ? 1 : 0;
}
const sortDate = ({ dueAt, since, day }: WorkItem): string => dueAt ?? since ?? day ?? "~";

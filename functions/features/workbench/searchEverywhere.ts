import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SearchAnswer } from "@app/contract/workbench/workbench.schema";
import type { SearchSource } from "./public";

/** Asks every source side by side; what nothing is found in has no heading. */
export async function searchEverywhere(sources: readonly SearchSource[], actor: Actor, words: string): Promise<Result<SearchAnswer, KernelRefusal>> {
  if (actor.accountId === undefined) return refuse({ code: "FORBIDDEN" });
  const found = await Promise.all(sources.map(async (source) => ({ source, ...(await source.find(actor, words)) })));
  return ok({
    groups: found.filter(({ items }) => items.length > 0).map(({ source: { kind, label }, items, more }) => ({ kind, label, items: [...items], more })),
  });
}

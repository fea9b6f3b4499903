import type { Actor } from "@app/contract/kernel/actor";
import { WORK_COUNT_MAX, type SearchHit, type WorkItem } from "@app/contract/workbench/workbench.schema";

/**
 * How a feature stands on the 工作台 and is found by the global search: it exports a source from its own `public.ts`, and `composeProduct` names it once.
 * Each source reads by the actor's own scope (promise R12) and no further than a page, so that the cost does not grow with the table.
 */
export interface WorkSource {
  /** Only what waits for this person; nothing is an empty list. */
  countWork(actor: Actor): Promise<readonly WorkItem[]>;
}

export interface SearchSource {
  readonly kind: string;
  /** The heading: 「开放单位」. */
  readonly label: string;
  /** At most SEARCH_HITS_MAX, and whether there are more. */
  find(actor: Actor, words: string): Promise<{ readonly items: readonly SearchHit[]; readonly more: boolean }>;
}

/** What of each piece of work its row needs; the earliest is found among those that were counted. */
export interface CountedWork {
  readonly since?: string | undefined;
  readonly dueAt?: string | undefined;
  readonly day?: string | undefined;
}

/** As many as a row of work is counted from: one more than it says. */
export const WORK_PAGE = WORK_COUNT_MAX + 1;

/** The row of work that lies in too many places to be counted at once. */
export const uncountedWork = (row: Pick<WorkItem, "key" | "label" | "opens">): WorkItem => ({ ...row, count: 0, more: false, overdue: 0, tooWide: true });

/** The row of one kind of work from its first page; none when nothing waits. */
export function workItem(row: Pick<WorkItem, "key" | "label" | "opens">, found: readonly CountedWork[], now: string): WorkItem[] {
  if (found.length === 0) return [];
  const shown = found.slice(0, WORK_COUNT_MAX);
  const earliest = (name: keyof CountedWork) => {
    const values = shown.flatMap((each) => (each[name] === undefined ? [] : [each[name]])).sort();
    return values.length === 0 ? {} : { [name]: values[0] };
  };
  return [
    {
      ...row,
      count: shown.length,
      more: found.length > WORK_COUNT_MAX,
      overdue: shown.filter(({ dueAt }) => dueAt !== undefined && dueAt <= now).length,
      ...earliest("since"),
      ...earliest("dueAt"),
      ...earliest("day"),
    },
  ];
}

import { addMs, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { JobRun } from "./jobRuns";
import { equals, StoreUnavailable, type ItemKey, type Store, type StoredItem } from "../store/storePort";

/**
 * A deadline is an entry of `index4`: the partition names the kind, the sort key begins with the moment. An item leaves the list by losing or changing its
 * entry in the transaction that settles it, so a deadline is handled once, however often the sweep looks.
 */
export function deadlineEntry(kind: string, dueAt: Instant, id: string): ItemKey {
  return { pk: `DUE#${kind}`, sk: `${dueAt}#${id}` };
}

/** What could not be settled is tried again after that long. Until then it stands behind what else is due, so that a few that always fail never fill a sweep. */
export const TRIED_AGAIN_AFTER_MS = MINUTE_MS;

export interface DeadlineHandler {
  readonly kind: string;
  /** How many are settled side by side; one when it is not said. For what mostly waits for somebody else's server. */
  readonly atOnce?: number;
  /** Settles one item that is due. Must be harmless when another sweep was faster. */
  readonly settle: (item: StoredItem) => Promise<void>;
  /** For what may share its transactions: settles so many in one go and answers what failed of them. When it throws instead, each is settled by itself. */
  readonly together?: { readonly max: number; readonly settle: (items: readonly StoredItem[]) => Promise<readonly DeadlineFailure[]> };
}
export interface DeadlineFailure {
  readonly item: StoredItem;
  readonly error: unknown;
}

/**
 * Settles everything due at `now`, oldest first, at most `limit` items a kind. One item that fails is reported, moved back and does not hold up the rest.
 * Returns how many were settled.
 * @param onRun told of each kind that had something to do
 */
export async function sweepDeadlines(
  store: Store,
  handlers: readonly DeadlineHandler[],
  now: Instant,
  onFailure: (failure: { kind: string; item: StoredItem; error: unknown }) => void,
  { limit = 200, onRun }: { readonly limit?: number; readonly onRun?: (run: JobRun) => Promise<void> } = {},
): Promise<number> {
  let settled = 0;
  for (const handler of handlers) {
    const run: Run = { settled: 0, failed: 0, failures: [] };
    const page = await store.query({ index: "index4", pk: `DUE#${handler.kind}`, range: { to: `${now}~` }, limit });
    await (handler.together === undefined ? settleEach(handler, page.items, run) : settleTogether(handler, handler.together, page.items, run));
    const lastFailure = run.failures.at(-1);
    if (run.settled + run.failed > 0) {
      await onRun?.({ kind: handler.kind, at: now, settled: run.settled, failed: run.failed, ...(lastFailure === undefined ? {} : { lastFailure }) });
    }
    settled += run.settled;
  }
  return settled;

  async function settleTogether(handler: DeadlineHandler, { max, settle }: Together, items: readonly StoredItem[], run: Run): Promise<void> {
    for (let first = 0; first < items.length; first += max) {
      const some = items.slice(first, first + max);
      let failures: readonly DeadlineFailure[];
      try {
        failures = await settle(some);
      } catch (error) {
        if (error instanceof StoreUnavailable) failures = some.map((item) => ({ item, error }));
        else {
          await settleEach(handler, some, run);
          continue;
        }
      }
      run.settled += some.length - failures.length;
      for (const failure of failures) await failed(handler, failure, run);
    }
  }

  function settleEach(handler: DeadlineHandler, items: readonly StoredItem[], run: Run): Promise<void> {
    return sideBySide(handler.atOnce ?? 1, items, async (item) => {
      try {
        await handler.settle(item);
        run.settled += 1;
      } catch (error) {
        await failed(handler, { item, error }, run);
      }
    });
  }

  async function failed(handler: DeadlineHandler, { item, error }: DeadlineFailure, run: Run): Promise<void> {
    run.failed += 1;
    run.failures.push(error instanceof Error ? error.message : String(error));
    onFailure({ kind: handler.kind, item, error });
    // A store that is away is no fault of the item.
    if (!(error instanceof StoreUnavailable)) await moveBack(store, item, addMs(now, TRIED_AGAIN_AFTER_MS));
  }
}
type Together = NonNullable<DeadlineHandler["together"]>;
interface Run {
  settled: number;
  failed: number;
  readonly failures: string[];
}

/** Each item in its turn, at most `atOnce` under way. */
export async function sideBySide<Item>(atOnce: number, items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, next));
}

/** Changes nothing when the item has left the list, or its place in it, since it was read. */
async function moveBack(store: Store, item: StoredItem, until: Instant): Promise<void> {
  const seen = item.index4;
  if (seen === undefined) return;
  await store.transact([
    {
      kind: "update",
      tag: "moved back",
      key: { pk: item.pk, sk: item.sk },
      set: { index4: { pk: seen.pk, sk: `${until}${seen.sk.slice(seen.sk.indexOf("#"))}` } },
      condition: equals("index4.sk", seen.sk),
    },
  ]);
}

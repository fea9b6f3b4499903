import type { Instant } from "@app/contract/kernel/time";
import type { ItemKey, Store, StoredItem } from "../store/storePort";

/**
 * A deadline is an entry of `index4`: the partition names the kind, the sort key begins with the moment. An item leaves the list by losing or changing its
 * entry in the transaction that settles it, so a deadline is handled once, however often the sweep looks.
 */
export function deadlineEntry(kind: string, dueAt: Instant, id: string): ItemKey {
  return { pk: `DUE#${kind}`, sk: `${dueAt}#${id}` };
}

export interface DeadlineHandler {
  readonly kind: string;
  /** Settles one item that is due. Must be harmless when another sweep was faster. */
  readonly settle: (item: StoredItem) => Promise<void>;
}

/**
 * Settles everything due at `now`, oldest first, at most `limit` items a kind. One item that fails is reported and does not hold up the rest.
 * Returns how many were settled.
 */
export async function sweepDeadlines(
  store: Store,
  handlers: readonly DeadlineHandler[],
  now: Instant,
  onFailure: (failure: { kind: string; item: StoredItem; error: unknown }) => void,
  limit = 200,
): Promise<number> {
  let settled = 0;
  for (const handler of handlers) {
    const page = await store.query({ index: "index4", pk: `DUE#${handler.kind}`, range: { to: `${now}~` }, limit });
    for (const item of page.items) {
      try {
        await handler.settle(item);
        settled += 1;
      } catch (error) {
        onFailure({ kind: handler.kind, item, error });
      }
    }
  }
  return settled;
}

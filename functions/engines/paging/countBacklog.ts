import type { QueryInput, Store, StoredItem } from "../store/storePort";

/** How far a number of a screen is counted: beyond it "100+" says enough. */
export const COUNTED_UP_TO = 100;

export interface CountedBacklog {
  readonly count: number;
  readonly isMore: boolean;
  /** The first in the order that was asked for. */
  readonly first: StoredItem | undefined;
}

/** How many there are, no further than a hundred: the cost is that of a page, whatever has piled up. */
export async function countBacklog(store: Store, asked: Pick<QueryInput, "index" | "pk" | "range" | "order">): Promise<CountedBacklog> {
  const { items } = await store.query({ ...asked, limit: COUNTED_UP_TO + 1 });
  return { count: Math.min(items.length, COUNTED_UP_TO), isMore: items.length > COUNTED_UP_TO, first: items[0] };
}

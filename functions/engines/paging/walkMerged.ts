import type { IndexName, SortRange, Store, StoredItem } from "../store/storePort";

/** Several partitions whose sort keys share one order, to be read to their end. */
export interface Walk {
  readonly index: IndexName;
  readonly pks: readonly string[];
  readonly range: Pick<SortRange, "from" | "to">;
  readonly order: "ascending" | "descending";
}

/** Of a secondary index. */
export interface MergedWalk extends Walk {
  readonly index: Exclude<IndexName, "primary">;
}

const PAGE_ITEMS = 200;

/**
 * Everything of a walk in pages, in one order. One page of each partition is held and each item is read once, however many partitions there are; a page of
 * `queryMerged` would read its length from every one of them. What is written meanwhile may or may not be met.
 */
export async function* walkMerged(store: Store, walk: Walk): AsyncGenerator<StoredItem[]> {
  const readers: Reader[] = [];
  for (const pk of walk.pks) {
    const reader = new Reader(store, walk, pk);
    await reader.fill();
    if (reader.head !== undefined) readers.push(reader);
  }
  const isBefore = (left: string, right: string): boolean => (walk.order === "ascending" ? left < right : left > right);
  let page: StoredItem[] = [];
  while (readers.length > 0) {
    let first = 0;
    for (let index = 1; index < readers.length; index += 1) if (isBefore((readers[index] as Reader).sortKey, (readers[first] as Reader).sortKey)) first = index;
    const reader = readers[first] as Reader;
    page.push(reader.head as StoredItem);
    await reader.advance();
    if (reader.head === undefined) readers.splice(first, 1);
    if (page.length === PAGE_ITEMS) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

/** How many items a walk would meet, counted no further than `max`. */
export async function countUpTo(store: Store, walk: Walk, max: number): Promise<number> {
  let count = 0;
  for (const pk of walk.pks) {
    const reader = new Reader(store, walk, pk, Math.min(PAGE_ITEMS, max));
    do {
      await reader.fill();
      count += reader.pageLength;
      if (count >= max) return max;
    } while (reader.hasMore);
  }
  return count;
}

/** One partition, page by page. */
class Reader {
  readonly #store: Store;
  readonly #walk: Walk;
  readonly #pk: string;
  readonly #limit: number;
  #items: readonly StoredItem[] = [];
  #position = 0;
  #next: string | undefined;

  constructor(store: Store, walk: Walk, pk: string, limit = PAGE_ITEMS) {
    this.#store = store;
    this.#walk = walk;
    this.#pk = pk;
    this.#limit = limit;
  }

  get head(): StoredItem | undefined {
    return this.#items[this.#position];
  }
  get sortKey(): string {
    const { index } = this.#walk;
    return (index === "primary" ? this.head?.sk : this.head?.[index]?.sk) ?? "";
  }
  get pageLength(): number {
    return this.#items.length;
  }
  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  /** Returns at once while the page lasts, so that a merge of many costs no waiting per item. */
  advance(): Promise<void> | undefined {
    this.#position += 1;
    return this.#position < this.#items.length || !this.hasMore ? undefined : this.fill();
  }

  async fill(): Promise<void> {
    // An embedded store answers within this turn of the event loop: without a pause a long walk would keep everybody else waiting.
    await new Promise((resolve) => setImmediate(resolve));
    const { index, range, order } = this.#walk;
    const page = await this.#store.query({
      index,
      pk: this.#pk,
      range,
      order,
      limit: this.#limit,
      ...(this.#next === undefined ? {} : { cursor: this.#next }),
    });
    this.#items = page.items;
    this.#position = 0;
    this.#next = page.next;
  }
}

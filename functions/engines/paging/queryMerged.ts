import type { IndexName, QueryPage, SortRange, Store, StoredItem } from "../store/storePort";

type Bounds = Pick<SortRange, "from" | "to">;

/**
 * One page over several partitions whose sort keys share one order, e.g. the bookings of all cities of a province by visit day. Cost: page × partitions,
 * never the table. Sort keys must be unique (they end in an id): the cursor is the last one given out.
 */
export async function queryMerged(
  store: Store,
  input: {
    index: IndexName;
    pks: readonly string[];
    range: Bounds;
    order: "ascending" | "descending";
    limit: number;
    cursor: string | undefined;
  },
): Promise<QueryPage | "CURSOR_INVALID"> {
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor);
  if (after === "CURSOR_INVALID") return after;
  // A cursor of another question, or one that somebody made, must not reach past what is asked for now.
  if (after !== undefined && !isWithin(input.range, after)) return "CURSOR_INVALID";
  const range = after === undefined ? input.range : narrow(input.range, after, input.order);
  const pages = await Promise.all(
    // One more than the page in each partition: the item at the cursor itself comes again, because store ranges include their bounds.
    input.pks.map((pk) => store.query({ index: input.index, pk, range, order: input.order, limit: input.limit + 2 })),
  );
  const { index } = input;
  const sortKeyOf = (item: StoredItem): string => (index === "primary" ? item.sk : (item[index]?.sk ?? ""));
  const direction = input.order === "ascending" ? 1 : -1;
  const merged = pages
    .flatMap((page) => page.items)
    .filter((item) => after === undefined || sortKeyOf(item) !== after)
    .sort((left, right) => (sortKeyOf(left) < sortKeyOf(right) ? -direction : sortKeyOf(left) > sortKeyOf(right) ? direction : 0));
  const items = merged.slice(0, input.limit);
  const last = items[items.length - 1];
  return merged.length > input.limit && last !== undefined ? { items, next: Buffer.from(sortKeyOf(last)).toString("base64url") } : { items };
}

function isWithin({ from, to }: Bounds, sortKey: string): boolean {
  return (from === undefined || sortKey >= from) && (to === undefined || sortKey <= to);
}

function narrow(range: Bounds, after: string, order: "ascending" | "descending"): Bounds {
  return order === "ascending" ? { ...range, from: after } : { ...range, to: after };
}

function readCursor(cursor: string): string | "CURSOR_INVALID" {
  const text = Buffer.from(cursor, "base64url").toString();
  return /^[\x20-\x7e]{1,200}$/.test(text) && Buffer.from(text).toString("base64url") === cursor ? text : "CURSOR_INVALID";
}

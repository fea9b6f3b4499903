/**
 * The store port: what the product may ask of a database. It is shaped like DynamoDB, because DynamoDB is the harder home; the SQLite
 * adapter refuses what DynamoDB refuses, so that code which runs on one machine also runs in the cloud.
 *
 * Conditions and updates are named values, never strings in a database's own language (house style, habits 28 and 31).
 */

/** Where an item lies. `pk` groups items that are read together, `sk` orders them inside the group. Both non-empty, at most 1 024 bytes. */
export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/**
 * The secondary indexes of the table. They are generic; a feature's repository gives each one a name that says which question it answers there.
 * An item takes part in an index only while it carries both key attributes of it (a sparse index).
 */
export const SECONDARY_INDEXES = ["index1", "index2", "index3", "index4"] as const;
export type SecondaryIndex = (typeof SECONDARY_INDEXES)[number];
export type IndexName = "primary" | SecondaryIndex;

/** Plain JSON: what both adapters can keep without loss. Numbers are finite; integers beyond 2^53 are not allowed. `undefined` is not stored. */
export type StoredValue = string | number | boolean | null | readonly StoredValue[] | { readonly [name: string]: StoredValue };

/**
 * One stored item. `index1`…`index4` place it in an index; `version` counts its writes by the workflow engine; `expiresAtEpochSeconds` lets the store
 * drop it some time after that moment (DynamoDB TTL; the SQLite adapter's `purgeExpired`), so readers must still compare with the clock.
 */
export interface StoredItem extends ItemKey {
  readonly index1?: ItemKey;
  readonly index2?: ItemKey;
  readonly index3?: ItemKey;
  readonly index4?: ItemKey;
  readonly expiresAtEpochSeconds?: number;
  readonly [attribute: string]: StoredValue | ItemKey | undefined;
}

/** A condition on the item that a write touches. `attribute` is a top-level name or a path of map members separated by dots (`figures.heads`). */
export type Condition =
  | { readonly kind: "exists" }
  | { readonly kind: "absent" }
  | { readonly kind: "attributeAbsent"; readonly attribute: string }
  | { readonly kind: "equals"; readonly attribute: string; readonly value: string | number | boolean }
  /** False when the attribute is missing: a missing number never satisfies a bound. */
  | { readonly kind: "numberAtLeast"; readonly attribute: string; readonly value: number }
  | { readonly kind: "numberAtMost"; readonly attribute: string; readonly value: number }
  | { readonly kind: "and"; readonly all: readonly Condition[] }
  | { readonly kind: "or"; readonly any: readonly Condition[] };

export const exists: Condition = { kind: "exists" };
export const absent: Condition = { kind: "absent" };
export const attributeAbsent = (attribute: string): Condition => ({ kind: "attributeAbsent", attribute });
export const equals = (attribute: string, value: string | number | boolean): Condition => ({ kind: "equals", attribute, value });
export const versionIs = (version: number): Condition => equals("version", version);
export const numberAtLeast = (attribute: string, value: number): Condition => ({ kind: "numberAtLeast", attribute, value });
export const numberAtMost = (attribute: string, value: number): Condition => ({ kind: "numberAtMost", attribute, value });
export const and = (...all: Condition[]): Condition => ({ kind: "and", all });
export const or = (...any: Condition[]): Condition => ({ kind: "or", any });

/**
 * One write of a transaction. `tag` names the write in the failure, so that a caller knows which condition failed without counting positions.
 * `update` on an item that is absent creates it (as DynamoDB does), unless its condition says `exists`.
 * `add` treats a missing number as 0. `set`, `add` and `remove` take attribute paths as conditions do; the members above the last one must exist
 * (or be set in the same item before). Index keys are set and removed whole: `set: { index4: { pk, sk } }`, `remove: ["index4"]`.
 */
export type Write =
  | { readonly kind: "put"; readonly tag: string; readonly item: StoredItem; readonly condition?: Condition }
  | {
      readonly kind: "update";
      readonly tag: string;
      readonly key: ItemKey;
      readonly set?: Readonly<Record<string, StoredValue | ItemKey>>;
      readonly add?: Readonly<Record<string, number>>;
      readonly remove?: readonly string[];
      readonly condition?: Condition;
    }
  | { readonly kind: "delete"; readonly tag: string; readonly key: ItemKey; readonly condition?: Condition }
  | { readonly kind: "check"; readonly tag: string; readonly key: ItemKey; readonly condition: Condition };

/** The transaction was applied whole, or not at all because the conditions of the writes with these tags were false. */
export type TransactOutcome = { readonly committed: true } | { readonly committed: false; readonly failedTags: readonly string[] };

/** Bounds on the sort key, both inclusive; `beginsWith` excludes the two others. */
export interface SortRange {
  readonly from?: string;
  readonly to?: string;
  readonly beginsWith?: string;
}

export interface QueryInput {
  readonly index: IndexName;
  /** The partition to read: one `pk` of the index. */
  readonly pk: string;
  readonly range?: SortRange;
  /** `ascending` by the sort key (byte order of UTF-8) unless said otherwise. Items with one sort key in a secondary index come in a stable order. */
  readonly order?: "ascending" | "descending";
  /** At most this many items, 1 to 1 000. */
  readonly limit: number;
  /** `next` of the page before; opaque. A cursor of another query is refused with `StoreMisuse`. */
  readonly cursor?: string;
}

export interface QueryPage {
  readonly items: readonly StoredItem[];
  /** Present when more items may follow. */
  readonly next?: string;
}

/** What an adapter counted, so that the price of a command is a number and not a guess (promise P7). Capacity units by DynamoDB's published rules. */
export interface StoreCost {
  readonly reads: number;
  readonly writes: number;
  readonly transactions: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

export interface Store {
  /** The item, or undefined. Strongly consistent. */
  get(key: ItemKey): Promise<StoredItem | undefined>;
  /** The items that exist, in the order of the keys asked, `undefined` for those that do not. At most 100 keys. Strongly consistent. */
  getMany(keys: readonly ItemKey[]): Promise<readonly (StoredItem | undefined)[]>;
  /** One page of one partition. The primary index is strongly consistent; a secondary one may lag some milliseconds behind on DynamoDB. */
  query(input: QueryInput): Promise<QueryPage>;
  /**
   * All of `writes` or none (1 to 100 writes, 4 MB, an item at most 400 KB, no two writes to one key: else `StoreMisuse`). When it returns `committed`, the
   * writes are durable. A transient conflict or throttle is retried inside with jitter (at most 5 tries, the same token), then `StoreUnavailable`.
   */
  transact(writes: readonly Write[]): Promise<TransactOutcome>;
}

/** Only for scripts under `infra/` and for tests: reads the whole table, page by page. A feature never gets this interface. */
export interface ScannableStore extends Store {
  scan(input: { readonly limit: number; readonly cursor?: string }): Promise<QueryPage>;
}

/** The store cannot answer now (time-out, throttled too long, disk full). The caller may try again; nothing was half written. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
}

/** The caller asked what no store of ours allows: a bug in the calling code, never a user's mistake. */
export class StoreMisuse extends Error {
  override readonly name = "StoreMisuse";
}

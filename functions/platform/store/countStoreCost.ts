import { SECONDARY_INDEXES, type Store, type StoreCost, type StoredItem, type Write } from "../../engines/store/storePort";
import { itemSizeBytes, valueSizeBytes } from "./itemSize";
import { isSecondaryIndex } from "./attributePath";

const READ_UNIT_BYTES = 4096;
const WRITE_UNIT_BYTES = 1024;
/** A transaction prepares and commits each of its items. */
const TRANSACTIONAL = 2;

const NO_COST: StoreCost = { reads: 0, writes: 0, transactions: 0, readUnits: 0, writeUnits: 0 };

/**
 * Counts what passes through, by DynamoDB's published rules, whichever adapter is behind. Two things cannot be seen from here and are approximated:
 * the size of an item that is updated, deleted or checked counts as what the write itself sends (so at least one unit, and exact while items stay
 * below 1 KB); and an update or delete counts only the index entries that it sets or removes itself. On DynamoDB it also rewrites each further entry of
 * the item, because the indexes carry whole items: a repository that updates an indexed item should add one unit for each of its indexes.
 */
export function countStoreCost(store: Store): { store: Store; takeCost(): StoreCost } {
  let total = NO_COST;
  const counted = reportStoreCost(store, (cost) => {
    total = sumOfCosts(total, cost);
  });
  return {
    store: counted,
    takeCost() {
      const taken = total;
      total = NO_COST;
      return taken;
    },
  };
}

export function sumOfCosts(a: StoreCost, b: StoreCost): StoreCost {
  return {
    reads: a.reads + b.reads,
    writes: a.writes + b.writes,
    transactions: a.transactions + b.transactions,
    readUnits: a.readUnits + b.readUnits,
    writeUnits: a.writeUnits + b.writeUnits,
  };
}

/** The same store, telling the cost of each call after it was answered. A call that throws costs nothing here. */
export function reportStoreCost<S extends Store>(store: S, onCost: (cost: StoreCost) => void): S {
  const reported: Store = {
    async get(key) {
      const item = await store.get(key);
      onCost({ ...NO_COST, reads: 1, readUnits: readUnits(item) });
      return item;
    },
    async getMany(keys) {
      const items = await store.getMany(keys);
      onCost({ ...NO_COST, reads: keys.length, readUnits: items.reduce((units, item) => units + readUnits(item), 0) });
      return items;
    },
    async query(input) {
      const page = await store.query(input);
      const bytes = page.items.reduce((sum, item) => sum + itemSizeBytes(item), 0);
      // One page is rounded as a whole; a secondary index is read without strong consistency, at half the price.
      const units = Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (input.index === "primary" ? 1 : 0.5);
      onCost({ ...NO_COST, reads: 1, readUnits: units });
      return page;
    },
    async transact(writes) {
      const outcome = await store.transact(writes);
      // A transaction whose conditions were false is charged as well; only its index entries were never written.
      const units = writes.reduce((sum, write) => sum + writeUnits(write, outcome.committed), 0);
      onCost({ ...NO_COST, writes: writes.length, transactions: 1, writeUnits: units });
      return outcome;
    },
  };
  // What an adapter offers beyond the port (close, backUpTo, scan) stays reachable and is not counted.
  return new Proxy(store, {
    get(target, name) {
      if (Object.hasOwn(reported, name)) return Reflect.get(reported, name) as unknown;
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
}

function readUnits(item: StoredItem | undefined): number {
  return item === undefined ? 1 : Math.ceil(itemSizeBytes(item) / READ_UNIT_BYTES);
}

function writeUnits(write: Write, committed: boolean): number {
  const unitsOnce = Math.max(1, Math.ceil(knownSizeBytes(write) / WRITE_UNIT_BYTES));
  return unitsOnce * (TRANSACTIONAL + (committed ? indexEntriesWritten(write) : 0));
}

function knownSizeBytes(write: Write): number {
  switch (write.kind) {
    case "put":
      return itemSizeBytes(write.item);
    case "update":
      return valueSizeBytes({ ...write.key, ...write.set, ...write.add });
    case "delete":
    case "check":
      return valueSizeBytes({ ...write.key });
  }
}

/** Index entries follow a transaction outside it, at the plain price. Moving an entry (set on one that had it) would be two; one is counted. */
function indexEntriesWritten(write: Write): number {
  switch (write.kind) {
    case "put":
      return SECONDARY_INDEXES.filter((index) => write.item[index] !== undefined).length;
    case "update":
      return [...Object.keys(write.set ?? {}), ...(write.remove ?? [])].filter(isSecondaryIndex).length;
    case "delete":
    case "check":
      return 0;
  }
}

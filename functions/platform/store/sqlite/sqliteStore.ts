import Database from "libsql";
import {
  StoreMisuse,
  StoreUnavailable,
  type ItemKey,
  type QueryInput,
  type QueryPage,
  type ScannableStore,
  type StoreCost,
  type StoredItem,
  type TransactOutcome,
  type Write,
} from "../../../engines/store/storePort";
import { reportStoreCost } from "../countStoreCost";
import { cursorAfter, positionOfCursor } from "../pageCursor";
import { isEmptyRange, refuseMisusedKey, refuseMisusedKeys, refuseMisusedLimit, refuseMisusedQuery, refuseMisusedWrites } from "../refuseMisuse";
import { backUpFile } from "./backUpFile";
import { indexSortKey, itemOfBody, ItemTable } from "./itemTable";
import { TransactionGroup } from "./transactionGroup";

export interface SqliteStore extends ScannableStore {
  /** Removes the items whose `expiresAtEpochSeconds` has come, some hundred in one turn so that no request waits long; answers how many. */
  purgeExpired(nowEpochSeconds: number): Promise<number>;
  /** A whole, consistent copy of the store in one file, made while it is in use. `path` holds the old copy or the new one, never half of one. */
  backUpTo(path: string): Promise<void>;
  /** Writes what still waits, then closes the file. */
  close(): Promise<void>;
}

export interface SqliteStoreOptions {
  readonly path: string;
  readonly onCost?: (cost: StoreCost) => void;
  /** The file may not grow beyond so many pages of 4 KB: a quota, and the way a test fills the disk. */
  readonly maxPages?: number;
  /** Commits are then not waited for on the disk: for a test's store, which nobody keeps through a power cut. */
  readonly isForgotten?: boolean;
}

interface WaitingTransaction {
  readonly writes: readonly Write[];
  readonly resolve: (outcome: TransactOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** A group larger than this would keep the event loop from answering anything else for too long. */
const GROUP_MAX = 200;
const PURGE_BATCH = 500;
const BUSY_TIMEOUT_MS = 5000;

export function openSqliteStore({ onCost, ...options }: SqliteStoreOptions): SqliteStore {
  const store = new SqliteFileStore(options);
  return onCost === undefined ? store : reportStoreCost(store, onCost);
}

class SqliteFileStore implements SqliteStore {
  readonly #path: string;
  readonly #database: Database.Database;
  readonly #table: ItemTable;
  #waiting: WaitingTransaction[] = [];
  #flushIsDue = false;
  #isClosed = false;

  constructor({ path, maxPages, isForgotten }: SqliteStoreOptions) {
    this.#path = path;
    this.#database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
    this.#database.pragma("journal_mode = WAL");
    // FULL: the commit is on the disk before a promise resolves. NORMAL would lose the last commits in a power cut.
    this.#database.pragma(`synchronous = ${isForgotten === true ? "OFF" : "FULL"}`);
    // The default of 2 MB makes a working day's rows leave and enter the cache. A booking changes 20 scattered pages: with a log of 8 MB it was copied
    // back every hundred bookings, and the copying took more of the disk than the commits did; 64 MB made bookings up to three times as fast.
    this.#database.pragma("cache_size = -65536");
    this.#database.pragma("wal_autocheckpoint = 16000");
    if (maxPages !== undefined) this.#database.pragma(`max_page_count = ${Math.floor(maxPages)}`);
    this.#table = new ItemTable(this.#database);
  }

  async get(key: ItemKey): Promise<StoredItem | undefined> {
    refuseMisusedKey(key);
    return this.#read(() => this.#itemAt(key));
  }

  async getMany(keys: readonly ItemKey[]): Promise<readonly (StoredItem | undefined)[]> {
    refuseMisusedKeys(keys);
    return this.#read(() => keys.map((key) => this.#itemAt(key)));
  }

  async query(input: QueryInput): Promise<QueryPage> {
    refuseMisusedQuery(input);
    const after = positionOfCursor(input, input.cursor);
    if (isEmptyRange(input)) return { items: [] };
    // One more than asked tells whether a next page exists.
    const found = this.#read(() => this.#table.query(input, after, input.limit + 1));
    return pageOf(found, input.limit, (last) => cursorAfter(input, { indexSk: indexSortKey(last, input.index), pk: last.pk, sk: last.sk }));
  }

  async scan({ limit, cursor }: { readonly limit: number; readonly cursor?: string }): Promise<QueryPage> {
    refuseMisusedLimit(limit);
    const after = positionOfCursor("scan", cursor);
    const found = this.#read(() => this.#table.scan(after, limit + 1));
    return pageOf(found, limit, ({ pk, sk }) => cursorAfter("scan", { indexSk: sk, pk, sk }));
  }

  async transact(writes: readonly Write[]): Promise<TransactOutcome> {
    refuseMisusedWrites(writes);
    this.#refuseIfClosed();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ writes, resolve, reject });
      this.#flushSoon();
    });
  }

  async purgeExpired(nowEpochSeconds: number): Promise<number> {
    let removed = 0;
    for (;;) {
      const batch = this.#read(() => this.#table.removeExpired(nowEpochSeconds, PURGE_BATCH));
      removed += batch;
      if (batch < PURGE_BATCH) return removed;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async backUpTo(path: string): Promise<void> {
    try {
      await backUpFile({ from: this.#path, to: path, busyTimeoutMs: BUSY_TIMEOUT_MS });
    } catch (error) {
      throw new StoreUnavailable(`the backup to ${path} failed; an older copy there is unchanged`, { cause: error });
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    while (this.#waiting.length > 0) this.#flush();
    this.#isClosed = true;
    // libsql lets go of the file only when its statements are collected, so the log is copied back by hand.
    this.#database.pragma("wal_checkpoint(TRUNCATE)");
    this.#table.forgetStatements();
    this.#database.close();
  }

  #itemAt(key: ItemKey): StoredItem | undefined {
    const body = this.#table.readBody(key);
    return body === undefined ? undefined : itemOfBody(body);
  }

  #refuseIfClosed(): void {
    if (this.#isClosed) throw new StoreUnavailable("the store is closed");
  }

  #read<T>(work: () => T): T {
    this.#refuseIfClosed();
    try {
      return work();
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /**
   * `setImmediate` runs after the requests that arrived together have all been handled, so their transactions meet here; with a single caller the
   * event loop has nothing else to do and reaches it at once.
   */
  #flushSoon(): void {
    if (this.#flushIsDue) return;
    this.#flushIsDue = true;
    setImmediate(() => {
      this.#flushIsDue = false;
      this.#flush();
      if (this.#waiting.length > 0) this.#flushSoon();
    });
  }

  #flush(): void {
    const group = this.#waiting.splice(0, GROUP_MAX);
    if (group.length === 0) return;
    const answers: (() => void)[] = [];
    try {
      this.#table.begin();
      const transactions = new TransactionGroup(this.#table);
      for (const waiting of group) answers.push(decideOne(transactions, waiting));
      transactions.writeOut();
      this.#table.commit();
    } catch (error) {
      const unavailable = asUnavailable(error);
      this.#rollBack();
      for (const { reject } of group) reject(unavailable);
      return;
    }
    for (const answer of answers) answer();
  }

  #rollBack(): void {
    try {
      this.#table.rollback();
    } catch {
      // The next BEGIN would fail and say so; the callers hear of the first failure, which is the one that matters.
    }
  }
}

/** A transaction that asks the impossible is refused alone; the others of its group know nothing of it. */
function decideOne(transactions: TransactionGroup, { writes, resolve, reject }: WaitingTransaction): () => void {
  try {
    const outcome = transactions.decide(writes);
    return () => resolve(outcome);
  } catch (error) {
    if (!(error instanceof StoreMisuse)) throw error;
    return () => reject(error);
  }
}

function asUnavailable(error: unknown): unknown {
  return error instanceof Database.SqliteError ? new StoreUnavailable(`SQLite cannot answer: ${error.message}`, { cause: error }) : error;
}

function pageOf(found: readonly StoredItem[], limit: number, cursor: (last: StoredItem) => string): QueryPage {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last !== undefined ? { items, next: cursor(last) } : { items };
}

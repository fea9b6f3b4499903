import type Database from "libsql";
import { SECONDARY_INDEXES, type IndexName, type ItemKey, type QueryInput, type StoredItem } from "../../../engines/store/storePort";
import type { PagePosition } from "../pageCursor";

interface Row {
  readonly body: string;
}

/**
 * The item as JSON text beside the columns that SQLite must see. TEXT compares by its UTF-8 bytes (BINARY), which is DynamoDB's order of sort keys. An item
 * without an index key stays out of the partial index; the primary key at the end of each index settles ties of the sort key.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS items (
    pk TEXT NOT NULL, sk TEXT NOT NULL, body TEXT NOT NULL, expiresAtEpochSeconds INTEGER,
    ${SECONDARY_INDEXES.map((index) => `${index}pk TEXT, ${index}sk TEXT`).join(", ")},
    PRIMARY KEY (pk, sk)
  );
  ${SECONDARY_INDEXES.map((index) => `CREATE INDEX IF NOT EXISTS ${index} ON items (${index}pk, ${index}sk, pk, sk) WHERE ${index}pk IS NOT NULL;`).join("\n  ")}
  CREATE INDEX IF NOT EXISTS expiring ON items (expiresAtEpochSeconds) WHERE expiresAtEpochSeconds IS NOT NULL;
`;

const COLUMNS_BESIDE_KEY = ["body", "expiresAtEpochSeconds", ...SECONDARY_INDEXES.flatMap((index) => [`${index}pk`, `${index}sk`])];
const COLUMNS = ["pk", "sk", ...COLUMNS_BESIDE_KEY];
const INSERT = `INSERT INTO items (${COLUMNS.join(", ")}) VALUES (${COLUMNS.map(() => "?").join(", ")})`;
const UPSERT = `${INSERT} ON CONFLICT (pk, sk) DO UPDATE SET ${COLUMNS_BESIDE_KEY.map((column) => `${column} = excluded.${column}`).join(", ")}`;

/** The SQL of the adapter, all of it: statements are prepared once and kept, as preparing costs more than running. */
export class ItemTable {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.#database = database;
    database.exec(SCHEMA);
  }

  begin(): void {
    this.#statement("BEGIN IMMEDIATE").run([]);
  }

  commit(): void {
    this.#statement("COMMIT").run([]);
  }

  rollback(): void {
    // SQLite has already rolled back by itself after some failures (disk full, I/O).
    if (this.#database.inTransaction) this.#database.exec("ROLLBACK");
  }

  readBody({ pk, sk }: ItemKey): string | undefined {
    return (this.#statement("SELECT body FROM items WHERE pk = ? AND sk = ?").get([pk, sk]) as Row | undefined)?.body;
  }

  /** For an item known to be absent. */
  insert(item: StoredItem): void {
    this.#statement(INSERT).run(valuesOf(item));
  }

  upsert(item: StoredItem): void {
    this.#statement(UPSERT).run(valuesOf(item));
  }

  /** For an item whose index keys and expiry did not change: SQLite then leaves every index alone. */
  replaceBody(item: StoredItem): void {
    this.#statement("UPDATE items SET body = ? WHERE pk = ? AND sk = ?").run([JSON.stringify(item), item.pk, item.sk]);
  }

  remove({ pk, sk }: ItemKey): void {
    this.#statement("DELETE FROM items WHERE pk = ? AND sk = ?").run([pk, sk]);
  }

  removeExpired(nowEpochSeconds: number, limit: number): number {
    const expired = "SELECT pk, sk FROM items WHERE expiresAtEpochSeconds <= ? LIMIT ?";
    return this.#statement(`DELETE FROM items WHERE (pk, sk) IN (${expired})`).run([nowEpochSeconds, limit]).changes;
  }

  scan(after: ItemKey | undefined, limit: number): StoredItem[] {
    const where = after === undefined ? "" : "WHERE (pk, sk) > (?, ?)";
    return this.#items(`SELECT body FROM items ${where} ORDER BY pk, sk LIMIT ?`, after === undefined ? [limit] : [after.pk, after.sk, limit]);
  }

  query({ index, pk, range, order }: QueryInput, after: PagePosition | undefined, limit: number): StoredItem[] {
    const [pkColumn, skColumn] = index === "primary" ? ["pk", "sk"] : [`${index}pk`, `${index}sk`];
    const position = index === "primary" ? [skColumn] : [skColumn, "pk", "sk"];
    const direction = order === "descending" ? "DESC" : "ASC";
    const conditions = [`${pkColumn} = ?`];
    const parameters: (string | number)[] = [pk];
    const bound = (sql: string, ...values: string[]): void => {
      conditions.push(sql);
      parameters.push(...values);
    };
    if (range?.from !== undefined) bound(`${skColumn} >= ?`, range.from);
    if (range?.to !== undefined) bound(`${skColumn} <= ?`, range.to);
    if (range?.beginsWith !== undefined) {
      bound(`${skColumn} >= ?`, range.beginsWith);
      const above = firstTextAbovePrefix(range.beginsWith);
      if (above !== undefined) bound(`${skColumn} < ?`, above);
    }
    if (after !== undefined) {
      const comparison = order === "descending" ? "<" : ">";
      if (index === "primary") bound(`sk ${comparison} ?`, after.sk);
      else bound(`(${position.join(", ")}) ${comparison} (?, ?, ?)`, after.indexSk, after.pk, after.sk);
    }
    const sorting = position.map((column) => `${column} ${direction}`).join(", ");
    return this.#items(`SELECT body FROM items WHERE ${conditions.join(" AND ")} ORDER BY ${sorting} LIMIT ?`, [...parameters, limit]);
  }

  forgetStatements(): void {
    this.#statements.clear();
  }

  #items(sql: string, parameters: readonly (string | number)[]): StoredItem[] {
    return (this.#statement(sql).all(parameters) as Row[]).map((row) => itemOfBody(row.body));
  }

  #statement(sql: string): Database.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

export function itemOfBody(body: string): StoredItem {
  return JSON.parse(body) as StoredItem;
}

export function sharesColumns(a: StoredItem, b: StoredItem): boolean {
  const sameKey = (left: ItemKey | undefined, right: ItemKey | undefined): boolean => left?.pk === right?.pk && left?.sk === right?.sk;
  return a.expiresAtEpochSeconds === b.expiresAtEpochSeconds && SECONDARY_INDEXES.every((index) => sameKey(a[index], b[index]));
}

export function indexSortKey(item: StoredItem, index: IndexName): string {
  return (index === "primary" ? item.sk : item[index]?.sk) ?? item.sk;
}

function valuesOf(item: StoredItem): (string | number | null)[] {
  const { index1, index2, index3, index4 } = item;
  return [
    item.pk,
    item.sk,
    JSON.stringify(item),
    item.expiresAtEpochSeconds ?? null,
    index1?.pk ?? null,
    index1?.sk ?? null,
    index2?.pk ?? null,
    index2?.sk ?? null,
    index3?.pk ?? null,
    index3?.sk ?? null,
    index4?.pk ?? null,
    index4?.sk ?? null,
  ];
}

/** The smallest text above all that begin with the prefix: its last code point plus one (UTF-8 sorts by code point). None when all are the highest. */
function firstTextAbovePrefix(prefix: string): string | undefined {
  const codePoints = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (codePoints.at(-1) === 0x10ffff) codePoints.pop();
  const last = codePoints.pop();
  // The half-characters U+D800…U+DFFF are no text of their own; the next valid one follows them.
  return last === undefined ? undefined : String.fromCodePoint(...codePoints, last === 0xd7ff ? 0xe000 : last + 1);
}

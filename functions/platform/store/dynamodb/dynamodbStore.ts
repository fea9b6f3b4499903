import { randomUUID } from "node:crypto";
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  type QueryCommandInput,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import {
  StoreMisuse,
  StoreUnavailable,
  type IndexName,
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
import { cursorAfter, positionOfCursor, type PagePosition } from "../pageCursor";
import { isEmptyRange, joinedKey, refuseMisusedKey, refuseMisusedKeys, refuseMisusedLimit, refuseMisusedQuery, refuseMisusedWrites } from "../refuseMisuse";
import { conditionExpression, ExpressionWriter, updateExpression, type ExpressionParts } from "./expressions";
import { flattenItem, unflattenItem, type FlattenedItem } from "./flattenedItem";
import { cancellationCodes, pauseBeforeTry, retryTransient } from "./retry";

export interface DynamodbStoreOptions {
  readonly tableName: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: DynamoDBClientConfig["credentials"];
  readonly onCost?: (cost: StoreCost) => void;
  /** Between 0 and 1, for the pauses between tries. */
  readonly random?: () => number;
}

export interface DynamodbStore extends ScannableStore {
  close(): Promise<void>;
}

/** Shorter than the tries times the patience of a person before a screen, longer than any healthy answer. */
const CONNECTION_TIMEOUT_MS = 1000;
const REQUEST_TIMEOUT_MS = 3000;
const UNPROCESSED_ROUNDS_MAX = 5;

export function openDynamodbStore(options: DynamodbStoreOptions): DynamodbStore {
  const store = new DynamodbTableStore(options);
  return options.onCost === undefined ? store : reportStoreCost(store, options.onCost);
}

export function dynamodbClient({ endpoint, region, credentials }: Omit<DynamodbStoreOptions, "tableName">): DynamoDBClient {
  return new DynamoDBClient({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
    ...(credentials === undefined ? {} : { credentials }),
    // The tries are counted here and nowhere else: two loops around each other would multiply.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, throwOnRequestTimeout: true },
  });
}

class DynamodbTableStore implements DynamodbStore {
  readonly #tableName: string;
  readonly #random: () => number;
  readonly #base: DynamoDBClient;
  readonly #client: DynamoDBDocumentClient;

  constructor({ tableName, random = Math.random, ...connection }: DynamodbStoreOptions) {
    this.#tableName = tableName;
    this.#random = random;
    this.#base = dynamodbClient(connection);
    this.#client = DynamoDBDocumentClient.from(this.#base, { marshallOptions: { removeUndefinedValues: true } });
  }

  async get(key: ItemKey): Promise<StoredItem | undefined> {
    refuseMisusedKey(key);
    const { Item } = await this.#try(() => this.#client.send(new GetCommand({ TableName: this.#tableName, Key: bareKey(key), ConsistentRead: true })));
    return Item === undefined ? undefined : unflattenItem(Item);
  }

  async getMany(keys: readonly ItemKey[]): Promise<readonly (StoredItem | undefined)[]> {
    refuseMisusedKeys(keys);
    const found = new Map<string, StoredItem>();
    // DynamoDB refuses a key asked twice in one request; the caller may ask so.
    let asked: FlattenedItem[] = [...new Map(keys.map((key) => [joinedKey(key), bareKey(key)])).values()];
    for (let emptyRounds = 0; asked.length > 0;) {
      const RequestItems = { [this.#tableName]: { Keys: asked, ConsistentRead: true } };
      const { Responses, UnprocessedKeys } = await this.#try(() => this.#client.send(new BatchGetCommand({ RequestItems })));
      const items = (Responses?.[this.#tableName] ?? []).map(unflattenItem);
      for (const item of items) found.set(joinedKey(item), item);
      asked = UnprocessedKeys?.[this.#tableName]?.Keys ?? [];
      if (asked.length === 0) break;
      // Keys left over because the answer was full (16 MB) are no sign of trouble; keys left over although nothing came are.
      emptyRounds = items.length > 0 ? 0 : emptyRounds + 1;
      if (emptyRounds >= UNPROCESSED_ROUNDS_MAX) throw new StoreUnavailable("DynamoDB left keys unread in every try");
      if (emptyRounds > 0) await pauseBeforeTry(emptyRounds, this.#random);
    }
    return keys.map((key) => found.get(joinedKey(key)));
  }

  async query(input: QueryInput): Promise<QueryPage> {
    refuseMisusedQuery(input);
    let position = positionOfCursor(input, input.cursor);
    if (isEmptyRange(input)) return { items: [] };
    const items: StoredItem[] = [];
    // DynamoDB ends a page at 1 MB whatever the limit; the port promises a full one while items remain.
    do {
      const { Items = [], LastEvaluatedKey } = await this.#try(() =>
        this.#client.send(new QueryCommand(queryRequest(this.#tableName, input, { position, limit: input.limit - items.length }))),
      );
      items.push(...Items.map(unflattenItem));
      position = LastEvaluatedKey === undefined ? undefined : positionOfLastKey(input.index, LastEvaluatedKey);
    } while (position !== undefined && items.length < input.limit);
    return position === undefined ? { items } : { items, next: cursorAfter(input, position) };
  }

  async scan({ limit, cursor }: { readonly limit: number; readonly cursor?: string }): Promise<QueryPage> {
    refuseMisusedLimit(limit);
    const position = positionOfCursor("scan", cursor);
    const request = {
      TableName: this.#tableName,
      Limit: limit,
      ConsistentRead: true,
      ...(position === undefined ? {} : { ExclusiveStartKey: bareKey(position) }),
    };
    const { Items = [], LastEvaluatedKey } = await this.#try(() => this.#client.send(new ScanCommand(request)));
    const items = Items.map(unflattenItem);
    return LastEvaluatedKey === undefined ? { items } : { items, next: cursorAfter("scan", positionOfLastKey("primary", LastEvaluatedKey)) };
  }

  /**
   * Always a DynamoDB transaction, even for one write, which costs twice the units of a plain one: only transactions carry a token, and without it a
   * try whose answer was lost can neither be repeated nor be known to have failed.
   */
  async transact(writes: readonly Write[]): Promise<TransactOutcome> {
    refuseMisusedWrites(writes);
    const request: TransactWriteCommandInput = {
      ClientRequestToken: randomUUID(),
      TransactItems: writes.map((write) => transactItem(this.#tableName, write)),
    };
    try {
      await this.#try(() => this.#client.send(new TransactWriteCommand(request)));
      return { committed: true };
    } catch (error) {
      const codes = cancellationCodes(error);
      const failedTags = writes.filter((_, position) => codes?.[position] === "ConditionalCheckFailed").map(({ tag }) => tag);
      if (failedTags.length > 0) return { committed: false, failedTags };
      throw error instanceof StoreUnavailable ? error : asMisuse(error);
    }
  }

  async close(): Promise<void> {
    this.#base.destroy();
  }

  #try<T>(attempt: () => Promise<T>): Promise<T> {
    return retryTransient(attempt, this.#random);
  }
}

function bareKey({ pk, sk }: ItemKey): { pk: string; sk: string } {
  return { pk, sk };
}

function transactItem(tableName: string, write: Write): NonNullable<TransactWriteCommandInput["TransactItems"]>[number] {
  const writer = new ExpressionWriter();
  const condition = write.condition === undefined ? {} : { ConditionExpression: conditionExpression(write.condition, writer) };
  const common = (): { TableName: string } & ExpressionParts => ({ TableName: tableName, ...condition, ...writer.parts() });
  switch (write.kind) {
    case "put":
      return { Put: { Item: flattenItem(write.item), ...common() } };
    case "update": {
      const UpdateExpression = updateExpression(write, writer);
      return { Update: { Key: bareKey(write.key), UpdateExpression, ...common() } };
    }
    case "delete":
      return { Delete: { Key: bareKey(write.key), ...common() } };
    case "check":
      return { ConditionCheck: { Key: bareKey(write.key), ...common(), ConditionExpression: condition.ConditionExpression } };
  }
}

function queryRequest(
  tableName: string,
  { index, pk, range, order }: QueryInput,
  page: { position: PagePosition | undefined; limit: number },
): QueryCommandInput {
  const writer = new ExpressionWriter();
  const prefix = index === "primary" ? "" : index;
  const sortKey = writer.name(`${prefix}sk`);
  const conditions = [`${writer.name(`${prefix}pk`)} = ${writer.value(pk)}`];
  const { from, to, beginsWith } = range ?? {};
  if (beginsWith !== undefined) conditions.push(`begins_with(${sortKey}, ${writer.value(beginsWith)})`);
  else if (from !== undefined && to !== undefined) conditions.push(`${sortKey} BETWEEN ${writer.value(from)} AND ${writer.value(to)}`);
  else if (from !== undefined) conditions.push(`${sortKey} >= ${writer.value(from)}`);
  else if (to !== undefined) conditions.push(`${sortKey} <= ${writer.value(to)}`);
  const { ExpressionAttributeNames = {}, ...values } = writer.parts();
  const asksSortKey = conditions.length > 1;
  return {
    TableName: tableName,
    ...(index === "primary" ? { ConsistentRead: true } : { IndexName: index }),
    KeyConditionExpression: conditions.join(" AND "),
    // DynamoDB refuses a name that no expression uses.
    ExpressionAttributeNames: Object.fromEntries(Object.entries(ExpressionAttributeNames).filter(([placeholder]) => asksSortKey || placeholder !== sortKey)),
    ...values,
    ScanIndexForward: order !== "descending",
    Limit: page.limit,
    ...(page.position === undefined ? {} : { ExclusiveStartKey: startKey(index, pk, page.position) }),
  };
}

function startKey(index: IndexName, indexPk: string, { indexSk, pk, sk }: PagePosition): FlattenedItem {
  return index === "primary" ? { pk, sk } : { pk, sk, [`${index}pk`]: indexPk, [`${index}sk`]: indexSk };
}

function positionOfLastKey(index: IndexName, key: FlattenedItem): PagePosition {
  const text = (name: string): string => String(key[name]);
  return { pk: text("pk"), sk: text("sk"), indexSk: text(index === "primary" ? "sk" : `${index}sk`) };
}

/** What no look at the writes alone could refuse: a path without its map, a sum with something that is no number, an item grown too large. */
function asMisuse(error: unknown): unknown {
  const invalid = error instanceof Error && (error.name === "ValidationException" || (cancellationCodes(error)?.includes("ValidationError") ?? false));
  return invalid ? new StoreMisuse(`DynamoDB refuses the transaction: ${error.message}`, { cause: error }) : error;
}

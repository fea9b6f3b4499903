import { SECONDARY_INDEXES, StoreMisuse, type Condition, type ItemKey, type QueryInput, type StoredItem, type Write } from "../../engines/store/storePort";
import { FLATTENED_INDEX_NAMES, isSecondaryIndex, pathSegments } from "./attributePath";
import {
  itemSizeBytes,
  KEY_MAX_BYTES,
  refuseOversizedItem,
  refuseUnstorableNumber,
  textSizeBytes,
  TRANSACTION_SIZE_MAX_BYTES,
  valueSizeBytes,
} from "./itemSize";

const WRITES_MAX = 100;
const KEYS_MAX = 100;
const PAGE_MAX = 1000;

/** Every refusal that needs no look at the stored items happens here, before either adapter acts, so that both refuse alike. */
export function refuseMisusedWrites(writes: readonly Write[]): void {
  if (writes.length < 1 || writes.length > WRITES_MAX) throw new StoreMisuse(`a transaction takes 1 to ${WRITES_MAX} writes, not ${writes.length}`);
  const seen = new Set<string>();
  let bytes = 0;
  for (const write of writes) {
    const key = keyOfWrite(write);
    refuseMisusedKey(key);
    seen.add(joinedKey(key));
    bytes += writeSizeBytes(write);
    if (write.condition !== undefined) refuseMisusedCondition(write.condition);
  }
  if (seen.size !== writes.length) throw new StoreMisuse("two writes of one transaction touch the same item");
  if (bytes > TRANSACTION_SIZE_MAX_BYTES) throw new StoreMisuse(`the transaction takes ${bytes} bytes; at most ${TRANSACTION_SIZE_MAX_BYTES} are allowed`);
}

export function keyOfWrite(write: Write): ItemKey {
  return write.kind === "put" ? write.item : write.key;
}

/** One string for one key; the length makes it unambiguous whatever the parts hold. */
export function joinedKey({ pk, sk }: ItemKey): string {
  return `${pk.length}:${pk}${sk}`;
}

function writeSizeBytes(write: Write): number {
  switch (write.kind) {
    case "put": {
      const bytes = refuseMisusedItem(write.item);
      refuseOversizedItem(bytes, write.tag);
      return bytes;
    }
    case "update": {
      const bytes = refuseMisusedUpdate(write);
      refuseOversizedItem(bytes, write.tag);
      return bytes;
    }
    case "delete":
    case "check":
      return textSizeBytes(write.key.pk) + textSizeBytes(write.key.sk);
  }
}

export function refuseMisusedKey(key: ItemKey): void {
  refuseMisusedKeyPart("pk", key.pk);
  refuseMisusedKeyPart("sk", key.sk);
}

function refuseMisusedKeyPart(part: "pk" | "sk", text: unknown): void {
  if (typeof text !== "string" || text === "") throw new StoreMisuse(`the ${part} of a key must be a non-empty string`);
  if (textSizeBytes(text) > KEY_MAX_BYTES) throw new StoreMisuse(`the ${part} of a key is longer than ${KEY_MAX_BYTES} bytes: ${text.slice(0, 40)}…`);
}

function refuseMisusedItem(item: StoredItem): number {
  for (const index of SECONDARY_INDEXES) if (item[index] !== undefined) refuseMisusedIndexKey(index, item[index]);
  refuseMisusedExpiry(item.expiresAtEpochSeconds);
  for (const name in item)
    if (FLATTENED_INDEX_NAMES.has(name)) throw new StoreMisuse(`"${name}" is reserved for the store; place the item in the index itself`);
  return itemSizeBytes(item);
}

function refuseMisusedIndexKey(index: string, key: unknown): void {
  if (typeof key !== "object" || key === null || !("pk" in key) || !("sk" in key) || Object.keys(key).length !== 2) {
    throw new StoreMisuse(`${index} is set whole, to { pk, sk }`);
  }
  refuseMisusedKeyPart("pk", key.pk);
  refuseMisusedKeyPart("sk", key.sk);
}

function refuseMisusedExpiry(value: unknown): void {
  // DynamoDB never expires an item whose TTL attribute is not a whole number of seconds, and says nothing about it.
  if (value !== undefined && !Number.isSafeInteger(value)) throw new StoreMisuse("expiresAtEpochSeconds is a whole number of seconds");
}

function refuseMisusedUpdate(write: Extract<Write, { kind: "update" }>): number {
  let bytes = textSizeBytes(write.key.pk) + textSizeBytes(write.key.sk);
  const paths: (readonly string[])[] = [];
  const touch = (path: string): string => {
    const segments = pathSegments(path);
    const [first] = segments;
    if (first === "pk" || first === "sk") throw new StoreMisuse("an update cannot change the key of its item");
    if (isSecondaryIndex(first) && segments.length > 1) throw new StoreMisuse(`${first} is set and removed whole`);
    paths.push(segments);
    bytes += textSizeBytes(path);
    return first;
  };
  for (const [path, value] of Object.entries(write.set ?? {})) {
    const first = touch(path);
    if (isSecondaryIndex(first)) refuseMisusedIndexKey(first, value);
    if (path === "expiresAtEpochSeconds") refuseMisusedExpiry(value);
    bytes += valueSizeBytes(value);
  }
  for (const [path, amount] of Object.entries(write.add ?? {})) {
    if (isSecondaryIndex(touch(path))) throw new StoreMisuse("nothing can be added to an index key");
    if (typeof amount !== "number") throw new StoreMisuse(`only a number can be added to ${path}`);
    refuseUnstorableNumber(amount);
    bytes += 8;
  }
  for (const path of write.remove ?? []) touch(path);
  if (paths.length === 0) throw new StoreMisuse(`update "${write.tag}" changes nothing; a bare condition is a check`);
  refuseOverlap(paths);
  return bytes;
}

/** DynamoDB refuses an update in which one path lies within another: which of them came first would decide the result. */
function refuseOverlap(paths: readonly (readonly string[])[]): void {
  for (const [position, path] of paths.entries()) {
    for (const other of paths.slice(position + 1)) {
      const shorter = Math.min(path.length, other.length);
      let same = 0;
      while (same < shorter && path[same] === other[same]) same += 1;
      if (same === shorter) throw new StoreMisuse(`an update touches ${path.join(".")} and ${other.join(".")} at once`);
    }
  }
}

function refuseMisusedCondition(condition: Condition): void {
  switch (condition.kind) {
    case "exists":
    case "absent":
      return;
    case "and":
    case "or": {
      const members = condition.kind === "and" ? condition.all : condition.any;
      if (members.length === 0) throw new StoreMisuse(`an "${condition.kind}" needs at least one condition`);
      members.forEach(refuseMisusedCondition);
      return;
    }
    case "attributeAbsent":
    case "equals":
    case "numberAtLeast":
    case "numberAtMost": {
      const [first, member, ...deeper] = pathSegments(condition.attribute);
      if (isSecondaryIndex(first)) {
        const ofWholeKey = member === undefined && condition.kind === "attributeAbsent";
        if (!ofWholeKey && (deeper.length > 0 || (member !== "pk" && member !== "sk")))
          throw new StoreMisuse(`a condition can ask for ${first}.pk or ${first}.sk`);
      }
      if (condition.kind !== "attributeAbsent") valueSizeBytes(condition.value);
    }
  }
}

export function refuseMisusedKeys(keys: readonly ItemKey[]): void {
  if (keys.length > KEYS_MAX) throw new StoreMisuse(`at most ${KEYS_MAX} items can be got at once, not ${keys.length}`);
  keys.forEach(refuseMisusedKey);
}

export function refuseMisusedLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) throw new StoreMisuse(`the limit of a page is 1 to ${PAGE_MAX}, not ${limit}`);
}

export function refuseMisusedQuery({ index, pk, range, limit }: QueryInput): void {
  if (index !== "primary" && !isSecondaryIndex(index)) throw new StoreMisuse(`there is no index ${String(index)}`);
  refuseMisusedKeyPart("pk", pk);
  refuseMisusedLimit(limit);
  if (range === undefined) return;
  const { from, to, beginsWith } = range;
  for (const bound of [from, to, beginsWith]) if (bound !== undefined) refuseMisusedKeyPart("sk", bound);
  if (beginsWith !== undefined && (from !== undefined || to !== undefined)) throw new StoreMisuse("beginsWith excludes from and to");
}

/** True when `from` lies above `to`: an empty page in both adapters, though DynamoDB itself would refuse the question. */
export function isEmptyRange({ range }: QueryInput): boolean {
  if (range?.from === undefined || range.to === undefined) return false;
  return Buffer.compare(Buffer.from(range.from), Buffer.from(range.to)) > 0;
}

import { StoreMisuse, type StoredItem } from "../../engines/store/storePort";

/** DynamoDB's limits, which every adapter keeps so that code written on one machine also runs in the cloud. */
export const ITEM_SIZE_MAX_BYTES = 400 * 1024;
export const TRANSACTION_SIZE_MAX_BYTES = 4 * 1024 * 1024;
export const KEY_MAX_BYTES = 1024;
const NESTING_DEPTH_MAX = 32;
/** Beyond these DynamoDB either rounds or refuses a number; a JavaScript reader would lose digits even earlier. */
const NUMBER_SMALLEST = 1e-130;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** UTF-8 length. Half a surrogate pair is refused: DynamoDB would silently replace it, so what is read would not be what was written. */
export function textSizeBytes(text: string): number {
  const bytes = Buffer.byteLength(text);
  if (bytes !== text.length && LONE_SURROGATE.test(text)) throw new StoreMisuse("a string holds half a surrogate pair, which is not valid text");
  return bytes;
}

export function refuseUnstorableNumber(number: number): void {
  if (!Number.isFinite(number)) throw new StoreMisuse(`the number ${number} is not finite`);
  const magnitude = Math.abs(number);
  if (magnitude > Number.MAX_SAFE_INTEGER) throw new StoreMisuse(`the number ${number} lies beyond 2^53, where integers lose digits`);
  if (number !== 0 && magnitude < NUMBER_SMALLEST) throw new StoreMisuse(`the number ${number} is too close to zero to be stored`);
}

/**
 * The size of a value by DynamoDB's rule, approximated: UTF-8 for text, about half a byte a digit for numbers, 3 bytes for a map or list and one for
 * each of its members. Measuring and refusing share one walk, because each write pays for it.
 */
export function valueSizeBytes(value: unknown, depth = 0): number {
  switch (typeof value) {
    case "string":
      return textSizeBytes(value);
    case "boolean":
      return 1;
    case "number":
      refuseUnstorableNumber(value);
      return Number.isInteger(value) && value >= 0 && value < 10_000 ? 3 : (String(value).length >> 1) + 2;
    case "object":
      break;
    default:
      throw new StoreMisuse(`a ${typeof value} cannot be stored`);
  }
  if (value === null) return 1;
  if (depth >= NESTING_DEPTH_MAX) throw new StoreMisuse(`maps and lists nest deeper than ${NESTING_DEPTH_MAX} levels`);
  if (Array.isArray(value)) {
    let bytes = 3;
    for (const member of value) bytes += 1 + valueSizeBytes(member, depth + 1);
    return bytes;
  }
  return 3 + membersSizeBytes(value, depth);
}

/** A map with a member of these names is no plain map any more to JavaScript, nor to the SDK that marshals it. */
export function isUnstorableName(name: string): boolean {
  return name === "" || name === "__proto__" || name === "constructor";
}

export function itemSizeBytes(item: StoredItem): number {
  return membersSizeBytes(item, 0);
}

function membersSizeBytes(map: object, depth: number): number {
  // A Date, Map or Buffer would come back as something else. Plain objects have a prototype without a prototype, whichever realm made them.
  const prototype: unknown = Object.getPrototypeOf(map);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw new StoreMisuse("only plain maps can be stored, not instances of a class");
  let bytes = 0;
  for (const [name, member] of Object.entries(map)) {
    if (member === undefined) continue;
    if (isUnstorableName(name)) throw new StoreMisuse(`"${name}" cannot be the name of an attribute`);
    bytes += textSizeBytes(name) + valueSizeBytes(member, depth + 1) + (depth > 0 ? 1 : 0);
  }
  return bytes;
}

export function refuseOversizedItem(bytes: number, tag: string): void {
  if (bytes > ITEM_SIZE_MAX_BYTES) throw new StoreMisuse(`the item of write "${tag}" takes ${bytes} bytes; at most ${ITEM_SIZE_MAX_BYTES} are allowed`);
}

import { SECONDARY_INDEXES, StoreMisuse, type SecondaryIndex } from "../../engines/store/storePort";
import { isUnstorableName } from "./itemSize";

const INDEX_NAMES: ReadonlySet<string> = new Set(SECONDARY_INDEXES);

/** The names under which DynamoDB keeps index keys (an index key must be a top-level attribute there); no item may use them for itself. */
export const FLATTENED_INDEX_NAMES: ReadonlySet<string> = new Set(SECONDARY_INDEXES.flatMap((index) => [`${index}pk`, `${index}sk`]));

export function isSecondaryIndex(name: string): name is SecondaryIndex {
  return INDEX_NAMES.has(name);
}

/** `figures.heads` → ["figures", "heads"]. */
export function pathSegments(path: string): readonly [string, ...string[]] {
  const [first = "", ...rest] = path.split(".");
  if (isUnstorableName(first) || rest.some(isUnstorableName)) throw new StoreMisuse(`"${path}" is not an attribute path`);
  if (FLATTENED_INDEX_NAMES.has(first)) throw new StoreMisuse(`"${first}" is reserved for the store; name the index itself`);
  return [first, ...rest];
}

/** Members of maps only: a position in a list cannot be addressed. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function valueAtPath(item: unknown, path: string): unknown {
  let value = item;
  for (const segment of pathSegments(path)) {
    if (!isMap(value) || !Object.hasOwn(value, segment)) return undefined;
    value = value[segment];
  }
  return value;
}

import { SECONDARY_INDEXES, type ItemKey, type StoredItem } from "../../../engines/store/storePort";
import { FLATTENED_INDEX_NAMES } from "../attributePath";

export type FlattenedItem = Record<string, unknown>;

export function isIndexKey(value: unknown): value is ItemKey {
  return typeof value === "object" && value !== null && "pk" in value && "sk" in value && typeof value.pk === "string" && typeof value.sk === "string";
}

/** An index key of DynamoDB must be a top-level attribute: `index1: { pk, sk }` is stored as `index1pk` and `index1sk`. */
export function flattenItem(item: StoredItem): FlattenedItem {
  const flattened: FlattenedItem = { ...item };
  for (const index of SECONDARY_INDEXES) {
    const key = item[index];
    delete flattened[index];
    if (key !== undefined) {
      flattened[`${index}pk`] = key.pk;
      flattened[`${index}sk`] = key.sk;
    }
  }
  return flattened;
}

export function unflattenItem(flattened: FlattenedItem): StoredItem {
  const item: FlattenedItem = {};
  for (const [name, value] of Object.entries(flattened)) if (!FLATTENED_INDEX_NAMES.has(name)) item[name] = value;
  for (const index of SECONDARY_INDEXES) {
    const key = { pk: flattened[`${index}pk`], sk: flattened[`${index}sk`] };
    if (isIndexKey(key)) item[index] = key;
  }
  return item as unknown as StoredItem;
}

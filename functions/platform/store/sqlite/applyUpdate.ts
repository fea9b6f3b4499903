import { StoreMisuse, type StoredItem, type Write } from "../../../engines/store/storePort";
import { isMap, pathSegments } from "../attributePath";
import { itemSizeBytes, refuseOversizedItem, refuseUnstorableNumber } from "../itemSize";
import { addDecimal } from "./addDecimal";

type Update = Extract<Write, { kind: "update" }>;
type MutableMap = Record<string, unknown>;

/** The item after the update, as a new value: the one before may still be needed if a later write of the transaction refuses. */
export function itemAfterUpdate(before: StoredItem | undefined, write: Update): StoredItem {
  const after: MutableMap & { pk: string; sk: string } = { ...before, pk: write.key.pk, sk: write.key.sk };
  for (const [path, value] of Object.entries(write.set ?? {})) {
    const { map, name } = lastMap(after, path);
    map[name] = value;
  }
  for (const [path, amount] of Object.entries(write.add ?? {})) {
    const { map, name } = lastMap(after, path);
    const number = Object.hasOwn(map, name) ? map[name] : 0;
    if (typeof number !== "number") throw new StoreMisuse(`update "${write.tag}" adds to ${path}, which is not a number`);
    const sum = addDecimal(number, amount);
    refuseUnstorableNumber(sum);
    map[name] = sum;
  }
  for (const path of write.remove ?? []) {
    const { map, name } = lastMap(after, path);
    delete map[name];
  }
  const item = after as StoredItem;
  refuseOversizedItem(itemSizeBytes(item), write.tag);
  return item;
}

/** The map that holds the last member of the path, copied on the way down so that `before` stays as it was. */
function lastMap(item: MutableMap, path: string): { map: MutableMap; name: string } {
  const segments = pathSegments(path);
  let map = item;
  for (const segment of segments.slice(0, -1)) {
    const member = Object.hasOwn(map, segment) ? map[segment] : undefined;
    if (!isMap(member)) throw new StoreMisuse(`the map above the last member of ${path} does not exist`);
    const copy: MutableMap = { ...member };
    map[segment] = copy;
    map = copy;
  }
  return { map, name: segments[segments.length - 1] ?? segments[0] };
}

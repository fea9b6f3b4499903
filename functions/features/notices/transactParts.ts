import type { ItemKey, Store, Write } from "../../engines/store/storePort";

/** The writes of one of several cases that share a transaction. */
export interface Part {
  readonly writes: readonly Write[];
}

/**
 * All parts in one transaction, and `beside` with them. Undefined when it committed; else nothing was written, and each part that stood in the way has the tags of its
 * writes that failed. None has any when something beside them did.
 */
export async function transactParts<Given extends Part>(
  store: Store,
  parts: readonly Given[],
  beside: readonly Write[] = [],
): Promise<ReadonlyMap<Given, readonly string[]> | undefined> {
  const writes = parts.flatMap((part, position) => part.writes.map((write) => ({ ...write, tag: `${position} ${write.tag}` })));
  if (writes.length + beside.length === 0) return undefined;
  const outcome = await store.transact([...writes, ...beside]);
  if (outcome.committed) return undefined;
  const failed = new Map<Given, string[]>();
  for (const named of outcome.failedTags) {
    const [, position, tag = ""] = /^(\d+) (.*)$/.exec(named) ?? [];
    const part = parts[Number(position)];
    if (part !== undefined) failed.set(part, [...(failed.get(part) ?? []), tag]);
  }
  return failed;
}

/** As many, from the first, as may share a transaction: no item is written by two of them. */
export function writingNothingTwice<Given extends Part>(parts: readonly Given[]): readonly Given[] {
  const written = new Set<string>();
  return parts.filter(({ writes }) => {
    const keys = writes.map((write) => nameOf(write.kind === "put" ? write.item : write.key));
    if (keys.some((key) => written.has(key))) return false;
    for (const key of keys) written.add(key);
    return true;
  });
}
const nameOf = ({ pk, sk }: ItemKey): string => JSON.stringify([pk, sk]);

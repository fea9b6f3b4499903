import { StoreUnavailable, type Store, type StoredItem } from "../../../functions/engines/store/storePort";

// Enough for the store to put several transactions into one commit; little enough that memory stays flat.
const BATCHES_AT_ONCE = 20;
const ATTEMPTS_MAX = 5;

/** Stores items as they are made, several batches at once. Answers how many. Storing the same ones again changes nothing. */
export async function storeBatches(store: Store, batches: AsyncIterable<readonly StoredItem[]> | Iterable<readonly StoredItem[]>): Promise<number> {
  const underWay = new Set<Promise<void>>();
  let items = 0;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    items += batch.length;
    const storing: Promise<void> = storeBatch(store, batch).then(() => {
      underWay.delete(storing);
    });
    // One that fails stays among those under way, so that the next wait throws; until then nobody listens to it.
    storing.catch(() => undefined);
    underWay.add(storing);
    if (underWay.size >= BATCHES_AT_ONCE) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  return items;
}

async function storeBatch(store: Store, batch: readonly StoredItem[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await store.transact(batch.map((item) => ({ kind: "put", tag: `${item.pk} ${item.sk}`, item }) as const));
      return;
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || attempt >= ATTEMPTS_MAX) throw error;
    }
  }
}

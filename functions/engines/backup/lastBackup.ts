import type { Instant } from "@app/contract/kernel/time";
import type { ItemKey, Store, StoredItem, StoredValue } from "../store/storePort";

/** How the copies of one machine's state went. | AP-Y5 · the last one · 系统运行, 工作台 · primary · BACKUP / LAST · 1 | */
export interface LastBackup extends StoredItem {
  /** Of the last one that is whole. */
  readonly at?: Instant;
  readonly sizeBytes?: number;
  /** Of the last one that was not; older than `at` when it has gone well since. */
  readonly failedAt?: Instant;
  /** As the program said it. */
  readonly failure?: string;
}
const KEY: ItemKey = { pk: "BACKUP", sk: "LAST" };
const FAILURE_LENGTH_MAX = 300;

export async function getLastBackup(store: Pick<Store, "get">): Promise<LastBackup | undefined> {
  return (await store.get(KEY)) as LastBackup | undefined;
}

export async function recordBackup(
  store: Store,
  outcome: { readonly at: Instant; readonly sizeBytes: number } | { readonly at: Instant; readonly failure: string },
): Promise<void> {
  const set: Record<string, StoredValue> =
    "failure" in outcome ? { failedAt: outcome.at, failure: outcome.failure.slice(0, FAILURE_LENGTH_MAX) } : { at: outcome.at, sizeBytes: outcome.sizeBytes };
  await store.transact([{ kind: "update", tag: "backup", key: KEY, set }]);
}

import type { SavedFilter } from "@app/contract/workbench/workbench.schema";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * What somebody arranged for themselves. It belongs to the account and says nothing of any case, so it leaves no event.
 * | AP-W1 · chosen shortcuts · 工作台 · primary · DESK#account / SHORTCUTS · 1 |
 * | AP-W2 · saved filters of a list · the list · primary · DESK#account / FILTERS#page · 1, with 20 filters at most |
 */
export interface ShortcutsItem extends StoredItem {
  readonly shortcuts: readonly string[];
  readonly version: number;
}
export interface FiltersItem extends StoredItem {
  readonly filters: readonly (SavedFilter & { readonly [name: string]: string })[];
  readonly version: number;
}

export const shortcutsKey = (accountId: string): ItemKey => ({ pk: `DESK#${accountId}`, sk: "SHORTCUTS" });
export const filtersKey = (accountId: string, page: string): ItemKey => ({ pk: `DESK#${accountId}`, sk: `FILTERS#${page}` });

export async function getShortcuts(store: Store, accountId: string): Promise<ShortcutsItem | undefined> {
  return (await store.get(shortcutsKey(accountId))) as ShortcutsItem | undefined;
}
export async function getFilters(store: Store, accountId: string, page: string): Promise<FiltersItem | undefined> {
  return (await store.get(filtersKey(accountId, page))) as FiltersItem | undefined;
}

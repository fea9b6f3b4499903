import type { Store } from "../../engines/store/storePort";
import { peoplePk, type AccountItem } from "./accountRepository";

/** A page of the accounts of a province (AP-A6), as they stood when the index was read. */
export async function accountsPage(
  store: Store,
  asked: { readonly province: string; readonly limit: number; readonly cursor?: string },
): Promise<{ readonly items: readonly Pick<AccountItem, "username" | "status">[]; readonly next?: string }> {
  const { province, ...page } = asked;
  const found = await store.query({ index: "index1", pk: peoplePk(province), ...page });
  return { ...found, items: found.items as readonly AccountItem[] };
}

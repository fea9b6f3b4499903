import type { Grant } from "@app/contract/kernel/actor";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Role } from "@app/contract/organizations/roles";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * | AP-A1 · one account by user name · log-in · primary · ACCOUNT#username / PROFILE · 1 |
 * | AP-A2 · failed log-ins of a user name, known or not · log-in · primary · LOG_IN#username / FAILURES · 1 |
 */
export interface AccountItem extends StoredItem {
  readonly accountId: string;
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly phone: string;
  readonly grants: readonly StoredGrant[];
  readonly version: number;
}
/** A grant with the words a screen needs, so that a session can greet without looking up the tree. */
export interface StoredGrant {
  readonly [name: string]: string;
  readonly role: Role;
  readonly orgPath: OrgPath;
  readonly orgName: string;
}

export const accountKey = (username: string): ItemKey => ({ pk: `ACCOUNT#${username}`, sk: "PROFILE" });
export const logInFailuresKey = (username: string): ItemKey => ({ pk: `LOG_IN#${username}`, sk: "FAILURES" });

export async function getAccount(store: Store, username: string): Promise<AccountItem | undefined> {
  return (await store.get(accountKey(username))) as AccountItem | undefined;
}

export function accountItem(account: Omit<AccountItem, keyof ItemKey | "version">): AccountItem {
  return { ...account, ...accountKey(String(account.username)), version: 1 } as AccountItem;
}

export function grantsOf(grants: readonly StoredGrant[]): Grant[] {
  return grants.map((grant) => ({ role: grant.role, orgPath: grant.orgPath }));
}

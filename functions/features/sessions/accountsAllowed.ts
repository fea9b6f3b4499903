import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import { ROLE_PERMISSIONS, type Permission } from "@app/contract/organizations/roles";
import type { Store } from "../../engines/store/storePort";
import { accountKey, asAccount, getAccount, listPlaceAccounts, UNIT_ACCOUNTS_MAX, type AccountItem, type StoredGrant } from "./accountRepository";
import { permissionsOfRoles } from "./grantsInForce";

const allows = (role: StoredGrant["role"], permission: Permission): boolean => (ROLE_PERMISSIONS[role] as readonly Permission[]).includes(permission);

/** Whether an account may do something at a place, there or from above it, as things stand now; by the rule of `accountsAllowed`. */
export async function isAllowedOver(store: Store, username: string, permission: Permission, orgPath: OrgPath): Promise<boolean> {
  const account = await getAccount(store, username);
  if (account === undefined || account.status !== "ACTIVE") return false;
  const over = account.grants.filter((grant) => coversPath(grant.orgPath, orgPath) && (grant.categories ?? []).length === 0);
  if (over.some(({ role }) => allows(role, permission))) return true;
  return [...(await permissionsOfRoles(store, over)).values()].some((permissions) => permissions.includes(permission));
}

/**
 * Who may do something at exactly this place, by a built-in role or by one that a bureau made. Somebody narrowed to some categories of facility is not meant: the place
 * itself is not theirs. Those of built-in roles first; at most as many as one notice or one level may name. Costs the people of the place, whatever the table holds.
 */
export async function accountsAllowed(store: Store, orgPath: OrgPath, permission: Permission): Promise<AccountItem[]> {
  const places = (await listPlaceAccounts(store, orgPath)).filter(({ role }) => role === "CUSTOM" || allows(role, permission));
  const usernames = [...new Set([...places.filter(({ role }) => role !== "CUSTOM"), ...places].map(({ username }) => username))];
  const found: AccountItem[] = [];
  for (let at = 0; at < usernames.length && found.length < UNIT_ACCOUNTS_MAX; at += UNIT_ACCOUNTS_MAX) {
    const items = await store.getMany(usernames.slice(at, at + UNIT_ACCOUNTS_MAX).map(accountKey));
    const accounts = items.flatMap((item) => (item === undefined ? [] : [asAccount(item)])).filter(({ status }) => status === "ACTIVE");
    const here = accounts.map(({ grants }) => grants.filter((grant) => grant.orgPath === orgPath && (grant.categories ?? []).length === 0));
    const made = await permissionsOfRoles(store, here.flat());
    found.push(
      ...accounts.filter((_, index) =>
        here[index]?.some(({ role, roleId }) => (role === "CUSTOM" ? (made.get(roleId ?? "") ?? []).includes(permission) : allows(role, permission))),
      ),
    );
  }
  return found.slice(0, UNIT_ACCOUNTS_MAX);
}

import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { LastAdminRefusal } from "@app/contract/organizations/organizations.errors";
import { COUNTRY_PATH } from "@app/contract/organizations/orgPath";
import { ROLE_PERMISSIONS, type Permission } from "@app/contract/organizations/roles";
import { absent, versionIs, type ItemKey, type Store, type Write } from "../../engines/store/storePort";
import { getAccount, type AccountItem, type StoredGrant } from "../sessions/public";
import { getCustomRoles, organizationKey, type OrganizationItem } from "./organizationRepository";

/** Whoever has these at the country can let everybody else in again. */
const NEEDED: readonly Permission[] = ["roles.edit", "people.edit"];
const guardKey: ItemKey = { pk: "LAST_ADMIN", sk: "GUARD" };

/** What is about to change, as it will be; what is not named stays. */
export interface AdminChange {
  /** By user name. */
  readonly accounts?: ReadonlyMap<string, Pick<AccountItem, "status" | "grants">>;
  /** By role id; undefined for one that is deleted. */
  readonly roles?: ReadonlyMap<string, readonly Permission[]>;
  readonly disabledOrganizationIds?: ReadonlySet<string>;
}

/**
 * The writes that keep a change from taking the country its last admin, or the refusal. They are empty when nobody loses that power; else they let one such change
 * through at a time, so that of two admins who remove each other one is refused. Put them into the transaction of the change; a failed condition is a lost race.
 */
export async function lastAdminGuard(store: Store, change: AdminChange): Promise<Result<Write[], LastAdminRefusal>> {
  // Read before the accounts: whoever changes them after this moment has written it.
  const guard = await store.get(guardKey);
  const accounts = await accountsOfTheCountry(store);
  const roleIds = accounts.flatMap(({ grants }) => grants.flatMap(({ roleId }) => roleId ?? []));
  const [roles, disabled] = await Promise.all([getCustomRoles(store, roleIds), disabledOrganizations(store, accounts)]);
  const today = new Map([...roles].map(([roleId, role]) => [roleId, role.permissions] as const));
  const after = new Map([...today, ...(change.roles ?? [])]);
  const disabledAfter = new Set([...disabled, ...(change.disabledOrganizationIds ?? [])]);
  const admins = accounts.filter((account) => isAdmin(account, account, today, disabled));
  const left = admins.filter((account) => isAdmin(account, change.accounts?.get(account.username) ?? account, after, disabledAfter));
  if (left.length === admins.length) return ok([]);
  // Somebody who becomes one by the same change keeps the country open as well.
  const gained = accounts.some(
    (account) => !admins.includes(account) && isAdmin(account, change.accounts?.get(account.username) ?? account, after, disabledAfter),
  );
  if (left.length === 0 && !gained) return refuse({ code: "LAST_ADMIN" });
  return ok([
    {
      kind: "update",
      tag: "last admin guard",
      key: guardKey,
      add: { version: 1 },
      condition: guard === undefined ? absent : versionIs(Number(guard["version"])),
    },
  ]);
}

/** Those who can let everybody else in again, as things stand. */
export async function countryAdmins(store: Store): Promise<AccountItem[]> {
  const accounts = await accountsOfTheCountry(store);
  const roleIds = accounts.flatMap(({ grants }) => grants.flatMap(({ roleId }) => roleId ?? []));
  const [roles, disabled] = await Promise.all([getCustomRoles(store, roleIds), disabledOrganizations(store, accounts)]);
  const permissions = new Map([...roles].map(([roleId, role]) => [roleId, role.permissions] as const));
  return accounts.filter((account) => isAdmin(account, account, permissions, disabled));
}

function isAdmin(
  account: AccountItem,
  { status, grants }: Pick<AccountItem, "status" | "grants">,
  roles: ReadonlyMap<string, readonly Permission[]>,
  disabled: ReadonlySet<string>,
): boolean {
  if (status === "DISABLED") return false;
  const organizationOf = new Map(account.posts.map(({ postId, organizationId }) => [postId, organizationId]));
  const counting = grants.filter(
    ({ orgPath, postId }) => orgPath === COUNTRY_PATH && !(postId !== undefined && disabled.has(organizationOf.get(postId) ?? "")),
  );
  const has = counting.flatMap((grant) => permissionsOfGrant(grant, roles));
  return NEEDED.every((permission) => has.includes(permission));
}

function permissionsOfGrant({ role, roleId }: StoredGrant, roles: ReadonlyMap<string, readonly Permission[]>): readonly Permission[] {
  return role === "CUSTOM" ? (roles.get(roleId ?? "") ?? []) : ROLE_PERMISSIONS[role];
}

async function accountsOfTheCountry(store: Store): Promise<AccountItem[]> {
  const usernames = new Set<string>();
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const page = await store.query({ index: "primary", pk: `UNIT_ACCOUNTS#${COUNTRY_PATH}`, limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    for (const item of page.items) usernames.add(String(item["username"]));
    cursor = page.next;
  }
  return (await Promise.all([...usernames].map((username) => getAccount(store, username)))).filter((account) => account !== undefined);
}

async function disabledOrganizations(store: Store, accounts: readonly AccountItem[]): Promise<Set<string>> {
  const ids = [...new Set(accounts.flatMap(({ posts }) => posts.map(({ organizationId }) => organizationId)))];
  const found = ids.length === 0 ? [] : await store.getMany(ids.slice(0, 100).map(organizationKey));
  return new Set((found as readonly (OrganizationItem | undefined)[]).flatMap((item) => (item?.status === "DISABLED" ? [item.organizationId] : [])));
}

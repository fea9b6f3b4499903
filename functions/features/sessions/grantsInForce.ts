import type { Grant } from "@app/contract/kernel/actor";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Permission } from "@app/contract/organizations/roles";
import type { Store } from "../../engines/store/storePort";
import { roleKey, type RoleItem } from "../organizations/public";
import { grantsOf, type StoredGrant } from "./accountRepository";

/** The places of the facilities of these categories below a place; a port, because facilities are another feature's. */
export type FacilitiesOfCategories = (orgPath: OrgPath, categories: readonly string[]) => Promise<readonly OrgPath[]>;

export interface GrantDeps {
  readonly store: Store;
  readonly facilitiesOfCategories: FacilitiesOfCategories;
}

/**
 * What stored grants come to: a role that a bureau made is given the permissions of its record, and a grant narrowed to categories becomes one for each facility of
 * them, so that whoever checks a scope need know of neither (promise M33). Grants of built-in roles without categories cost no read.
 */
export async function grantsInForce(deps: GrantDeps, grants: readonly StoredGrant[]): Promise<Grant[]> {
  const permissions = await permissionsOfRoles(deps.store, grants);
  const expanded = grants.map(async (grant): Promise<Grant[]> => {
    const categories = grant.categories ?? [];
    const paths = categories.length === 0 ? [grant.orgPath] : await deps.facilitiesOfCategories(grant.orgPath, categories);
    const [plain] = grantsOf([grant]);
    if (plain === undefined) return [];
    const allowed = grant.role === "CUSTOM" ? { permissions: permissions.get(grant.roleId ?? "") ?? [] } : {};
    const office = categories.length === 0 ? {} : { office: grant.orgPath };
    return paths.map((orgPath) => ({ ...plain, ...allowed, ...office, orgPath }));
  });
  return (await Promise.all(expanded)).flat();
}

/** A role that was deleted allows nothing. */
export async function permissionsOfRoles(store: Store, grants: readonly StoredGrant[]): Promise<Map<string, readonly Permission[]>> {
  const roleIds = [...new Set(grants.flatMap(({ role, roleId }) => (role === "CUSTOM" && roleId !== undefined ? [roleId] : [])))];
  if (roleIds.length === 0) return new Map();
  const items = (await store.getMany(roleIds.map(roleKey))) as readonly (RoleItem | undefined)[];
  return new Map(items.flatMap((item) => (item === undefined ? [] : [[item.roleId, item.permissions] as const])));
}

import { mayAt, permissionsOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import { PERMISSION_LABELS, PERMISSIONS, type Permission } from "@app/contract/organizations/roles";
import type { PermissionHolders, PersonRights } from "@app/contract/people/officePerson.schema";
import type { Store } from "../../../engines/store/storePort";
import { getCustomRoles, roleNameOf, type RolesById } from "../../organizations/public";
import { getAccount, listUnitAccounts, type AccountItem, type StoredGrant } from "../../sessions/public";
import type { PeopleDeps } from "../peopleDeps";
import { grantsBySource } from "../personGrants";
import { maySee } from "../personScope";
import { findVisible } from "./getOfficePerson";

/** As many holders as one answer names. */
const HOLDERS_MAX = 200;

/** 这个人能做什么，为什么. Every line is a grant that a session of theirs would hold, read by the functions that decide. */
export async function getPersonRights(deps: PeopleDeps, actor: Actor, username: string): Promise<Result<PersonRights, KernelRefusal>> {
  const account = await findVisible(deps.engine.store, actor, username);
  if (account === undefined) return refuse({ code: "NOT_FOUND", what: "个人" });
  const [held, roles] = await Promise.all([grantsBySource(deps, account), rolesOf(deps.engine.store, account)]);
  const rights = PERMISSIONS.flatMap((permission) => {
    const sources = held.flatMap(({ stored, grants }) =>
      grants.some((grant) => permissionsOf(grant).includes(permission)) ? [sourceOf(account, stored, roles)] : [],
    );
    return sources.length === 0 ? [] : [{ permission, label: PERMISSION_LABELS[permission], sources }];
  });
  return ok({ username: account.username, name: account.displayName, status: account.status, rights });
}

/** Where a grant comes from: organisation → post → role → place. */
function sourceOf(account: AccountItem, grant: StoredGrant, roles: RolesById): PersonRights["rights"][number]["sources"][number] {
  const post = account.posts.find(({ postId }) => postId === grant.postId);
  return {
    organization: post?.orgName ?? "",
    post: post?.postName ?? "",
    role: grant.role,
    roleLabel: roleNameOf(grant.roleId ?? grant.role, roles),
    place: grant.orgPath,
    placeName: grant.orgName,
    categories: [...(grant.categories ?? [])],
  };
}

/** Who may do this here: people at the place and at each place above it, by the very question a request asks. Those above the asker's range are counted only. */
export async function listPermissionHolders(
  deps: PeopleDeps,
  actor: Actor,
  { permission, orgPath }: { readonly permission: Permission; readonly orgPath: OrgPath },
): Promise<Result<PermissionHolders, KernelRefusal>> {
  const { store } = deps.engine;
  if (!mayAt(actor, "people.read", orgPath)) return refuse({ code: "NOT_FOUND", what: "个地方" });
  const parts = orgPath.split("/");
  const places = parts.map((_, index) => parts.slice(0, index + 1).join("/") as OrgPath);
  const listed = (await Promise.all(places.map((place) => listUnitAccounts(store, place)))).flat();
  const usernames = [...new Set(listed.map((item) => item.username))];
  const holders: PermissionHolders["holders"] = [];
  let outsideRange = 0;
  for (const account of await accountsOf(store, usernames.slice(0, HOLDERS_MAX))) {
    const held = await grantsBySource(deps, account);
    const holding = held.find(({ grants }) => grants.some((grant) => permissionsOf(grant).includes(permission) && coversPath(grant.orgPath, orgPath)));
    if (holding === undefined) continue;
    if (!maySee(actor, account)) {
      outsideRange += 1;
      continue;
    }
    const { placeName: orgName, roleLabel, post, place } = sourceOf(account, holding.stored, await rolesOf(store, account));
    holders.push({ username: account.username, name: account.displayName, orgName, roleLabel, post, place });
  }
  return ok({ holders, outsideRange, hasMore: usernames.length > HOLDERS_MAX });
}

/** The made roles among those of the account, for their names. */
async function rolesOf(store: Store, { grants }: AccountItem): Promise<RolesById> {
  return getCustomRoles(
    store,
    grants.flatMap(({ roleId }) => roleId ?? []),
  );
}

async function accountsOf(store: Store, usernames: readonly string[]): Promise<AccountItem[]> {
  return (await Promise.all(usernames.map((username) => getAccount(store, username)))).flatMap((account) => account ?? []);
}

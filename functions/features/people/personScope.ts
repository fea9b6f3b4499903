import { mayAt, permissionsOf, scopesOf, type Actor } from "@app/contract/kernel/actor";
import { mayHandOut } from "@app/contract/organizations/handOut";
import { COUNTRY_PATH, coversPath, type OrgPath, outermostPaths } from "@app/contract/organizations/orgPath";
import type { Grant } from "@app/contract/kernel/actor";
import type { AccountItem } from "../sessions/public";

/** Where the list shows somebody: the place of the first grant; of who has none any more, the last one. */
export function placeOf(account: Pick<AccountItem, "grants" | "index1">): OrgPath {
  return account.grants[0]?.orgPath ?? ((account.index1?.sk.split("#")[0] ?? COUNTRY_PATH) as OrgPath);
}

/** Every place at which somebody holds anything; of who holds nothing, the last one. */
export function placesOf(account: Pick<AccountItem, "grants" | "index1">): OrgPath[] {
  return account.grants.length === 0 ? [placeOf(account)] : [...new Set(account.grants.map(({ orgPath }) => orgPath))];
}

/** The places whose people the actor sees, narrowed to one of them when it is asked for; empty when that one lies outside. */
export function visiblePlaces(actor: Actor, within?: OrgPath): OrgPath[] {
  const scopes = outermostPaths(scopesOf(actor, "people.read"));
  if (within === undefined) return scopes;
  return scopes.some((scope) => coversPath(scope, within)) ? [within] : scopes.filter((scope) => coversPath(within, scope));
}

/** List and detail agree: somebody is seen by whoever reads people at their place. */
export function maySee(actor: Actor, account: AccountItem): boolean {
  return mayAt(actor, "people.read", placeOf(account));
}

/**
 * Whoever changes somebody's phone could log in as them, so only people all of whose rights the actor might have handed out are theirs to change. The place of
 * the person counts, and each place at which they hold anything.
 */
export function mayManage(actor: Actor, account: AccountItem, grants: readonly Grant[]): boolean {
  return (
    mayAt(actor, "people.edit", placeOf(account)) &&
    grants.every((grant) => mayAt(actor, "people.edit", grant.orgPath) && mayHandOut(actor, permissionsOf(grant), grant.orgPath))
  );
}

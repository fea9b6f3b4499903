import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { mayHandOut } from "@app/contract/organizations/handOut";
import { COUNTRY_PATH } from "@app/contract/organizations/orgPath";
import { ROLE_PERMISSIONS } from "@app/contract/organizations/roles";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Store } from "../../engines/store/storePort";
import { getAccount, type AccountItem } from "./accountRepository";
import { permissionsOfRoles } from "./grantsInForce";

/** An account that the actor keeps: `people.edit` at every place it holds anything, and nothing that they could not have given. Who may not learns nothing of it. */
export async function accountInScope(store: Store, actor: Actor, username: string): Promise<Result<AccountItem, KernelRefusal>> {
  const account = await getAccount(store, username);
  const places = account === undefined || account.grants.length === 0 ? [COUNTRY_PATH] : account.grants.map(({ orgPath }) => orgPath);
  const isKept = places.every((path) => mayAt(actor, "people.edit", path)) && (account === undefined || (await couldHaveGiven(store, actor, account)));
  return account === undefined || !isKept ? refuse({ code: "NOT_FOUND", what: "位人员" }) : ok(account);
}

/**
 * Whoever takes over somebody's phone, or takes their second step away, may soon be them: so only who might have handed out all that the account holds, wherever that
 * is, may do it (promise R12).
 */
export async function couldHaveGiven(store: Store, actor: Pick<Actor, "grants">, { grants }: Pick<AccountItem, "grants">): Promise<boolean> {
  const made = await permissionsOfRoles(store, grants);
  return grants.every(({ role, roleId, orgPath }) => mayHandOut(actor, role === "CUSTOM" ? (made.get(roleId ?? "") ?? []) : ROLE_PERMISSIONS[role], orgPath));
}

import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { COUNTRY_PATH } from "@app/contract/organizations/orgPath";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Store } from "../../engines/store/storePort";
import { getAccount, type AccountItem } from "./accountRepository";

/** An account that the actor keeps: `people.edit` at every place it holds anything. Who may not learns nothing of it. */
export async function accountInScope(store: Store, actor: Actor, username: string): Promise<Result<AccountItem, KernelRefusal>> {
  const account = await getAccount(store, username);
  const places = account === undefined || account.grants.length === 0 ? [COUNTRY_PATH] : account.grants.map(({ orgPath }) => orgPath);
  const isKept = places.every((path) => mayAt(actor, "people.edit", path));
  return account === undefined || !isKept ? refuse({ code: "NOT_FOUND", what: "位人员" }) : ok(account);
}

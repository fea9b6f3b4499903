import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import type { Store } from "../../../engines/store/storePort";
import { getAccount, type AccountItem } from "../../sessions/public";
import type { PeopleDeps } from "../peopleDeps";
import { maySee } from "../personScope";
import { toDetail } from "../personView";

export async function getOfficePerson(deps: PeopleDeps, actor: Actor, username: string): Promise<Result<OfficePersonDetail, KernelRefusal>> {
  const account = await findVisible(deps.engine.store, actor, username);
  return account === undefined ? refuse({ code: "NOT_FOUND", what: "个人" }) : ok(await toDetail(deps, actor, account));
}

/** The account, when the actor may know of it at all. */
export async function findVisible(store: Store, actor: Actor, username: string): Promise<AccountItem | undefined> {
  const account = await getAccount(store, username);
  return account !== undefined && maySee(actor, account) ? account : undefined;
}

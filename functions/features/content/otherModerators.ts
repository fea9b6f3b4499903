import type { Actor } from "@app/contract/kernel/actor";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Store } from "../../engines/store/storePort";
import { accountsAllowed, getAccount, staffPersonOf } from "../sessions/public";
import type { BanItem } from "./banRepository";

/** Whose WeChat is bound to the account that acts: in the back office nobody is a visitor, and is one all the same. */
export async function personIdOf(store: Store, actor: Actor): Promise<string | undefined> {
  if (actor.personId !== undefined || actor.username === undefined) return actor.personId;
  const account = await getAccount(store, actor.username);
  return account === undefined ? undefined : staffPersonOf(account);
}

/** Why the actor should not judge this ban: they made it, or it is about them. Nothing stands in the way when nobody else could (promise M18). */
export async function conflictOf(
  store: Store,
  ban: Pick<BanItem, "personId" | "orgPath" | "bannedById" | "status">,
  actor: Actor,
  /** `personIdOf` the actor: the same for all bans of a page. */
  self: string | undefined,
): Promise<"MADE_IT" | "ABOUT_THEM" | undefined> {
  const isAboutThem = self === ban.personId;
  const madeIt = ban.status === "APPEALED" && ban.bannedById === (actor.accountId ?? actor.id);
  if (!isAboutThem && !madeIt) return undefined;
  if (!(await hasOtherModerator(store, actor, ban))) return undefined;
  return isAboutThem ? "ABOUT_THEM" : "MADE_IT";
}

/** Somebody who may moderate there, by a built-in role or by one that a bureau made: neither the actor nor whom the ban is about. */
async function hasOtherModerator(store: Store, actor: Actor, { orgPath, personId }: Pick<BanItem, "orgPath" | "personId">): Promise<boolean> {
  const parts = orgPath.split("/");
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const allowed = await accountsAllowed(store, parts.slice(0, depth).join("/") as OrgPath, "content.moderate");
    if (allowed.some((account) => account.accountId !== actor.accountId && staffPersonOf(account) !== personId)) return true;
  }
  return false;
}

import type { Actor } from "@app/contract/kernel/actor";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { ROLE_PERMISSIONS } from "@app/contract/organizations/roles";
import type { Store } from "../../engines/store/storePort";
import { getAccount, listUnitAccounts } from "../sessions/public";

/** Whether somebody else than the actor could answer for this place: an account that is not disabled, by one of the built-in roles of the bureaus above it. */
export async function hasOtherModerator(store: Store, actor: Actor, orgPath: OrgPath): Promise<boolean> {
  const parts = orgPath.split("/");
  // From the city upwards: nobody below moderates.
  for (let depth = Math.min(3, parts.length); depth > 0; depth -= 1) {
    const unit = await listUnitAccounts(store, parts.slice(0, depth).join("/") as OrgPath);
    for (const { role, accountId, username } of unit) {
      if (accountId === actor.accountId || !(ROLE_PERMISSIONS[role] as readonly string[]).includes("content.moderate")) continue;
      if ((await getAccount(store, username))?.status === "ACTIVE") return true;
    }
  }
  return false;
}

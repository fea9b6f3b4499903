import type { Actor } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { OfficePersonDetail, ResetPassword } from "@app/contract/people/officePerson.schema";
import { changeAccountWrites } from "../../sessions/public";
import { personEvent } from "../personEvents";
import type { PeopleDeps } from "../peopleDeps";
import { changePerson, type PersonRefusal } from "../personCommand";

/** The old password opens nothing any more, and every session and WeChat binding made with it is over (promise R13). The holder chooses a new one by phone. */
export function resetPassword(
  deps: PeopleDeps,
  actor: Actor,
  username: string,
  { requestId }: ResetPassword,
): Promise<Result<OfficePersonDetail, PersonRefusal>> {
  return changePerson(deps, { actor, username, requestId, command: "resetPassword", asked: {} }, async (account) => {
    if (actor.accountId === account.accountId) return refuse({ code: "OWN_ACCOUNT" });
    if (account.status === "DISABLED") return refuse({ code: "PERSON_DISABLED" });
    return ok({
      writes: changeAccountWrites(account, { passwordHash: "", credentialEpoch: account.credentialEpoch + 1 }, ["staffPersonId"]),
      events: [personEvent(account, "ACCOUNT_PASSWORD_RESET", {})],
    });
  });
}

import type { Actor } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { OfficePersonDetail, ResetPassword } from "@app/contract/people/officePerson.schema";
import { changeAccountWrites } from "../../sessions/public";
import { givenPart, newGivenPassword } from "../oneTimePassword";
import { personEvent } from "../personEvents";
import type { PeopleDeps } from "../peopleDeps";
import { changePerson, type PersonRefusal } from "../personCommand";

/**
 * The old password opens nothing any more, and every session and WeChat binding made with it is over (promise R13). The holder chooses a new one by phone, or, where no
 * SMS can be sent, after a log-in with the one that is answered here.
 */
export async function resetPassword(
  deps: PeopleDeps,
  actor: Actor,
  username: string,
  { requestId }: ResetPassword,
): Promise<Result<OfficePersonDetail, PersonRefusal>> {
  const given = await newGivenPassword(deps.oneTimePasswords);
  return changePerson(
    deps,
    { actor, username, requestId, command: "resetPassword", asked: {} },
    async (account) => {
      if (actor.accountId === account.accountId) return refuse({ code: "OWN_ACCOUNT" });
      if (account.status === "DISABLED") return refuse({ code: "PERSON_DISABLED" });
      return ok({
        writes: changeAccountWrites(account, { ...givenPart(given), credentialEpoch: account.credentialEpoch + 1 }, ["staffPersonId"]),
        events: [personEvent(account, "ACCOUNT_PASSWORD_RESET", {})],
      });
    },
    given,
  );
}

import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { PasswordLogIn, SessionAnswer } from "@app/contract/sessions/session.schema";
import { equals, versionIs } from "../../../engines/store/storePort";
import { accountKey } from "../accountRepository";
import { getPerson, personKey, staffBindingOf } from "../personRepository";
import type { SessionDeps } from "../sessionDeps";
import { checkPassword } from "./logInWithPassword";
import { isBindingValid, startPersonSession } from "./logInWithWechat";

/** Staff show once in the mini-program that an account is theirs; from then on their WeChat opens the gate's pages. */
export async function bindStaffAccount(
  deps: SessionDeps,
  actor: Actor,
  command: PasswordLogIn,
): Promise<Result<SessionAnswer, SessionRefusal | KernelRefusal>> {
  if (actor.personId === undefined) return refuse({ code: "FORBIDDEN" });
  const checked = await checkPassword(deps, command);
  if (!checked.ok) return checked;
  const account = checked.value;
  const person = await getPerson(deps.store, actor.personId);
  if (person === undefined) return refuse({ code: "SESSION_EXPIRED" });
  const bound = staffBindingOf(person);
  if (bound !== undefined && bound.username !== account.username && (await isBindingValid(deps, bound))) return refuse({ code: "STAFF_ALREADY_BOUND" });
  const binding = { staffUsername: account.username, staffCredentialEpoch: account.credentialEpoch };
  const outcome = await deps.store.transact([
    { kind: "update", tag: "person", key: personKey(person.personId), set: binding, add: { version: 1 }, condition: versionIs(person.version) },
    // Notices of the account go to this WeChat from now on; a password that changes in this very moment wins.
    {
      kind: "update",
      tag: "account",
      key: accountKey(account.username),
      set: { staffPersonId: person.personId },
      condition: equals("passwordHash", account.passwordHash),
    },
  ]);
  if (!outcome.committed) return refuse({ code: "BUSY" });
  return ok(await startPersonSession(deps, { ...person, ...binding }));
}

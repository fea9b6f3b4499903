import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { PasswordLogIn, SessionAnswer } from "@app/contract/sessions/session.schema";
import { versionIs } from "../../../engines/store/storePort";
import { getPerson, personKey, staffUsernameOf } from "../personRepository";
import type { SessionDeps } from "../sessionDeps";
import { checkPassword } from "./logInWithPassword";
import { startPersonSession } from "./logInWithWechat";

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
  const bound = staffUsernameOf(person);
  if (bound !== undefined && bound !== account.username) return refuse({ code: "STAFF_ALREADY_BOUND" });
  if (bound === undefined) {
    const outcome = await deps.store.transact([
      {
        kind: "update",
        tag: "person",
        key: personKey(person.personId),
        set: { staffUsername: account.username },
        add: { version: 1 },
        condition: versionIs(person.version),
      },
    ]);
    if (!outcome.committed) return refuse({ code: "BUSY" });
  }
  return ok(await startPersonSession(deps, { ...person, staffUsername: account.username }));
}

import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { PasswordLogIn, SessionAnswer } from "@app/contract/sessions/session.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { getAccount } from "../accountRepository";
import { secondStepOf } from "../accountSafety";
import { countOfHour, secondsLeftOfHour } from "../addressCount";
import { getPerson, staffBindingOf } from "../personRepository";
import type { SessionDeps } from "../sessionDeps";
import { bindingChange } from "../staffBinding";
import { BINDINGS_PER_HOUR } from "./bindStaffByPhone";
import { checkPassword } from "./logInWithPassword";
import { isBindingValid, startPersonSession } from "./logInWithWechat";

type Refusal = SessionRefusal | KernelRefusal;

/**
 * Staff show once in the mini-program that an account is theirs; from then on their WeChat opens the gate's pages. As many tries as by phone: else a visitor's session
 * would be a way to guess passwords that no captcha guards. Where a second step is on, the password alone binds nothing.
 */
export async function bindStaffAccount(deps: SessionDeps, actor: Actor, command: PasswordLogIn): Promise<Result<SessionAnswer, Refusal>> {
  const { personId } = actor;
  if (personId === undefined) return refuse({ code: "FORBIDDEN" });
  const now = deps.clock.now();
  const counted = await deps.store.transact([countOfHour("BINDINGS", personId, now, BINDINGS_PER_HOUR)]);
  if (!counted.committed) return refuse({ code: "RATE_LIMITED", retryAfterSeconds: secondsLeftOfHour(now) });
  const checked = await checkPassword(deps, command, actor);
  if (!checked.ok) return checked;
  const { username, passwordHash } = checked.value;
  const ran = await runCommand<undefined, Refusal>(deps.engine, {
    actor,
    requestId: undefined,
    command: "bindStaffAccount",
    asked: undefined,
    decide: async () => {
      const [person, account] = await Promise.all([getPerson(deps.store, personId), getAccount(deps.store, username)]);
      if (person === undefined) return refuse({ code: "SESSION_EXPIRED" });
      // The password was changed in this very moment.
      if (account?.passwordHash !== passwordHash) return refuse({ code: "CREDENTIALS_WRONG" });
      if (secondStepOf(account) !== undefined) return refuse({ code: "BIND_BY_PHONE" });
      const bound = staffBindingOf(person);
      if (bound !== undefined && bound.username !== username && (await isBindingValid(deps, bound))) return refuse({ code: "STAFF_ALREADY_BOUND" });
      return ok({ ...(await bindingChange(deps.store, { person, account, means: "PASSWORD" })), answer: undefined });
    },
  });
  if (!ran.ok) return ran;
  const person = await getPerson(deps.store, personId);
  return person === undefined ? refuse({ code: "SESSION_EXPIRED" }) : ok(await startPersonSession(deps, person, actor.from));
}

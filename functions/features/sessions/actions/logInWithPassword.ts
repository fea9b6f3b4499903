import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { refuse, ok, type Result } from "@app/contract/kernel/result";
import { epochMsOf } from "@app/contract/kernel/time";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { PasswordLogIn, SessionAnswer } from "@app/contract/sessions/session.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import type { Write } from "../../../engines/store/storePort";
import { accountEvent, nextVersionOf } from "../accountEvent";
import { getAccount, logInFailuresKey, type AccountItem } from "../accountRepository";
import { secondStepOf } from "../accountSafety";
import { admitAttempt, failureOf, forgiveFailures, takeBack, type LogInAttempt } from "../logInFailures";
import { openBackOffice, originWords } from "../openBackOffice";
import type { SessionDeps } from "../sessionDeps";

export async function logInWithPassword(
  deps: SessionDeps,
  { actor, command }: { readonly actor: Actor; readonly command: PasswordLogIn },
): Promise<Result<SessionAnswer, SessionRefusal | KernelRefusal>> {
  const checked = await comparePassword(deps, actor, command, command.captcha);
  return checked.ok ? openBackOffice(deps, checked.value, { means: "PASSWORD", from: actor.from }) : checked;
}

/**
 * The account, or why not; for somebody who has a session already, so no captcha is asked. A right one forgives the wrong ones before it; of an account with a second
 * step only itself, for whoever has the password alone would else try codes without end.
 */
export async function checkPassword(
  deps: SessionDeps,
  command: Pick<PasswordLogIn, "username" | "password">,
  actor: Actor,
): Promise<Result<AccountItem, SessionRefusal | KernelRefusal>> {
  const checked = await comparePassword(deps, actor, command, "NEVER");
  if (checked.ok)
    await deps.store.transact([secondStepOf(checked.value) === undefined ? forgiveFailures(checked.value.username) : takeBack(checked.value.username)]);
  return checked;
}

async function comparePassword(
  deps: SessionDeps,
  actor: Actor,
  command: Pick<PasswordLogIn, "username" | "password">,
  captcha: LogInAttempt["captcha"],
): Promise<Result<AccountItem, SessionRefusal | KernelRefusal>> {
  const attempt: LogInAttempt = { username: command.username.toLowerCase(), address: actor.from?.address ?? "", captcha };
  const refused = await admitAttempt(deps, attempt);
  if (refused !== undefined) return refuse(refused);
  const account = await getAccount(deps.store, attempt.username);
  const isRight = await deps.passwords.matches(command.password, account?.passwordHash).catch(async (error: unknown) => {
    // Nothing was compared: an attempt that found too many before it is none.
    await deps.store.transact([takeBack(attempt.username)]);
    throw error;
  });
  if (!isRight || account === undefined) {
    await noteFailure(deps, actor, attempt);
    return refuse({ code: "CREDENTIALS_WRONG" });
  }
  return account.status === "DISABLED" ? refuse({ code: "ACCOUNT_DISABLED" }) : ok(account);
}

/**
 * What failed is counted for its address and stands in the account's record. For a name that nobody has, something of the same size is written elsewhere, so that the
 * time of the answer tells nothing (promise R13): the account, its event and its entry in the audit trail have each their double.
 */
export async function noteFailure(deps: SessionDeps, actor: Actor, attempt: LogInAttempt): Promise<void> {
  const { username } = attempt;
  await runCommand<undefined, KernelRefusal>(deps.engine, {
    actor,
    requestId: undefined,
    command: "noteFailure",
    asked: undefined,
    decide: async ({ now }) => {
      const account = await getAccount(deps.store, username);
      const { write, failures, locks } = await failureOf(deps, attempt);
      const payload = { failures, ...originWords(actor.from) };
      const lastGuess = (sk: string): Write => ({
        kind: "put",
        tag: sk,
        item: { pk: logInFailuresKey(username).pk, sk, at: now, ...payload, expiresAtEpochSeconds: Math.floor(epochMsOf(now) / 1000) + 2 * 24 * 3600 },
      });
      return ok(
        account === undefined
          ? { writes: [write, ...["LAST_GUESS", "LAST_GUESS_EVENT", "LAST_GUESS_TRAIL"].map(lastGuess)], events: [], answer: undefined }
          : { writes: [write, nextVersionOf(account)], events: [accountEvent(account, locks ? "LOG_IN_LOCKED" : "LOG_IN_FAILED", payload)], answer: undefined },
      );
    },
  });
}

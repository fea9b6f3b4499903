import { refuse, ok, type Result } from "@app/contract/kernel/result";
import { addMs, epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { PasswordLogIn, SessionAnswer } from "@app/contract/sessions/session.schema";
import { getAccount, logInFailuresKey, type AccountItem } from "../accountRepository";
import type { SessionDeps } from "../sessionDeps";
import { startSession } from "../startSession";

/** So many wrong passwords for one user name lock it for so long (promise R13). Unknown names lock in the same way, so a lock tells nothing. */
export const FAILURES_MAX = 5;
export const LOCK_MINUTES = 15;

export async function logInWithPassword(deps: SessionDeps, command: PasswordLogIn): Promise<Result<SessionAnswer, SessionRefusal>> {
  const checked = await checkPassword(deps, command);
  if (!checked.ok) return checked;
  const account = checked.value;
  return ok(
    await startSession(deps, {
      audience: "BACK_OFFICE",
      name: account.displayName,
      personId: undefined,
      accountId: account.accountId,
      username: account.username,
      phone: account.phone,
      grants: account.grants,
    }),
  );
}

/** The account, or why not. Counts failures before it compares, so that guesses sent at once are counted all. */
export async function checkPassword(deps: SessionDeps, command: PasswordLogIn): Promise<Result<AccountItem, SessionRefusal>> {
  const username = command.username.toLowerCase();
  const now = deps.clock.now();
  const failuresKey = logInFailuresKey(username);
  const failures = await deps.store.get(failuresKey);
  const lockedUntil = failures?.["lockedUntil"];
  if (typeof lockedUntil === "string" && lockedUntil > now) {
    return refuse({ code: "ACCOUNT_LOCKED", minutesLeft: Math.ceil((epochMsOf(lockedUntil as Instant) - epochMsOf(now)) / MINUTE_MS) });
  }
  const account = await getAccount(deps.store, username);
  const right = await deps.passwords.matches(command.password, account?.passwordHash);
  if (right && account !== undefined) {
    if (failures !== undefined) await deps.store.transact([{ kind: "delete", tag: "failures", key: failuresKey }]);
    return ok(account);
  }
  // A lock that ran out begins a new count.
  const earlier = typeof lockedUntil === "string" ? 0 : Number(failures?.["count"] ?? 0);
  const locks = earlier + 1 >= FAILURES_MAX;
  await deps.store.transact([
    {
      kind: "update",
      tag: "failures",
      key: failuresKey,
      ...(typeof lockedUntil === "string" ? { set: { count: 1 }, remove: ["lockedUntil"] } : { add: { count: 1 } }),
      ...(locks ? { set: { lockedUntil: addMs(now, LOCK_MINUTES * MINUTE_MS) } } : {}),
    },
  ]);
  return refuse({ code: "CREDENTIALS_WRONG" });
}

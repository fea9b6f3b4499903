import { refuse, ok, type Result } from "@app/contract/kernel/result";
import { addMs, epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { PasswordLogIn, SessionAnswer } from "@app/contract/sessions/session.schema";
import { attributeAbsent, equals, numberAtMost, or } from "../../../engines/store/storePort";
import { getAccount, logInFailuresKey, type AccountItem } from "../accountRepository";
import type { SessionDeps } from "../sessionDeps";
import { accountPart, startSession } from "../startSession";

/** So many wrong passwords for one user name lock it for so long (promise R13). Unknown names lock in the same way, so a lock tells nothing. */
export const FAILURES_MAX = 5;
export const LOCK_MINUTES = 15;

export async function logInWithPassword(deps: SessionDeps, command: PasswordLogIn): Promise<Result<SessionAnswer, SessionRefusal>> {
  const checked = await checkPassword(deps, command);
  if (!checked.ok) return checked;
  const account = checked.value;
  return ok(await startSession(deps, { audience: "BACK_OFFICE", name: account.displayName, personId: undefined, ...accountPart(account) }));
}

/** The account, or why not. An attempt is counted before the password is compared, so that guesses sent at once are counted all. */
export async function checkPassword(deps: SessionDeps, command: PasswordLogIn): Promise<Result<AccountItem, SessionRefusal>> {
  const username = command.username.toLowerCase();
  const attempt = await countAttempt(deps, username);
  if (attempt !== undefined) return refuse(attempt);
  const account = await getAccount(deps.store, username);
  const right = await deps.passwords.matches(command.password, account?.passwordHash);
  if (!right || account === undefined) return refuse({ code: "CREDENTIALS_WRONG" });
  if (account.status === "DISABLED") return refuse({ code: "ACCOUNT_DISABLED" });
  await deps.store.transact([{ kind: "delete", tag: "failures", key: logInFailuresKey(username) }]);
  return ok(account);
}

/** Counts one attempt; the refusal when too many went before. The count starts anew `LOCK_MINUTES` after the last of them. */
async function countAttempt(deps: SessionDeps, username: string): Promise<SessionRefusal | undefined> {
  const key = logInFailuresKey(username);
  const now = deps.clock.now();
  const until = addMs(now, LOCK_MINUTES * MINUTE_MS);
  const known = await deps.store.get(key);
  const knownUntil = known?.["until"];
  if (typeof knownUntil === "string" && knownUntil <= now) {
    // Losing this race only means that another attempt has begun the new count.
    await deps.store.transact([{ kind: "delete", tag: "old count", key, condition: equals("until", knownUntil) }]);
  }
  const counted = await deps.store.transact([
    {
      kind: "update",
      tag: "attempt",
      key,
      add: { count: 1 },
      set: { until },
      condition: or(attributeAbsent("count"), numberAtMost("count", FAILURES_MAX - 1)),
    },
  ]);
  if (counted.committed) return undefined;
  const lockedUntil = (await deps.store.get(key))?.["until"];
  const leftMs = typeof lockedUntil === "string" ? epochMsOf(lockedUntil as Instant) - epochMsOf(now) : LOCK_MINUTES * MINUTE_MS;
  return { code: "ACCOUNT_LOCKED", minutesLeft: Math.max(1, Math.ceil(leftMs / MINUTE_MS)) };
}

import type { Actor } from "@app/contract/kernel/actor";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { getAccount } from "../accountRepository";
import { accountPart } from "../startSession";
import { actorOf, readSession, sessionKey, type SessionState } from "../sessionRepository";

/** The actor of a token; `undefined` when the session is unknown, logged out, over, or older than the account's password (promise R13). */
export async function authenticate(deps: { store: Store; clock: Clock }, token: string): Promise<Actor | undefined> {
  const session = await findSession(deps, token);
  return session === undefined ? undefined : actorOf(session);
}

export async function findSession(deps: { store: Store; clock: Clock }, token: string): Promise<SessionState | undefined> {
  const item = await deps.store.get(sessionKey(token));
  if (item === undefined) return undefined;
  const session = readSession(item);
  if (session.expiresAt <= deps.clock.now()) return undefined;
  if (session.username === undefined) return session;
  // What the account may do and how it is reached is asked of the account itself, so that a change holds from the next request on.
  const account = await getAccount(deps.store, session.username);
  if (account === undefined || account.status === "DISABLED" || account.credentialEpoch !== (session.credentialEpoch ?? 1)) return undefined;
  return { ...session, name: account.displayName, ...accountPart(account, session.postId) };
}

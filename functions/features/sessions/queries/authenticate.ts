import type { Actor } from "@app/contract/kernel/actor";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { actorOf, readSession, sessionKey, type SessionState } from "../sessionRepository";

/** The actor of a token; `undefined` when the session is unknown, logged out or over. */
export async function authenticate(deps: { store: Store; clock: Clock }, token: string): Promise<Actor | undefined> {
  const session = await findSession(deps, token);
  return session === undefined ? undefined : actorOf(session);
}

export async function findSession(deps: { store: Store; clock: Clock }, token: string): Promise<SessionState | undefined> {
  const item = await deps.store.get(sessionKey(token));
  if (item === undefined) return undefined;
  const session = readSession(item);
  return session.expiresAt > deps.clock.now() ? session : undefined;
}

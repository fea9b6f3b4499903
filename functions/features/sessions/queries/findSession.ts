import { localDateOf } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import { exists } from "../../../engines/store/storePort";
import { getAccount } from "../accountRepository";
import { sessionEpochOf } from "../accountSafety";
import { grantsInForce, type GrantDeps } from "../grantsInForce";
import { staffBindingOf, survivingPerson } from "../personRepository";
import { readSession, sessionKey, type SessionState } from "../sessionRepository";
import { accountPart, VISITOR_NAME } from "../startSession";

/**
 * The session of a token as it stands in the store now; `undefined` when it is unknown, logged out, over, ended with others, or older than the account's password
 * (promise R13). Requests are answered through `sessionCache.ts`, which asks this once a minute.
 */
export async function findSession(deps: GrantDeps & { readonly clock: Clock }, token: string): Promise<SessionState | undefined> {
  const item = await deps.store.get(sessionKey(token));
  if (item === undefined) return undefined;
  const session = readSession(item);
  if (session.expiresAt <= deps.clock.now()) return undefined;
  const held = session.personId === undefined ? await withAccount(deps, session) : await withPerson(deps, session, session.personId);
  if (held === undefined) return undefined;
  await noteDay(deps, token, session);
  return { ...held, grantsInForce: await grantsInForce(deps, held.grants) };
}

/** Who was absorbed by another person goes on as that one; who was forgotten is nobody any more; who was unbound from their account is a visitor. */
async function withPerson(deps: GrantDeps, session: SessionState, personId: string): Promise<SessionState | undefined> {
  const [held, person] = await Promise.all([withAccount(deps, session), survivingPerson(deps.store, personId)]);
  if (held === undefined || person === undefined) return held;
  if (person.forgottenAt !== undefined) return undefined;
  const isUnbound = held.username !== undefined && staffBindingOf(person)?.username !== held.username;
  const known = { personId: person.personId, agreedVersion: person.agreedVersion };
  return isUnbound ? { ...held, name: VISITOR_NAME, ...accountPart(undefined), ...known } : { ...held, ...known };
}

/** What the account may do and how it is reached is asked of the account itself, so that a change needs no search for its sessions. */
async function withAccount(deps: GrantDeps, session: SessionState): Promise<SessionState | undefined> {
  if (session.username === undefined) return session;
  const account = await getAccount(deps.store, session.username);
  if (account === undefined || account.status === "DISABLED" || account.credentialEpoch !== (session.credentialEpoch ?? 1)) return undefined;
  if (sessionEpochOf(account) !== (session.sessionEpoch ?? 1)) return undefined;
  return { ...session, name: account.displayName, ...accountPart(account, session.postId) };
}

/** 最近使用 is kept by the day, so that it costs one write a day. */
async function noteDay(deps: GrantDeps & { readonly clock: Clock }, token: string, session: SessionState): Promise<void> {
  const today = localDateOf(deps.clock.now());
  if (session.startedAt === undefined || session.lastSeenOn === today) return;
  await deps.store.transact([{ kind: "update", tag: "session", key: sessionKey(token), set: { lastSeenOn: today }, condition: exists }]);
}

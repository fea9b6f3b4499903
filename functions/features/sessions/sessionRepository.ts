import { createHash } from "node:crypto";
import type { Actor, Duty, Grant } from "@app/contract/kernel/actor";
import { epochMsOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { Audience } from "@app/contract/sessions/session.schema";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";
import { grantsOf, type HeldPost, type StoredGrant } from "./accountRepository";

/**
 * A session is kept by the hash of its token, so that a stolen database opens nothing; log-out deletes it.
 * | AP-X1 · the session of a token · first request of a minute · primary · SESSION#hash / STATE · 1 |
 * | AP-X2 · sessions of an account, latest first · 我的登录设备, 人员 · index1 · SESSIONS_OF#ACCOUNT#username / moment#hash · ≤ 100 |
 * | AP-X3 · sessions of a person without one, latest first · 我的登录设备 · index1 · SESSIONS_OF#PERSON#id / moment#hash · ≤ 100 |
 */
export interface SessionItem extends StoredItem {
  readonly audience: Audience;
  readonly name: string;
  readonly grants: readonly StoredGrant[];
  readonly expiresAt: Instant;
}

/** Names a session without opening it: the token cannot be found from it. */
export const sessionIdOf = (token: string): string => createHash("sha256").update(token).digest("base64url");
export const sessionKeyOfId = (sessionId: string): ItemKey => ({ pk: `SESSION#${sessionId}`, sk: "STATE" });
export const sessionKey = (token: string): ItemKey => sessionKeyOfId(sessionIdOf(token));
export const SESSIONS_LISTED_MAX = 100;

/** Whose list a session stands in: the account's, when there is one behind it. */
export function sessionsPk(who: { readonly username: string | undefined; readonly personId: string | undefined }): string {
  return who.username === undefined ? `SESSIONS_OF#PERSON#${who.personId ?? "nobody"}` : `SESSIONS_OF#ACCOUNT#${who.username}`;
}

export interface SessionState {
  readonly audience: Audience;
  readonly name: string;
  readonly personId: string | undefined;
  readonly accountId: string | undefined;
  readonly username: string | undefined;
  readonly phone: string | undefined;
  readonly grants: readonly StoredGrant[];
  /** The posts of the account; not kept with the session. */
  readonly posts?: readonly HeldPost[] | undefined;
  /** The one post that the session works in; absent: all of them. */
  readonly postId?: string | undefined;
  /** That of the account when the session began; one of an older password is over. */
  readonly credentialEpoch?: number | undefined;
  /** Present on a session that began with a code to the account's phone. */
  readonly passwordResetUntil?: Instant | undefined;
  readonly expiresAt: Instant;
  /** Absent on a session of an earlier version; such a one stands in no list. */
  readonly startedAt?: Instant | undefined;
  /** Where it began; shown to its holder. */
  readonly address?: string | undefined;
  readonly device?: string | undefined;
  readonly lastSeenOn?: LocalDate | undefined;
  /** What has to be done before anything else. */
  readonly duty?: Duty | undefined;
  /** That of the account when the session began; older ones were ended together. */
  readonly sessionEpoch?: number | undefined;
  /** The newest agreement the person agreed to; not kept with the session. */
  readonly agreedVersion?: string | undefined;
  /** What the grants come to; not kept with the session. */
  readonly grantsInForce?: readonly Grant[] | undefined;
}

export function sessionItem(token: string, state: SessionState): SessionItem {
  const { startedAt, address, device, lastSeenOn, duty, sessionEpoch, grantsInForce: _inForce, agreedVersion: _agreed, ...basic } = state;
  const { personId, accountId, username, phone, credentialEpoch, passwordResetUntil, postId, posts: _posts, ...rest } = basic;
  return {
    ...sessionKey(token),
    ...rest,
    ...(personId === undefined ? {} : { personId }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(username === undefined ? {} : { username }),
    ...(phone === undefined ? {} : { phone }),
    ...(credentialEpoch === undefined ? {} : { credentialEpoch }),
    ...(passwordResetUntil === undefined ? {} : { passwordResetUntil }),
    ...(postId === undefined ? {} : { postId }),
    ...(startedAt === undefined ? {} : { startedAt, index1: { pk: sessionsPk(state), sk: `${startedAt}#${sessionIdOf(token)}` } }),
    ...(address === undefined ? {} : { address }),
    ...(device === undefined ? {} : { device }),
    ...(lastSeenOn === undefined ? {} : { lastSeenOn }),
    ...(duty === undefined ? {} : { duty }),
    ...(sessionEpoch === undefined ? {} : { sessionEpoch }),
    expiresAtEpochSeconds: Math.ceil(epochMsOf(state.expiresAt) / 1000),
  };
}

export function readSession(item: StoredItem): SessionState {
  const session = item as SessionItem;
  return {
    audience: session.audience,
    name: session.name,
    personId: textOf(item["personId"]),
    accountId: textOf(item["accountId"]),
    username: textOf(item["username"]),
    phone: textOf(item["phone"]),
    grants: session.grants,
    credentialEpoch: typeof item["credentialEpoch"] === "number" ? item["credentialEpoch"] : undefined,
    passwordResetUntil: textOf(item["passwordResetUntil"]) as Instant | undefined,
    postId: textOf(item["postId"]),
    expiresAt: session.expiresAt,
    startedAt: textOf(item["startedAt"]) as Instant | undefined,
    address: textOf(item["address"]),
    device: textOf(item["device"]),
    lastSeenOn: textOf(item["lastSeenOn"]) as LocalDate | undefined,
    duty: textOf(item["duty"]) as Duty | undefined,
    sessionEpoch: typeof item["sessionEpoch"] === "number" ? item["sessionEpoch"] : undefined,
  };
}

/** The person first: what a visitor booked stays theirs when they bind a staff account later. */
export function actorOf(session: SessionState): Actor {
  return {
    kind: "USER",
    id: session.personId ?? session.accountId ?? "nobody",
    name: session.name,
    personId: session.personId,
    accountId: session.accountId,
    username: session.username,
    grants: session.grantsInForce ?? grantsOf(session.grants),
    audience: session.audience,
    ...(session.duty === undefined ? {} : { duty: session.duty }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The latest sessions that began for this account or person, those that are over included; at most a hundred. */
export async function listSessions(
  store: Store,
  who: { readonly username: string | undefined; readonly personId: string | undefined },
): Promise<SessionItem[]> {
  const page = await store.query({ index: "index1", pk: sessionsPk(who), order: "descending", limit: SESSIONS_LISTED_MAX });
  return page.items as SessionItem[];
}

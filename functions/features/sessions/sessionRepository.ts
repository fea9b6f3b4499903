import { createHash } from "node:crypto";
import type { Actor } from "@app/contract/kernel/actor";
import { epochMsOf, type Instant } from "@app/contract/kernel/time";
import type { Audience } from "@app/contract/sessions/session.schema";
import type { ItemKey, StoredItem } from "../../engines/store/storePort";
import { grantsOf, type HeldPost, type StoredGrant } from "./accountRepository";

/**
 * A session is kept by the hash of its token, so that a stolen database opens nothing; log-out deletes it.
 * | AP-X1 · the session of a token · every request · primary · SESSION#hash / STATE · 1 |
 */
export interface SessionItem extends StoredItem {
  readonly audience: Audience;
  readonly name: string;
  readonly grants: readonly StoredGrant[];
  readonly expiresAt: Instant;
}

export const sessionKey = (token: string): ItemKey => ({ pk: `SESSION#${createHash("sha256").update(token).digest("base64url")}`, sk: "STATE" });

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
}

export function sessionItem(token: string, state: SessionState): SessionItem {
  const { personId, accountId, username, phone, credentialEpoch, passwordResetUntil, postId, posts: _posts, ...rest } = state;
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
    grants: grantsOf(session.grants),
    audience: session.audience,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

import { maskPhone } from "@app/contract/kernel/mask";
import { addMs, DAY_MS, HOUR_MS, localDateOf } from "@app/contract/kernel/time";
import { unitOf } from "@app/contract/organizations/orgPath";
import { PERMISSIONS, ROLE_LABELS } from "@app/contract/organizations/roles";
import { hasPermission, type Actor, type Grant, type RequestOrigin } from "@app/contract/kernel/actor";
import type { Audience, Me, SessionAnswer } from "@app/contract/sessions/session.schema";
import type { Write } from "../../engines/store/storePort";
import type { AccountItem, StoredGrant } from "./accountRepository";
import { sessionEpochOf } from "./accountSafety";
import { grantsInForce } from "./grantsInForce";
import type { SessionDeps } from "./sessionDeps";
import { actorOf, sessionItem, type SessionState } from "./sessionRepository";

/** A phone stays logged in for a month; an office computer for a working day. */
export const SESSION_LASTS_MS = { MINIPROGRAM: 30 * DAY_MS, BACK_OFFICE: 12 * HOUR_MS } as const satisfies Record<Audience, number>;

/** WeChat no longer tells a name; staff have one from their account. */
export const VISITOR_NAME = "微信用户";

type AccountPart = Pick<SessionState, "accountId" | "username" | "phone" | "grants" | "posts" | "postId" | "credentialEpoch" | "sessionEpoch">;

/**
 * What a session takes over from the account behind it, if there is one.
 * @param postId the post it works in; one that the account gave up since narrows nothing any more
 */
export function accountPart(account: AccountItem | undefined, postId?: string): AccountPart {
  const grants = account?.grants ?? [];
  const isHeld = postId !== undefined && account?.posts.some((post) => post.postId === postId) === true;
  return {
    accountId: account?.accountId,
    username: account?.username,
    phone: account?.phone,
    grants: isHeld ? grants.filter((grant) => grant.postId === postId) : grants,
    posts: account?.posts,
    postId: isHeld ? postId : undefined,
    credentialEpoch: account?.credentialEpoch,
    sessionEpoch: account === undefined ? undefined : sessionEpochOf(account),
  };
}

export type NewSession = Omit<SessionState, "expiresAt" | "startedAt" | "lastSeenOn" | "address" | "device">;

/** @param from where it begins, for the list of devices */
export async function startSession(deps: SessionDeps, who: NewSession, from?: RequestOrigin): Promise<SessionAnswer> {
  const token = deps.newToken();
  await deps.store.transact([newSession(deps, token, who, from)]);
  return answerOfNew(deps, token, who);
}

/** The write of a session that begins in the transaction of a command. */
export function newSession(deps: SessionDeps, token: string, who: NewSession, from?: RequestOrigin): Write {
  const now = deps.clock.now();
  const began = { startedAt: now, lastSeenOn: localDateOf(now), ...(from === undefined ? {} : { address: from.address, device: from.device }) };
  return { kind: "put", tag: "session", item: sessionItem(token, { ...lastingFromNow(deps, who), ...began }) };
}

/** What is answered for a session that was just written. */
export async function answerOfNew(deps: SessionDeps, token: string, who: NewSession): Promise<SessionAnswer> {
  return toAnswer(token, { ...lastingFromNow(deps, who), grantsInForce: await grantsInForce(deps, who.grants) });
}

export function toAnswer(token: string, state: SessionState): SessionAnswer {
  return { token, audience: state.audience, expiresAt: state.expiresAt, me: toMe(state) };
}

function lastingFromNow(deps: SessionDeps, who: NewSession): SessionState {
  return { ...who, expiresAt: addMs(deps.clock.now(), SESSION_LASTS_MS[who.audience]) };
}

export function toMe(state: SessionState): Me {
  const actor = actorOf(state);
  return {
    name: state.name,
    ...(state.personId === undefined ? {} : { personId: state.personId }),
    ...(state.agreedVersion === undefined ? {} : { agreedVersion: state.agreedVersion }),
    ...(state.accountId === undefined ? {} : { accountId: state.accountId }),
    ...(state.username === undefined ? {} : { username: state.username }),
    ...(state.phone === undefined ? {} : { phoneMasked: maskPhone(state.phone) }),
    grants: state.grants.map((grant) => {
      const facilityId = facilityOf(grant, actor);
      return {
        role: grant.role,
        roleLabel: ROLE_LABELS[grant.role],
        orgPath: grant.orgPath,
        orgName: grant.orgName,
        ...(facilityId === undefined ? {} : { facilityId }),
      };
    }),
    ...(state.posts === undefined || state.posts.length === 0
      ? {}
      : { posts: state.posts.map(({ postId, postName, orgName }) => ({ postId, postName, orgName })) }),
    ...(state.postId === undefined ? {} : { postId: state.postId }),
    permissions: PERMISSIONS.filter((permission) => hasPermission(actor, permission)),
    ...(state.passwordResetUntil === undefined ? {} : { passwordResetUntil: state.passwordResetUntil }),
    ...(state.duty === undefined ? {} : { duty: state.duty }),
  };
}

/** Units are also agencies and contractors; only who works at a facility has one. A made role tells by letting people in, which happens nowhere else. */
function facilityOf({ role, orgPath }: StoredGrant, actor: Actor): string | undefined {
  const isGate = (grant: Grant): boolean => grant.role === "CUSTOM" && grant.orgPath === orgPath && grant.permissions?.includes("checkIns.record") === true;
  const isAtFacility = role === "FACILITY_ADMIN" || role === "FACILITY_STAFF" || (role === "CUSTOM" && actor.grants.some(isGate));
  return isAtFacility ? unitOf(orgPath) : undefined;
}

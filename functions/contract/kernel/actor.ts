import { coversPath, type OrgPath } from "../organizations/orgPath";
import { AUDIENCE_PERMISSIONS, ROLE_PERMISSIONS, type Audience, type Permission, type Role } from "../organizations/roles";

/** A role that somebody holds at one place of the organisation tree. */
export interface Grant {
  readonly role: Role;
  readonly orgPath: OrgPath;
  /** Where the post itself stands, when kinds of facility narrow it to some of what lies below: then `orgPath` is one of these facilities. Absent on all others. */
  readonly office?: OrgPath | undefined;
  /** What a CUSTOM role allows; absent on the built-in ones, whose permissions are in `ROLE_PERMISSIONS`. */
  readonly permissions?: readonly Permission[] | undefined;
}

/**
 * Who asks. A visitor has a person id; a back-office user an account id; staff who bound their account in the mini-program have both. The system
 * acts when a deadline passes.
 */
export interface Actor {
  readonly kind: "USER" | "SYSTEM";
  /** Stable id for records and idempotency: the person when there is one, else the account. */
  readonly id: string;
  readonly name: string;
  readonly personId?: string | undefined;
  readonly accountId?: string | undefined;
  /** The user name of the account. */
  readonly username?: string | undefined;
  readonly grants: readonly Grant[];
  /** The client the session was given to; it narrows what the grants allow. The system has none. */
  readonly audience?: Audience | undefined;
  /** What has to be done before anything else; until then only routes marked `whileDue` answer. */
  readonly duty?: Duty | undefined;
  /** Where the request came from, for the audit trail of what staff do (promise M35); put here by the HTTP layer. */
  readonly from?: RequestOrigin | undefined;
}

/** NEW_PASSWORD: the old one has expired. SECOND_STEP: two-step log-in is demanded and not set up yet. */
export type Duty = "NEW_PASSWORD" | "SECOND_STEP";

export interface RequestOrigin {
  /** The client's network address; behind proxies the one that they name. */
  readonly address: string;
  /** The device in words: 「Windows · Chrome」. */
  readonly device: string;
}

export const SYSTEM_ACTOR: Actor = { kind: "SYSTEM", id: "system", name: "系统", grants: [] };

/** True when one of the actor's roles carries the permission at a place that covers `path`. */
export function mayAt(actor: Actor, permission: Permission, path: OrgPath): boolean {
  return scopesOf(actor, permission).some((scope) => coversPath(scope, path));
}

/** The places where the actor holds the permission; empty when nowhere. */
export function scopesOf(actor: Actor, permission: Permission): OrgPath[] {
  const throughThisClient: readonly Permission[] | undefined = actor.audience === undefined ? undefined : AUDIENCE_PERMISSIONS[actor.audience];
  if (throughThisClient !== undefined && !throughThisClient.includes(permission)) return [];
  return actor.grants.filter((grant) => permissionsOf(grant).includes(permission)).map((grant) => grant.orgPath);
}

/** The places where the actor works with that permission: what is done in the name of a place is done from here, and not from a facility that a narrowed post reaches. */
export function officesOf(actor: Actor, permission: Permission): OrgPath[] {
  return scopesOf({ ...actor, grants: actor.grants.map((grant) => ({ ...grant, orgPath: grant.office ?? grant.orgPath })) }, permission);
}

export function hasPermission(actor: Actor, permission: Permission): boolean {
  return scopesOf(actor, permission).length > 0;
}

/** Everything the grant allows at its place, whatever the client. */
export function permissionsOf(grant: Grant): readonly Permission[] {
  return grant.permissions ?? ROLE_PERMISSIONS[grant.role];
}

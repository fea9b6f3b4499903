import type { Actor } from "@app/contract/kernel/actor";
import type { RefusalOf } from "@app/contract/kernel/errors";
import { mayHandOut } from "@app/contract/organizations/handOut";
import type { postHoldingErrors } from "@app/contract/organizations/organizations.errors";
import { ROLE_LABELS, ROLE_PERMISSIONS, type Permission } from "@app/contract/organizations/roles";
import { builtInRole, grantsOfPost } from "./grantsOfPost";
import { POST_HOLDERS_MAX, type OrganizationItem, type PostItem, type RoleItem } from "./organizationRepository";

/** The made roles by their id, as `getCustomRoles` loads them. */
export type RolesById = ReadonlyMap<string, RoleItem>;

export function permissionsOfRole(roleId: string, roles: RolesById): readonly Permission[] {
  const role = builtInRole(roleId);
  return role === undefined ? (roles.get(roleId)?.permissions ?? []) : ROLE_PERMISSIONS[role];
}

export function roleNameOf(roleId: string, roles: RolesById): string {
  const role = builtInRole(roleId);
  return role === undefined ? (roles.get(roleId)?.name ?? "已删除的角色") : ROLE_LABELS[role];
}

/** What the post gives that the actor may not hand out there; empty when they may give, change and set up the post. */
export function beyondHandOut(
  actor: Pick<Actor, "grants">,
  organization: OrganizationItem,
  post: Pick<PostItem, "postId" | "name" | "roleIds" | "scope">,
  roles: RolesById,
): Permission[] {
  // Also of a disabled organisation, which may be enabled again.
  const places = [...new Set(grantsOfPost({ ...organization, status: "ACTIVE" }, post).map(({ orgPath }) => orgPath))];
  const permissions = [...new Set(post.roleIds.flatMap((roleId) => permissionsOfRole(roleId, roles)))];
  return permissions.filter((permission) => places.some((place) => !mayHandOut(actor, [permission], place)));
}

/** Why the actor may not put one more person on the post; undefined when they may. That they may edit people there is for the caller to ask. */
export function refuseTaking(
  actor: Pick<Actor, "grants">,
  organization: OrganizationItem,
  post: PostItem,
  roles: RolesById,
): RefusalOf<typeof postHoldingErrors> | undefined {
  if (organization.status === "DISABLED") return { code: "ORGANIZATION_DISABLED", name: organization.name };
  const permissions = beyondHandOut(actor, organization, post, roles);
  if (permissions.length > 0) return { code: "HAND_OUT_TOO_MUCH", permissions };
  return post.holders >= POST_HOLDERS_MAX ? { code: "POST_FULL", max: POST_HOLDERS_MAX } : undefined;
}

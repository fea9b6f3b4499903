import { outermostPaths, type OrgPath } from "@app/contract/organizations/orgPath";
import { coversPath } from "@app/contract/organizations/orgPath";
import { ROLES, type Role } from "@app/contract/organizations/roles";
import type { HeldPost, StoredGrant } from "../sessions/public";
import type { OrganizationItem, PostItem } from "./organizationRepository";

type Place = Pick<OrganizationItem, "organizationId" | "name" | "orgPath" | "status">;
type Given = Pick<PostItem, "postId" | "name" | "roleIds" | "scope">;

/** A built-in role's id is its name; any other names a record. */
export function builtInRole(roleId: string): Exclude<Role, "CUSTOM"> | undefined {
  return roleId !== "CUSTOM" && (ROLES as readonly string[]).includes(roleId) ? (roleId as Exclude<Role, "CUSTOM">) : undefined;
}

/**
 * What a post gives its holders: each of its roles at each of its places, which are the regions of its scope, or the whole of its organisation. Regions outside
 * the organisation give nothing, whoever wrote them (promise M33); a disabled organisation gives nothing at all.
 */
export function grantsOfPost(organization: Place, post: Given): StoredGrant[] {
  if (organization.status === "DISABLED") return [];
  const regions = post.scope.regions.filter((region) => coversPath(organization.orgPath, region));
  const places: readonly OrgPath[] = post.scope.regions.length === 0 ? [organization.orgPath] : outermostPaths(regions);
  const { categories } = post.scope;
  return [...new Set(post.roleIds)].flatMap((roleId) => {
    const role = builtInRole(roleId);
    return places.map((orgPath) => ({
      role: role ?? ("CUSTOM" as const),
      orgPath,
      orgName: organization.name,
      postId: post.postId,
      ...(role === undefined ? { roleId } : {}),
      ...(categories.length === 0 ? {} : { categories }),
    }));
  });
}

export function heldPostOf(organization: Pick<Place, "organizationId" | "name">, post: Pick<Given, "postId" | "name">): HeldPost {
  return { postId: post.postId, postName: post.name, organizationId: organization.organizationId, orgName: organization.name };
}

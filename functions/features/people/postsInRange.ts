import { scopesOf, type Actor } from "@app/contract/kernel/actor";
import { type OrgPath, outermostPaths } from "@app/contract/organizations/orgPath";
import type { Store } from "../../engines/store/storePort";
import { listPosts, type OrganizationItem, type PostItem } from "../organizations/public";
import { walkTree, type TreeList } from "./walkTree";

/** AP-O4: organisations of a province in the order of the tree. */
const ORGANIZATIONS: TreeList = { index: "index2", pkOf: (provinceCode) => `ORGS#${provinceCode ?? "CN"}` };
/** Looked through for one answer; a range with more is asked for more precisely. */
export const ORGANIZATIONS_LOOKED_THROUGH = 2000;

/** The organisations in use where the actor keeps people, in the order of the tree, no further than the bound. */
export async function* organizationsInRange(store: Store, actor: Actor): AsyncGenerator<OrganizationItem> {
  let lookedThrough = 0;
  const scopes: OrgPath[] = outermostPaths(scopesOf(actor, "people.edit"));
  for await (const { item } of walkTree(store, ORGANIZATIONS, scopes)) {
    if ((lookedThrough += 1) > ORGANIZATIONS_LOOKED_THROUGH) return;
    const organization = item as OrganizationItem;
    if (organization.status === "ACTIVE") yield organization;
  }
}

export interface OrganizationWithPosts {
  readonly organization: OrganizationItem;
  readonly posts: readonly PostItem[];
}

export async function withPosts(store: Store, organizations: readonly OrganizationItem[]): Promise<OrganizationWithPosts[]> {
  return Promise.all(organizations.map(async (organization) => ({ organization, posts: await listPosts(store, organization.organizationId) })));
}

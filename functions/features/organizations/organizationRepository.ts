import type { OrganizationKind, OrganizationStatus, Jurisdiction, PostScope } from "@app/contract/organizations/organization.schema";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { provinceCodeOf } from "@app/contract/organizations/orgPath";
import type { Permission } from "@app/contract/organizations/roles";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * | AP-O1 · one organisation · detail, every change below it · primary · ORG#id / PROFILE · 1 |
 * | AP-O2 · departments and posts of one organisation · its page · primary · ORG#id / DEPARTMENT#id, POST#id · ≤ 300 |
 * | AP-O3 · organisations right below one · the tree · index1 · ORGS_BELOW#parent id or ROOT / kind#org path#id · page |
 * | AP-O4 · organisations of a province in the order of the tree · lists, search · index2 · ORGS#province or CN / org path#id · page |
 * | AP-O5 · one role that a bureau made · sessions, matrix · primary · ROLE#id / PROFILE · 1 |
 * | AP-O6 · all roles that bureaus made · matrix · index1 · ROLES / name#id · ≤ 200 |
 * | AP-O7 · holders of a post · its page, its changes · primary · POST_HOLDERS#post id / username · ≤ 40 |
 */
export interface OrganizationItem extends StoredItem {
  readonly organizationId: string;
  readonly kind: OrganizationKind;
  readonly name: string;
  readonly orgPath: OrgPath;
  /** Empty on the country's own. */
  readonly parentId: string;
  readonly status: OrganizationStatus;
  readonly address: string;
  readonly phone: string;
  readonly principalName: string;
  readonly principalPhone: string;
  readonly email: string;
  readonly jurisdiction: Jurisdiction;
  readonly version: number;
}
export interface DepartmentItem extends StoredItem {
  readonly departmentId: string;
  readonly organizationId: string;
  /** Empty when it stands right below the organisation. */
  readonly parentId: string;
  readonly name: string;
  readonly order: number;
  readonly version: number;
}
export interface PostItem extends StoredItem {
  readonly postId: string;
  readonly organizationId: string;
  /** Empty when it belongs to the organisation itself. */
  readonly departmentId: string;
  readonly name: string;
  readonly roleIds: readonly string[];
  readonly scope: PostScope;
  readonly version: number;
}
export interface RoleItem extends StoredItem {
  readonly roleId: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  readonly version: number;
}

/** As many as one transaction changes together with their post. */
export const POST_HOLDERS_MAX = 40;

export const organizationPk = (organizationId: string): string => `ORG#${organizationId}`;
export const organizationKey = (organizationId: string): ItemKey => ({ pk: organizationPk(organizationId), sk: "PROFILE" });
export const departmentKey = (organizationId: string, departmentId: string): ItemKey => ({
  pk: organizationPk(organizationId),
  sk: `DEPARTMENT#${departmentId}`,
});
export const postKey = (organizationId: string, postId: string): ItemKey => ({ pk: organizationPk(organizationId), sk: `POST#${postId}` });
export const roleKey = (roleId: string): ItemKey => ({ pk: `ROLE#${roleId}`, sk: "PROFILE" });
export const postHolderKey = (postId: string, username: string): ItemKey => ({ pk: `POST_HOLDERS#${postId}`, sk: username });

type NewOrganization = Pick<
  OrganizationItem,
  "organizationId" | "kind" | "name" | "orgPath" | "parentId" | "status" | "address" | "phone" | "principalName" | "principalPhone" | "email" | "jurisdiction"
>;

/** An organisation as it is first written, with its places in the tree and in its province's list. */
export function organizationItem(organization: NewOrganization): OrganizationItem {
  return { ...organization, ...organizationKey(organization.organizationId), ...organizationPlaces(organization), version: 1 };
}

export function organizationPlaces({ organizationId, parentId, kind, orgPath }: NewOrganization): { readonly index1: ItemKey; readonly index2: ItemKey } {
  return {
    index1: { pk: `ORGS_BELOW#${parentId === "" ? "ROOT" : parentId}`, sk: `${kind}#${orgPath}#${organizationId}` },
    index2: { pk: `ORGS#${provinceCodeOf(orgPath) ?? "CN"}`, sk: `${orgPath}#${organizationId}` },
  };
}

export async function getOrganization(store: Store, organizationId: string): Promise<OrganizationItem | undefined> {
  return (await store.get(organizationKey(organizationId))) as OrganizationItem | undefined;
}

import type { OrganizationKind, OrganizationStatus, Jurisdiction, PostScope } from "@app/contract/organizations/organization.schema";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { bureausAbove, COUNTRY_PATH, coversPath, orgLevelOf, provinceCodeOf } from "@app/contract/organizations/orgPath";
import type { Permission } from "@app/contract/organizations/roles";
import { instantLabel, type Instant } from "@app/contract/kernel/time";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * | AP-O1 · one organisation · detail, every change below it · primary · ORG#id / PROFILE · 1 |
 * | AP-O2 · departments and posts of one organisation · its page · primary · ORG#id / DEPARTMENT#id, POST#id · ≤ 300 |
 * | AP-O3 · organisations right below one · the tree · index1 · ORGS_BELOW#parent id or ROOT / kind#org path#id · page |
 * | AP-O4 · organisations of a province in the order of the tree · lists, search · index2 · ORGS#province or CN / org path#id · page |
 * | AP-O5 · one role that a bureau made · sessions, matrix · primary · ROLE#id / PROFILE · 1 |
 * | AP-O6 · all roles that bureaus made · matrix · index1 · ROLES / name#id · ≤ 200 |
 * | AP-O7 · holders of a post · its page, its changes · primary · POST_HOLDERS#post id / username · ≤ 40 |
 * | AP-O8 · what was done to an organisation, its departments and posts · 变更记录 · primary · ORG#id / EVENT#moment · latest 50 |
 * | AP-O9 · bureaus of exactly one place · the parent of a new organisation, roots of a tree · index2 · ORGS#province or CN / org path#id · ≤ 20 |
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
  readonly lastChange?: LastChange;
  readonly version: number;
}
/** Who changed what last, for whoever saves after them (promise R5). */
export type LastChange = {
  readonly byName: string;
  readonly at: Instant;
  /** 「修改了名称、电话」 */
  readonly what: string;
};
export interface DepartmentItem extends StoredItem {
  readonly departmentId: string;
  readonly organizationId: string;
  /** Empty when it stands right below the organisation. */
  readonly parentId: string;
  readonly name: string;
  readonly order: number;
  readonly lastChange?: LastChange;
  /** Grows when a department or a post is put below it, so that it is not deleted at that very moment. */
  readonly additions: number;
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
  readonly lastChange?: LastChange;
  /** How many hold it; a post that is held is not deleted, one that is full takes nobody. */
  readonly holders: number;
  /** Grows whenever somebody takes or leaves it, so that a change of the post reaches exactly those who hold it. */
  readonly holdings: number;
  readonly version: number;
}
export interface RoleItem extends StoredItem {
  readonly roleId: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  /** Posts that give it. */
  readonly posts: number;
  readonly lastChange?: LastChange;
  readonly version: number;
}
export interface PostHolderItem extends StoredItem {
  readonly postId: string;
  readonly organizationId: string;
  readonly accountId: string;
  readonly username: string;
}

/** More than any organisation needs; all of them are read with its page. */
export const DEPARTMENTS_MAX = 100;
export const POSTS_MAX = 60;
export const CUSTOM_ROLES_MAX = 100;

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
    index2: { pk: organizationsPk(provinceCodeOf(orgPath)), sk: `${orgPath}#${organizationId}` },
  };
}
export const organizationsPk = (provinceCode: string | undefined): string => `ORGS#${provinceCode ?? "CN"}`;

export async function getOrganization(store: Store, organizationId: string): Promise<OrganizationItem | undefined> {
  return (await store.get(organizationKey(organizationId))) as OrganizationItem | undefined;
}

export async function listDepartments(store: Store, organizationId: string): Promise<DepartmentItem[]> {
  const page = await store.query({ index: "primary", pk: organizationPk(organizationId), range: { beginsWith: "DEPARTMENT#" }, limit: 200 });
  return (page.items as DepartmentItem[]).slice().sort((a, b) => a.order - b.order || a.name.localeCompare(b.name, "zh-CN"));
}

export async function listPosts(store: Store, organizationId: string): Promise<PostItem[]> {
  return (await store.query({ index: "primary", pk: organizationPk(organizationId), range: { beginsWith: "POST#" }, limit: 200 })).items as PostItem[];
}

export async function getPost(store: Store, organizationId: string, postId: string): Promise<PostItem | undefined> {
  return (await store.get(postKey(organizationId, postId))) as PostItem | undefined;
}

export async function listPostHolders(store: Store, postId: string): Promise<PostHolderItem[]> {
  return (await store.query({ index: "primary", pk: `POST_HOLDERS#${postId}`, limit: 2 * POST_HOLDERS_MAX })).items as PostHolderItem[];
}

export const roleIndexEntry = (role: Pick<RoleItem, "roleId" | "name">): ItemKey => ({ pk: "ROLES", sk: `${role.name}#${role.roleId}` });

export async function listCustomRoles(store: Store): Promise<RoleItem[]> {
  return (await store.query({ index: "index1", pk: "ROLES", limit: 200 })).items as RoleItem[];
}

/** The made ones among these roles; a built-in one has no record. */
export async function getCustomRoles(store: Store, roleIds: readonly string[]): Promise<Map<string, RoleItem>> {
  const wanted = [...new Set(roleIds)];
  const found = wanted.length === 0 ? [] : await store.getMany(wanted.map(roleKey));
  return new Map(found.flatMap((item) => (item === undefined ? [] : [[String(item["roleId"]), item as RoleItem]])));
}

/** The organisations that stand at exactly this place. */
export async function organizationsAt(store: Store, orgPath: OrgPath): Promise<OrganizationItem[]> {
  const page = await store.query({ index: "index2", pk: `ORGS#${provinceCodeOf(orgPath) ?? "CN"}`, range: { beginsWith: `${orgPath}#` }, limit: 20 });
  return page.items as OrganizationItem[];
}

/** The bureau that is the natural 上级单位 of something at this place: of the district, the city, the province, the country. Not the place's own. */
export async function nearestBureauAbove(store: Store, orgPath: OrgPath): Promise<OrganizationItem | undefined> {
  const district = orgLevelOf(orgPath) === "UNIT" ? [orgPath.split("/").slice(0, 4).join("/") as OrgPath] : [];
  const places = [...new Set([...district, ...bureausAbove(orgPath), COUNTRY_PATH])].filter((place) => place !== orgPath && coversPath(place, orgPath));
  for (const place of places) {
    const bureau = (await organizationsAt(store, place)).find((candidate) => candidate.kind === "BUREAU" && candidate.status === "ACTIVE");
    if (bureau !== undefined) return bureau;
  }
  return undefined;
}

export function lastChangeText(item: { readonly lastChange?: LastChange }): string | undefined {
  return item.lastChange === undefined ? undefined : `${item.lastChange.byName} ${instantLabel(item.lastChange.at)} ${item.lastChange.what}`;
}

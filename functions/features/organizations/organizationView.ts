import { mayAt, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { DepartmentId, OrganizationId, PostId, RoleId } from "@app/contract/kernel/ids";
import { maskPhone } from "@app/contract/kernel/mask";
import { ok, type Result } from "@app/contract/kernel/result";
import { hazardCategoryLabel } from "@app/contract/organizations/hazardCategories";
import type { ManagedOrganization, ManagedPost, OrganizationNode } from "@app/contract/organizations/managedOrganization.schema";
import { ORGANIZATION_KIND_LABELS, type Department, type Jurisdiction, type PostScope } from "@app/contract/organizations/organization.schema";
import { COUNTRY_PATH, coversPath, unitOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { FACILITY_CATEGORY_LABELS, type FacilityCategory } from "@app/contract/visits/facility.schema";
import type { Store } from "../../engines/store/storePort";
import { beyondHandOut, roleNameOf, type RolesById } from "./handingOut";
import {
  getCustomRoles,
  getOrganization,
  lastChangeText,
  listDepartments,
  listPosts,
  type DepartmentItem,
  type OrganizationItem,
  type PostItem,
} from "./organizationRepository";
import { regionLabel } from "./regionLabel";

/** Who decides whether an organisation is in use and under whom it stands: somebody above it, never its own people. */
export function mayGovern(actor: Actor, orgPath: OrgPath): boolean {
  return scopesOf(actor, "organizations.edit").some((scope) => coversPath(scope, orgPath) && (scope !== orgPath || scope === COUNTRY_PATH));
}

export async function toManaged(store: Store, actor: Actor, organization: OrganizationItem, changed: Changed = {}): Promise<ManagedOrganization> {
  const { organizationId, orgPath, kind } = organization;
  const [parent, departments, posts] = await Promise.all([
    organization.parentId === "" ? undefined : getOrganization(store, organization.parentId),
    listDepartments(store, organizationId),
    listPosts(store, organizationId),
  ]);
  const shownPosts = withChanged(posts, changed.post, changed.removedId, (post) => post.postId);
  const shownDepartments = withChanged(departments, changed.department, changed.removedId, (department) => department.departmentId);
  const roles = await getCustomRoles(
    store,
    shownPosts.flatMap(({ roleIds }) => roleIds),
  );
  const mayEdit = mayAt(actor, "organizations.edit", orgPath);
  return {
    organizationId: organizationId as OrganizationId,
    kind,
    kindLabel: ORGANIZATION_KIND_LABELS[kind],
    name: organization.name,
    orgPath,
    parentId: organization.parentId === "" ? null : (organization.parentId as OrganizationId),
    parentName: parent?.name ?? null,
    status: organization.status,
    address: organization.address,
    phone: organization.phone,
    principalName: organization.principalName,
    principalPhoneMasked: maskPhone(organization.principalPhone),
    email: organization.email,
    jurisdiction: organization.jurisdiction,
    version: organization.version,
    regionLabel: regionLabel(orgPath),
    departments: shownDepartments
      .slice()
      .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name, "zh-CN"))
      .map(toDepartment),
    posts: shownPosts.map((post) => toPost(actor, organization, post, roles, mayEdit)),
    mayEdit,
    mayGovern: mayGovern(actor, orgPath),
    jurisdictionLabels: labelsOfCharge(organization.jurisdiction),
    followsFacilityId: kind === "FACILITY" ? (unitOf(orgPath) ?? null) : null,
    lastChange: lastChangeText(organization) ?? null,
  };
}

export function labelsOfCharge({ regions, categories }: Jurisdiction): { regions: string[]; categories: string[] } {
  return { regions: regions.map(regionLabel), categories: categories.map(hazardCategoryLabel) };
}

/** The item as a command is about to leave it: the answer is made before its transaction. */
export interface Changed {
  readonly department?: DepartmentItem;
  readonly post?: PostItem;
  readonly removedId?: string;
}
function withChanged<Item>(items: readonly Item[], changed: Item | undefined, removedId: string | undefined, idOf: (item: Item) => string): Item[] {
  const kept = items.filter((item) => idOf(item) !== removedId && (changed === undefined || idOf(item) !== idOf(changed)));
  if (changed === undefined) return kept;
  const position = items.findIndex((item) => idOf(item) === idOf(changed));
  return position < 0 ? [...kept, changed] : [...kept.slice(0, position), changed, ...kept.slice(position)];
}

function toDepartment(department: DepartmentItem): Department {
  const { departmentId, organizationId, parentId, name, order, version } = department;
  return {
    departmentId: departmentId as DepartmentId,
    organizationId: organizationId as OrganizationId,
    parentId: parentId === "" ? null : (parentId as DepartmentId),
    name,
    order,
    version,
  };
}

function toPost(actor: Actor, organization: OrganizationItem, post: PostItem, roles: RolesById, mayEdit: boolean): ManagedPost {
  return {
    postId: post.postId as PostId,
    organizationId: post.organizationId as OrganizationId,
    departmentId: post.departmentId === "" ? null : (post.departmentId as DepartmentId),
    name: post.name,
    roleIds: post.roleIds as RoleId[],
    scope: post.scope,
    version: post.version,
    roleNames: post.roleIds.map((roleId) => roleNameOf(roleId, roles)),
    holderCount: post.holders,
    scopeLabel: scopeLabel(post.scope),
    mayEdit: mayEdit && beyondHandOut(actor, organization, post, roles).length === 0,
  };
}

export function scopeLabel({ regions, categories }: PostScope): string {
  const places = regions.length === 0 ? "本机构全部范围" : regions.map((region) => regionLabel(region).split(" · ").at(-1) ?? "").join("、");
  const kinds = categories.map((category) => FACILITY_CATEGORY_LABELS[category as FacilityCategory] ?? category).join("、");
  return kinds === "" ? places : `${places}；只管${kinds}`;
}

export async function toNode(store: Store, organization: OrganizationItem): Promise<OrganizationNode> {
  const { organizationId, name, kind, orgPath, status, parentId } = organization;
  const below = await store.query({ index: "index1", pk: `ORGS_BELOW#${organizationId}`, limit: 1 });
  return {
    organizationId: organizationId as OrganizationId,
    name,
    kind,
    kindLabel: ORGANIZATION_KIND_LABELS[kind],
    orgPath,
    status,
    parentId: parentId === "" ? null : (parentId as OrganizationId),
    regionLabel: regionLabel(orgPath),
    hasBelow: below.items.length > 0,
  };
}

export const NO_ORGANIZATION = { code: "NOT_FOUND", what: "家机构" } as const;

/** The organisation if the actor may do that there; for everybody else it does not exist. */
export async function organizationFor(
  store: Store,
  actor: Actor,
  permission: "organizations.read" | "organizations.edit",
  organizationId: string,
): Promise<Result<OrganizationItem, typeof NO_ORGANIZATION>> {
  const organization = await getOrganization(store, organizationId);
  return organization === undefined || !mayAt(actor, permission, organization.orgPath) ? { ok: false, refusal: NO_ORGANIZATION } : ok(organization);
}

import type { OrgPath } from "@app/contract/organizations/orgPath";
import { departmentKey, organizationItem, postKey, roleIndexEntry, roleKey } from "../features/organizations/public";
import type { DepartmentItem, OrganizationItem, PostItem, RoleItem } from "../features/organizations/public";
import { BAISHAMEN_PATH } from "./visitBuilders";

export const ORGANIZATION_ID = "org-haikou-baishamen";

/** The organisation of a facility; with another kind and place, any other. */
export function anOrganization(changes: Partial<OrganizationItem> = {}): OrganizationItem {
  const content: Parameters<typeof organizationItem>[0] = {
    organizationId: ORGANIZATION_ID,
    kind: "FACILITY",
    name: "海口市白沙门污水处理厂（一期）",
    orgPath: BAISHAMEN_PATH,
    parentId: "",
    status: "ACTIVE",
    address: "海口市美兰区海甸岛",
    phone: "0898-00000000",
    principalName: "",
    principalPhone: "",
    email: "",
    jurisdiction: { regions: [], categories: [] },
    ...changes,
  };
  return { ...organizationItem(content), version: changes.version ?? 1 };
}

export function aBureau(organizationId: string, orgPath: string, name: string, parentId = ""): OrganizationItem {
  return anOrganization({ organizationId, kind: "BUREAU", name, orgPath: orgPath as OrgPath, parentId, address: "", phone: "" });
}

export function aPost(changes: Partial<PostItem> = {}): PostItem {
  const organizationId = changes.organizationId ?? ORGANIZATION_ID;
  const postId = changes.postId ?? `${organizationId}.gate`;
  return {
    ...postKey(organizationId, postId),
    postId,
    organizationId,
    departmentId: "",
    name: "门岗",
    roleIds: ["FACILITY_STAFF"],
    scope: { regions: [], categories: [] },
    holders: 0,
    holdings: 0,
    version: 1,
    ...changes,
  };
}

export function aDepartment(changes: Partial<DepartmentItem> = {}): DepartmentItem {
  const organizationId = changes.organizationId ?? ORGANIZATION_ID;
  const departmentId = changes.departmentId ?? "d-education";
  return {
    ...departmentKey(organizationId, departmentId),
    departmentId,
    organizationId,
    parentId: "",
    name: "宣教科",
    order: 1,
    additions: 0,
    version: 1,
    ...changes,
  };
}

export function aRole(changes: Partial<RoleItem> = {}): RoleItem {
  const roleId = changes.roleId ?? "role-reader";
  const name = changes.name ?? "只看统计";
  return {
    ...roleKey(roleId),
    index1: roleIndexEntry({ roleId, name }),
    roleId,
    name,
    description: "",
    permissions: ["statistics.read"],
    posts: 0,
    version: 1,
    ...changes,
  };
}

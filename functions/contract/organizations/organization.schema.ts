import { DepartmentId, OrganizationId, PostId, RoleId } from "../kernel/ids";
import { z } from "../kernel/zod";
import { OrgPath } from "./orgPath";
import { PERMISSIONS } from "./roles";

/** 机构: who works here. A bureau stands at its place of the tree; everybody else is a unit below a district. */
export const ORGANIZATION_KINDS = ["BUREAU", "FACILITY", "AGENCY", "CONTRACTOR", "ENTERPRISE"] as const;
export const OrganizationKind = z.enum(ORGANIZATION_KINDS).meta({ title: "OrganizationKind" });
export type OrganizationKind = z.infer<typeof OrganizationKind>;
export const ORGANIZATION_KIND_LABELS = {
  BUREAU: "主管部门",
  FACILITY: "开放单位",
  AGENCY: "安监机构",
  CONTRACTOR: "第三方测评机构",
  ENTERPRISE: "企业",
} as const satisfies Record<OrganizationKind, string>;

/** A DISABLED organisation keeps its records; nobody of it gets in. */
export const ORGANIZATION_STATUSES = ["ACTIVE", "DISABLED"] as const;
export const OrganizationStatus = z.enum(ORGANIZATION_STATUSES).meta({ title: "OrganizationStatus" });
export type OrganizationStatus = z.infer<typeof OrganizationStatus>;

/** 管控区域 and 管控类别 (seed 002, 1): what an agency is responsible for. Empty regions are none, empty categories are all. */
export const Jurisdiction = z
  .strictObject({ regions: z.array(OrgPath).max(60), categories: z.array(z.string().min(1).max(40)).max(80) })
  .meta({ title: "Jurisdiction" });
export type Jurisdiction = z.infer<typeof Jurisdiction>;

/**
 * How far a post reaches inside its organisation: parts of the organisation's own subtree and kinds of facility. Both empty: the whole of it. It narrows every
 * list, figure, export and file alike, because it becomes the places of its holders' grants (promise M33).
 */
export const PostScope = z
  .strictObject({ regions: z.array(OrgPath).max(60), categories: z.array(z.string().min(1).max(40)).max(20) })
  .meta({ title: "PostScope" });
export type PostScope = z.infer<typeof PostScope>;

export const Organization = z
  .strictObject({
    organizationId: OrganizationId,
    kind: OrganizationKind,
    kindLabel: z.string(),
    name: z.string(),
    /** Where it stands, and so how far its people see. */
    orgPath: OrgPath,
    /** 上级单位; the country's own has none. */
    parentId: OrganizationId.nullable(),
    parentName: z.string().nullable(),
    status: OrganizationStatus,
    address: z.string(),
    phone: z.string(),
    principalName: z.string(),
    principalPhoneMasked: z.string(),
    email: z.string(),
    jurisdiction: Jurisdiction,
    version: z.number().int().min(1),
  })
  .meta({ title: "Organization" });
export type Organization = z.infer<typeof Organization>;

export const Department = z
  .strictObject({
    departmentId: DepartmentId,
    organizationId: OrganizationId,
    /** 上级部门; null when it stands right below the organisation. */
    parentId: DepartmentId.nullable(),
    name: z.string(),
    order: z.number().int(),
    version: z.number().int().min(1),
  })
  .meta({ title: "Department" });
export type Department = z.infer<typeof Department>;

/** A post gives its holders its roles at the places of its scope. */
export const Post = z
  .strictObject({
    postId: PostId,
    organizationId: OrganizationId,
    departmentId: DepartmentId.nullable(),
    name: z.string(),
    roleIds: z.array(RoleId).min(1).max(8),
    scope: PostScope,
    version: z.number().int().min(1),
  })
  .meta({ title: "Post" });
export type Post = z.infer<typeof Post>;

/** A built-in role's id is its name (`CITY_ADMIN`); one that a bureau made has an id of its own. */
export const RoleDefinition = z
  .strictObject({
    roleId: RoleId,
    name: z.string(),
    description: z.string(),
    isBuiltIn: z.boolean(),
    permissions: z.array(z.enum(PERMISSIONS)),
    version: z.number().int().min(1),
  })
  .meta({ title: "RoleDefinition" });
export type RoleDefinition = z.infer<typeof RoleDefinition>;

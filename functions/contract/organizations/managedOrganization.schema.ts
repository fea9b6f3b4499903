import { DepartmentId, OrganizationId, PostId, RequestId, RoleId } from "../kernel/ids";
import { PageCursor, PageLimit, pageOf } from "../kernel/page";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";
import { Department, Jurisdiction, Organization, OrganizationKind, OrganizationStatus, Post, PostScope, RoleDefinition } from "./organization.schema";
import { OrgPath } from "./orgPath";
import { PERMISSIONS } from "./roles";

/** One line of the tree. */
export const OrganizationNode = z
  .strictObject({
    organizationId: OrganizationId,
    name: z.string(),
    kind: OrganizationKind,
    kindLabel: z.string(),
    orgPath: OrgPath,
    status: OrganizationStatus,
    parentId: OrganizationId.nullable(),
    /** 「海口市 · 美兰区」, to tell two of one name apart. */
    regionLabel: z.string(),
    hasBelow: z.boolean(),
  })
  .meta({ title: "OrganizationNode" });
export type OrganizationNode = z.infer<typeof OrganizationNode>;

export const ManagedPost = Post.extend({
  roleNames: z.array(z.string()),
  holderCount: z.number().int(),
  /** 「海口市美兰区；城市污水处理」 or 「本机构全部范围」. */
  scopeLabel: z.string(),
  /** What its holders may do would be more than this reader may give, so they may not change it. */
  mayEdit: z.boolean(),
}).meta({ title: "ManagedPost" });
export type ManagedPost = z.infer<typeof ManagedPost>;

export const ManagedOrganization = Organization.extend({
  regionLabel: z.string(),
  departments: z.array(Department),
  posts: z.array(ManagedPost),
  mayEdit: z.boolean(),
  /** Whether this reader decides over it: enable, disable, move. Its own people do not. */
  mayGovern: z.boolean(),
  /** 管控区域 and 管控类别 in words. */
  jurisdictionLabels: z.strictObject({ regions: z.array(z.string()), categories: z.array(z.string()) }),
  /** A facility's name and address are kept in 单位资料. */
  followsFacilityId: z.string().nullable(),
  lastChange: z.string().nullable(),
}).meta({ title: "ManagedOrganization" });
export type ManagedOrganization = z.infer<typeof ManagedOrganization>;

export const OrganizationChange = z
  .strictObject({
    at: Instant,
    byName: z.string(),
    what: z.string(),
    fields: z.array(z.strictObject({ label: z.string(), before: z.string(), after: z.string() })),
  })
  .meta({ title: "OrganizationChange" });
export type OrganizationChange = z.infer<typeof OrganizationChange>;
export const OrganizationChanges = z.strictObject({ items: z.array(OrganizationChange) }).meta({ title: "OrganizationChanges" });

export const OrganizationNodes = z.strictObject({ items: z.array(OrganizationNode) }).meta({ title: "OrganizationNodes" });
export const OrganizationNodesPage = pageOf(OrganizationNode);
export const OrganizationsBelowQuery = z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() });
export type OrganizationsBelowQuery = z.infer<typeof OrganizationsBelowQuery>;
export const OrganizationsQuery = z.strictObject({
  search: z.string().trim().max(40, "最多输入 40 个字").optional().meta({ description: "Part of the name" }),
  kind: OrganizationKind.optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type OrganizationsQuery = z.infer<typeof OrganizationsQuery>;

const Name = z.string("请填写名称").trim().min(2, "名称至少 2 个字").max(60, "名称最多 60 个字");
const Phone = z
  .string()
  .overwrite((text) => text.replace(/\s/g, ""))
  .regex(/^(|1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?|400-?\d{3}-?\d{4})$/, "电话请写成 0898-66123456 或 11 位手机号");
const MobileOrNone = z
  .string()
  .trim()
  .regex(/^(|1[3-9]\d{9})$/, "手机号应为 11 位数字，请检查");
const EmailOrNone = z
  .string()
  .trim()
  .max(100, "邮箱最多 100 个字符")
  .regex(/^(|[^\s@]+@[^\s@]+\.[^\s@.]+)$/, "邮箱格式不正确，请检查");

export const OrganizationContent = z.strictObject({
  name: Name,
  address: z.string().trim().max(120, "地址最多 120 个字"),
  phone: Phone,
  principalName: z.string().trim().max(20, "姓名最多 20 个字"),
  /** Left out: stays as it is, for it is shown masked. */
  principalPhone: MobileOrNone.optional(),
  email: EmailOrNone,
});
export type OrganizationContent = z.infer<typeof OrganizationContent>;

/** Facilities come from 单位资料. */
export const CREATED_KINDS = ["BUREAU", "AGENCY", "CONTRACTOR", "ENTERPRISE"] as const;
export const CreateOrganization = OrganizationContent.extend({
  requestId: RequestId,
  kind: z.enum(CREATED_KINDS, "请选择机构类型"),
  /** A bureau stands at this place; every other one becomes a unit below this district. */
  regionPath: OrgPath,
  /** 上级单位; left out: the nearest bureau above. */
  parentId: OrganizationId.optional(),
}).meta({ title: "CreateOrganization" });
export type CreateOrganization = z.infer<typeof CreateOrganization>;

const Version = z.number().int().min(1);
/** Whoever registered by itself was admitted under its name and for what it answers: both are changed by the bureau above, never by its own people (seed 002, 3-1). */
export const ADMITTED_KINDS: readonly OrganizationKind[] = ["AGENCY", "CONTRACTOR", "ENTERPRISE"];
export const EditOrganization = OrganizationContent.extend({
  requestId: RequestId,
  version: Version,
  /** Left out: stays as it is. */
  jurisdiction: Jurisdiction.optional(),
}).meta({ title: "EditOrganization" });
export type EditOrganization = z.infer<typeof EditOrganization>;
export const MoveOrganization = z.strictObject({ requestId: RequestId, version: Version, parentId: OrganizationId }).meta({ title: "MoveOrganization" });
export type MoveOrganization = z.infer<typeof MoveOrganization>;
export const SetOrganizationStatus = z
  .strictObject({ requestId: RequestId, version: Version, status: OrganizationStatus, remark: z.string().trim().max(200, "原因最多 200 个字").optional() })
  .meta({ title: "SetOrganizationStatus" });
export type SetOrganizationStatus = z.infer<typeof SetOrganizationStatus>;

const DepartmentContent = z.strictObject({
  name: z.string("请填写部门名称").trim().min(2, "部门名称至少 2 个字").max(30, "部门名称最多 30 个字"),
  parentId: DepartmentId.nullable(),
  order: z.number("请填写排序").int("排序应为整数").min(0, "排序从 0 开始").max(999, "排序最大 999"),
});
export const CreateDepartment = DepartmentContent.extend({ requestId: RequestId }).meta({ title: "CreateDepartment" });
export type CreateDepartment = z.infer<typeof CreateDepartment>;
export const EditDepartment = DepartmentContent.extend({ requestId: RequestId, version: Version }).meta({ title: "EditDepartment" });
export type EditDepartment = z.infer<typeof EditDepartment>;
export const Removal = z.strictObject({ requestId: RequestId, version: Version }).meta({ title: "Removal" });
export type Removal = z.infer<typeof Removal>;

/** A holder gets one grant for each role at each place; so many fit what one transaction changes. */
export const POST_PLACES_MAX = 24;
export const PostContent = z
  .strictObject({
    name: z.string("请填写岗位名称").trim().min(2, "岗位名称至少 2 个字").max(30, "岗位名称最多 30 个字"),
    departmentId: DepartmentId.nullable(),
    roleIds: z.array(RoleId).min(1, "请至少选择一个角色").max(8, "一个岗位最多 8 个角色"),
    scope: PostScope,
  })
  .refine(({ roleIds, scope }) => roleIds.length * Math.max(1, scope.regions.length) <= POST_PLACES_MAX, {
    message: `一个岗位的「角色数 × 区域数」最多 ${POST_PLACES_MAX}，请减少角色或区域，或分成两个岗位`,
    path: ["scope"],
  });
export type PostContent = z.infer<typeof PostContent>;
export const CreatePost = PostContent.safeExtend({ requestId: RequestId }).meta({ title: "CreatePost" });
export type CreatePost = z.infer<typeof CreatePost>;
export const EditPost = PostContent.safeExtend({ requestId: RequestId, version: Version }).meta({ title: "EditPost" });
export type EditPost = z.infer<typeof EditPost>;

export const ManagedRole = RoleDefinition.extend({
  /** Posts that give it; a role in use cannot be deleted. */
  postCount: z.number().int().nullable(),
  lastChange: z.string().nullable(),
}).meta({ title: "ManagedRole" });
export type ManagedRole = z.infer<typeof ManagedRole>;
export const ManagedRoles = z.strictObject({ items: z.array(ManagedRole), mayEdit: z.boolean() }).meta({ title: "ManagedRoles" });
export type ManagedRoles = z.infer<typeof ManagedRoles>;
const RoleContent = z.strictObject({
  name: z.string("请填写角色名称").trim().min(2, "角色名称至少 2 个字").max(20, "角色名称最多 20 个字"),
  description: z.string().trim().max(100, "说明最多 100 个字"),
  permissions: z.array(z.enum(PERMISSIONS)).min(1, "请至少勾选一项权限").max(PERMISSIONS.length),
});
export const CreateRole = RoleContent.extend({ requestId: RequestId }).meta({ title: "CreateRole" });
export type CreateRole = z.infer<typeof CreateRole>;
export const EditRole = RoleContent.extend({ requestId: RequestId, version: Version }).meta({ title: "EditRole" });
export type EditRole = z.infer<typeof EditRole>;

export const OrganizationIdParams = z.strictObject({ organizationId: OrganizationId });
export const DepartmentParams = z.strictObject({ organizationId: OrganizationId, departmentId: DepartmentId });
export const PostParams = z.strictObject({ organizationId: OrganizationId, postId: PostId });
export const RoleParams = z.strictObject({ roleId: RoleId });

import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { RoleId } from "@app/contract/kernel/ids";
import { ok, type Result } from "@app/contract/kernel/result";
import type { ManagedRole, ManagedRoles } from "@app/contract/organizations/managedOrganization.schema";
import { COUNTRY_PATH } from "@app/contract/organizations/orgPath";
import { inMatrixOrder } from "@app/contract/organizations/permissionGroups";
import { ROLE_LABELS, ROLE_PERMISSIONS, ROLES, type Role } from "@app/contract/organizations/roles";
import type { Store } from "../../../engines/store/storePort";
import { lastChangeText, listCustomRoles, type RoleItem } from "../organizationRepository";

/** Who each built-in role is for, in a line. */
const BUILT_IN_DESCRIPTIONS: Readonly<Record<Exclude<Role, "CUSTOM">, string>> = {
  FACILITY_STAFF: "开放单位的门岗、讲解员：查看当日预约，扫码核销。",
  FACILITY_ADMIN: "开放单位的管理员：开放场次、确认预约、上报参观、管理本单位人员。",
  CITY_ADMIN: "地市和区县主管部门：审核、统计，管理辖区内的单位和人员。",
  PROVINCE_ADMIN: "省级主管部门：审核、统计，管理全省的单位和人员。",
  PLATFORM_ADMIN: "全国平台：维护角色、参数、公众号和系统运行。",
  AGENCY_USER: "安监机构的工作人员。",
  AGENCY_PRINCIPAL: "安监机构的负责人：管理本机构的人员。",
  SURVEY_CONTRACTOR: "第三方测评机构的测评人员。",
};

export async function listRoles({ store }: { readonly store: Store }, actor: Actor): Promise<Result<ManagedRoles, never>> {
  return ok(managedRoles(await listCustomRoles(store), actor));
}

/** The built-in ones as the product has them, then those that were made, by name. */
export function managedRoles(custom: readonly RoleItem[], actor: Actor): ManagedRoles {
  const builtIn = ROLES.filter((role) => role !== "CUSTOM").map((role): ManagedRole => ({
    roleId: role as string as RoleId,
    name: ROLE_LABELS[role],
    description: BUILT_IN_DESCRIPTIONS[role],
    isBuiltIn: true,
    permissions: inMatrixOrder(ROLE_PERMISSIONS[role]),
    version: 1,
    postCount: null,
    lastChange: null,
  }));
  const made = custom.map((role): ManagedRole => ({
    roleId: role.roleId as RoleId,
    name: role.name,
    description: role.description,
    isBuiltIn: false,
    permissions: [...role.permissions],
    version: role.version,
    postCount: role.posts,
    lastChange: lastChangeText(role) ?? null,
  }));
  return { items: [...builtIn, ...made.sort((a, b) => a.name.localeCompare(b.name, "zh-CN"))], mayEdit: mayAt(actor, "roles.edit", COUNTRY_PATH) };
}

import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { PERMISSION_LABELS, type Permission } from "./roles";

type Changed = { readonly lastChange: string | undefined; readonly version: number };
const changed = (what: string) =>
  refusalEntry<Changed>(
    409,
    ({ lastChange }) => `您打开之后${what}有了变化${lastChange === undefined ? "" : `（${lastChange}）`}。您填写的内容还在，请刷新看过最新内容后再保存。`,
  );
const labelsOf = (permissions: readonly Permission[]): string =>
  permissions
    .slice(0, 3)
    .map((permission) => `「${PERMISSION_LABELS[permission]}」`)
    .join("、") + (permissions.length > 3 ? ` 等 ${permissions.length} 项` : "");

/** What also changing people's accounts may be refused with. */
export const lastAdminErrors = {
  LAST_ADMIN: refusalEntry(409, "这样做之后，全国就没有能维护人员和角色的平台管理员了，谁也进不来。请先让另一个启用中的账号担任平台管理员，再做这一步。"),
} as const;
export type LastAdminRefusal = RefusalOf<typeof lastAdminErrors>;

/** Giving and taking posts. */
export const postHoldingErrors = {
  POST_FULL: refusalEntry<{ readonly max: number }>(409, ({ max }) => `一个岗位最多 ${max} 人，这个岗位已经满了。请另建一个同样的岗位。`),
  ORGANIZATION_DISABLED: refusalEntry<{ readonly name: string }>(409, ({ name }) => `「${name}」已停用，不能安排岗位。请先启用这家机构，或选择别的机构。`),
  HAND_OUT_TOO_MUCH: refusalEntry<{ readonly permissions: readonly Permission[] }>(
    403,
    ({ permissions }) => `您不能把${labelsOf(permissions)}授予这里：超出了您自己的权限或管理范围。请去掉这些权限，或请上级管理员办理。`,
  ),
} as const;

export const organizationErrors = {
  ...lastAdminErrors,
  ...postHoldingErrors,
  ORGANIZATION_CHANGED: changed("这家机构"),
  DEPARTMENT_CHANGED: changed("这个部门"),
  POST_CHANGED: changed("这个岗位"),
  ORGANIZATION_NAME_TAKEN: refusalEntry<{ readonly name: string }>(
    409,
    ({ name }) => `同一上级下已有「${name}」。请在树上查找；确是另一家的，请把名称写得更具体。`,
    "body.name",
  ),
  ORGANIZATION_CIRCLE: refusalEntry<{ readonly parentName: string }>(
    409,
    ({ parentName }) => `「${parentName}」就是这家机构自己或它的下级，不能做它的上级。请选择别的单位。`,
    "body.parentId",
  ),
  ORGANIZATION_TOO_DEEP: refusalEntry<{ readonly max: number }>(409, ({ max }) => `上下级最多 ${max} 层，请选择更高一级的单位。`, "body.parentId"),
  PARENT_UNSUITABLE: refusalEntry(422, "上级单位应是管这个地区的主管部门，或同一地区的另一家单位，而且在用。请重新选择。", "body.parentId"),
  REGION_UNSUITABLE: refusalEntry(422, "主管部门请选择它所在的省、市或区县；其他机构请选择到区县。", "body.regionPath"),
  REGION_NOT_YOURS: refusalEntry(403, "这个地区不在您的管理范围内，请选择本地区，或请当地管理员办理。", "body.regionPath"),
  ADMITTED_FIELDS_LOCKED: refusalEntry(403, "带 * 的名称、管控区域和管控类别由主管部门修改。需要更改的，请联系本地区主管部门。", "body.name"),
  JURISDICTION_NOT_YOURS: refusalEntry(403, "管控区域超出了您的管理范围，请去掉范围以外的地区，或请上级主管部门办理。", "body.jurisdiction.regions"),
  CATEGORY_UNKNOWN: refusalEntry(422, "有的管控类别不在类别表内，请重新选择。", "body.jurisdiction.categories"),
  NAME_FOLLOWS_FACILITY: refusalEntry(422, "开放单位的名称和地址在「单位资料」里修改，这里会自动跟着变。", "body.name"),
  DEPARTMENT_CIRCLE: refusalEntry(409, "上级部门不能是这个部门自己或它的下级，请重新选择。", "body.parentId"),
  DEPARTMENT_IN_USE: refusalEntry<{ readonly departments: number; readonly posts: number }>(
    409,
    ({ departments, posts }) => `这个部门下还有 ${departments} 个下级部门、${posts} 个岗位。请先移走或删除它们，再删除部门。`,
  ),
  TOO_MANY_BELOW: refusalEntry<{ readonly what: string; readonly max: number }>(409, ({ what, max }) => `一家机构最多 ${max} 个${what}，请先删除不用的。`),
  NAME_TAKEN: refusalEntry<{ readonly name: string }>(409, ({ name }) => `已有「${name}」，请换一个名称。`, "body.name"),
  POST_SCOPE_OUTSIDE: refusalEntry(422, "岗位的管辖区域只能在本机构的范围之内，请重新选择。", "body.scope"),
  ROLE_UNSUITABLE: refusalEntry<{ readonly roleName: string }>(422, ({ roleName }) => `「${roleName}」不适用于这类机构，请选择别的角色。`, "body.roleIds"),
  ROLE_UNKNOWN: refusalEntry(422, "有的角色已被删除，请刷新后重新选择。", "body.roleIds"),
  POST_IN_USE: refusalEntry<{ readonly holders: number }>(409, ({ holders }) => `还有 ${holders} 人在这个岗位上。请先让他们离开这个岗位，再删除。`),
  POST_CHANGE_TOO_WIDE: refusalEntry<{ readonly holders: number }>(
    409,
    ({ holders }) => `这个岗位有 ${holders} 人，这次修改一次改不完。请新建一个岗位，分批把人员调过去。`,
  ),
} as const;
export type OrganizationRefusal = RefusalOf<typeof organizationErrors>;

export const roleErrors = {
  ...lastAdminErrors,
  ROLE_CHANGED: changed("这个角色"),
  ROLE_NAME_TAKEN: refusalEntry<{ readonly name: string }>(409, ({ name }) => `已有角色「${name}」，请换一个名称。`, "body.name"),
  ROLE_BUILT_IN: refusalEntry(409, "系统内置角色不能修改或删除。请复制一份，改成需要的样子。"),
  ROLE_IN_USE: refusalEntry<{ readonly posts: number }>(409, ({ posts }) => `还有 ${posts} 个岗位在用这个角色。请先在那些岗位上换成别的角色，再删除。`),
  ROLES_TOO_MANY: refusalEntry<{ readonly max: number }>(409, ({ max }) => `最多 ${max} 个自定义角色，请先删除不用的。`),
} as const;
export type RoleRefusal = RefusalOf<typeof roleErrors>;

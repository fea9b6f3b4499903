import type { Instant } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { cityName, districtsOf } from "@app/contract/regions/regions.data";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import {
  builtInRole,
  departmentKey,
  organizationItem,
  postKey,
  roleIndexEntry,
  roleKey,
  standardPostId,
  standardPosts,
  type DepartmentItem,
  type OrganizationItem,
  type PostItem,
  type RoleItem,
} from "../../../functions/features/organizations/public";
import { demoFacilities } from "./facilities";

/** An organisation with what is below it. */
interface DemoOrganization {
  readonly item: OrganizationItem;
  readonly departments: readonly DepartmentItem[];
  readonly posts: readonly PostItem[];
}

type Optional = Pick<OrganizationItem, "address" | "phone" | "principalName" | "principalPhone" | "email" | "jurisdiction">;
const NOTHING: Optional = { address: "", phone: "", principalName: "", principalPhone: "", email: "", jurisdiction: { regions: [], categories: [] } };
type Facts = Pick<OrganizationItem, "organizationId" | "kind" | "name" | "parentId"> &
  Partial<Optional> & {
    readonly orgPath: string;
    readonly departments: readonly string[];
    readonly morePosts?: readonly { readonly key: string; readonly name: string; readonly department?: string; readonly roleIds: readonly string[] }[];
  };

/** Roles that the platform's admin made: narrower than the built-in ones. */
const ROLES: readonly Pick<RoleItem, "roleId" | "name" | "description" | "permissions">[] = [
  {
    roleId: "role-statistics-reader",
    name: "统计查看员",
    description: "只看统计和单位资料，不办理业务。",
    permissions: ["facilities.read", "statistics.read", "organizations.read"],
  },
  {
    roleId: "role-education-officer",
    name: "宣教专员",
    description: "上报线上活动、审核参观评价、维护科普内容。",
    permissions: ["facilities.read", "ratings.read", "ratings.moderate", "activities.read", "activities.submit", "statistics.read", "contacts.read"],
  },
];

const COUNTRY_ID = "org-CN";
const PROVINCE_ID = "org-46";
const cityCodes = [...new Set(demoFacilities.map(({ item }) => item.cityCode))].sort();
/** The cities whose districts have an office of their own. */
const WITH_DISTRICTS = ["4601", "4602"];
const officePost = { key: "education", name: "宣教专员", department: "宣教科", roleIds: ["role-education-officer"] };

const FACTS: readonly Facts[] = [
  { organizationId: COUNTRY_ID, kind: "BUREAU", name: "生态环境部宣传教育中心", orgPath: "CN", parentId: "", departments: ["综合处", "公众参与处"] },
  {
    organizationId: PROVINCE_ID,
    kind: "BUREAU",
    name: "海南省生态环境厅",
    orgPath: "CN/46",
    parentId: COUNTRY_ID,
    address: "海口市美兰区白驹大道",
    phone: "0898-00000046",
    departments: ["宣传教育处", "生态环境监测处", "信息中心"],
    morePosts: [{ key: "statistics", name: "统计员", department: "信息中心", roleIds: ["role-statistics-reader"] }],
  },
  ...cityCodes.map((code): Facts => ({
    organizationId: `org-${code}`,
    kind: "BUREAU",
    name: `${cityName(code) ?? code}生态环境局`,
    orgPath: `CN/46/${code}`,
    parentId: PROVINCE_ID,
    phone: `0898-0000${code}`,
    departments: ["宣教科", "监测科"],
    morePosts: [officePost],
  })),
  ...WITH_DISTRICTS.flatMap((code) =>
    districtsOf(code).map((district): Facts => ({
      organizationId: `org-${district.code}`,
      kind: "BUREAU",
      name: `${cityName(code) ?? ""}${district.name.replace(/区$/, "")}生态环境分局`,
      orgPath: `CN/46/${code}/${district.code}`,
      parentId: `org-${code}`,
      departments: ["综合科"],
    })),
  ),
  ...demoFacilities.map(({ item, adminName }): Facts => ({
    organizationId: `org-${item.facilityId}`,
    kind: "FACILITY",
    name: item.name,
    orgPath: item.orgPath,
    parentId: WITH_DISTRICTS.includes(item.cityCode) ? `org-${item.orgPath.split("/")[3] ?? ""}` : `org-${item.cityCode}`,
    address: item.address,
    phone: item.phone,
    principalName: adminName,
    departments: ["运行部", "接待部"],
    morePosts: [{ key: "guide", name: "讲解员", department: "接待部", roleIds: ["FACILITY_STAFF"] }],
  })),
  {
    organizationId: "org-haikou-anjian",
    kind: "AGENCY",
    name: "海口市安监机构（示例）",
    orgPath: "CN/46/4601/460108/haikou-anjian",
    parentId: "org-4601",
    address: "海口市美兰区（示例）",
    phone: "0898-00004610",
    principalName: "刘国强",
    principalPhone: "13900000109",
    jurisdiction: { regions: ["CN/46/4601" as OrgPath], categories: [] },
    departments: ["综合部", "检测部"],
  },
  {
    organizationId: "org-hainan-ceping",
    kind: "CONTRACTOR",
    name: "海南省测评机构（示例）",
    orgPath: "CN/46/4601/460106/hainan-ceping",
    parentId: PROVINCE_ID,
    address: "海口市龙华区（示例）",
    phone: "0898-00004620",
    principalName: "周雅婷",
    principalPhone: "13900000110",
    departments: ["测评部"],
  },
];

/** In which department a standard post belongs, where the organisation has it. */
const DEPARTMENT_OF_POST: Readonly<Record<string, string>> = { gate: "接待部", principal: "综合部", user: "检测部", survey: "测评部" };

export const demoOrganizations: readonly DemoOrganization[] = FACTS.map(({ departments, morePosts = [], orgPath, ...facts }) => {
  const item = organizationItem({ ...NOTHING, ...facts, orgPath: orgPath as OrgPath, status: "ACTIVE" });
  const { organizationId } = item;
  const ofName = (name: string | undefined): string =>
    name === undefined || !departments.includes(name) ? "" : `${organizationId}.d${departments.indexOf(name) + 1}`;
  const posts = [
    ...standardPosts(item).map(({ key, name, role }) => ({ key, name, department: DEPARTMENT_OF_POST[key], roleIds: [role as string] })),
    ...morePosts,
  ];
  return {
    item,
    departments: departments.map((name, index) => {
      const departmentId = ofName(name);
      return { ...departmentKey(organizationId, departmentId), departmentId, organizationId, parentId: "", name, order: index + 1, additions: 0, version: 1 };
    }),
    posts: posts.map(({ key, name, department, roleIds }) => {
      const postId = standardPostId(organizationId, key);
      const scope = { regions: [], categories: [] };
      return {
        ...postKey(organizationId, postId),
        postId,
        organizationId,
        departmentId: ofName(department),
        name,
        roleIds,
        scope,
        holders: 0,
        holdings: 0,
        version: 1,
      };
    }),
  };
});

/** The post that gives this role in an organisation of the demonstration. */
export function demoPost(organizationId: string, roleId: string): { readonly organization: OrganizationItem; readonly post: PostItem } {
  const found = demoOrganizations.find(({ item }) => item.organizationId === organizationId);
  const post = found?.posts.find(({ roleIds }) => roleIds.includes(roleId));
  if (found === undefined || post === undefined) throw new Error(`${organizationId} has no post of ${roleId}`);
  return { organization: found.item, post };
}

/** @param holders how many of the demonstration's accounts hold each post */
export function demoOrganizationItems(at: Instant, holders: ReadonlyMap<string, number>): StoredItem[] {
  const lastChange = { byName: "平台管理员", at, what: "新增机构" };
  const posts = demoOrganizations.flatMap((organization) => organization.posts);
  return [
    ...demoOrganizations.flatMap(({ item, departments }) => [{ ...item, lastChange }, ...departments]),
    ...posts.map((post) => ({ ...post, holders: holders.get(post.postId) ?? 0, holdings: holders.get(post.postId) ?? 0 })),
    ...ROLES.map((role): RoleItem => ({
      ...roleKey(role.roleId),
      index1: roleIndexEntry(role),
      ...role,
      posts: posts.filter(({ roleIds }) => roleIds.includes(role.roleId) && builtInRole(role.roleId) === undefined).length,
      lastChange: { ...lastChange, what: "新增角色" },
      version: 1,
    })),
  ];
}

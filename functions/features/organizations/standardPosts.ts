import type { OrganizationKind } from "@app/contract/organizations/organization.schema";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { roleBelongsTo } from "@app/contract/organizations/handOut";
import type { Role } from "@app/contract/organizations/roles";

interface StandardPost {
  /** Behind the organisation's id it makes the post's. */
  readonly key: string;
  readonly name: string;
  readonly role: Exclude<Role, "CUSTOM">;
}

/** What a new organisation begins with, so that its first people can be given something at once. */
const STANDARD_POSTS: Readonly<Record<OrganizationKind, readonly StandardPost[]>> = {
  BUREAU: [
    { key: "admin", name: "平台管理员", role: "PLATFORM_ADMIN" },
    { key: "admin", name: "局管理员", role: "PROVINCE_ADMIN" },
    { key: "admin", name: "局管理员", role: "CITY_ADMIN" },
  ],
  FACILITY: [
    { key: "admin", name: "设施管理员", role: "FACILITY_ADMIN" },
    { key: "gate", name: "门岗", role: "FACILITY_STAFF" },
  ],
  AGENCY: [
    { key: "principal", name: "机构负责人", role: "AGENCY_PRINCIPAL" },
    { key: "user", name: "机构用户", role: "AGENCY_USER" },
  ],
  CONTRACTOR: [{ key: "survey", name: "测评人员", role: "SURVEY_CONTRACTOR" }],
  ENTERPRISE: [],
};

/** Those of its kind and level: a bureau's admin is of the country, a province, or a city. */
export function standardPosts(organization: { readonly kind: OrganizationKind; readonly orgPath: OrgPath }): readonly StandardPost[] {
  return STANDARD_POSTS[organization.kind].filter(({ role }) => roleBelongsTo(role, organization));
}

export const standardPostId = (organizationId: string, key: string): string => `${organizationId}.${key}`;

import { permissionsOf, type Actor, type Grant } from "../kernel/actor";
import type { OrganizationKind } from "./organization.schema";
import { COUNTRY_PATH, coversPath, ORG_LEVELS, orgLevelOf, type OrgLevel, type OrgPath } from "./orgPath";
import { ROLE_PERMISSIONS, type Permission, type Role } from "./roles";

/** Where each role belongs: a city's admin at a city's bureau, a guard at a facility. A role that a bureau made may stand anywhere; its permissions decide. */
export const ROLE_PLACES = {
  FACILITY_STAFF: { kinds: ["FACILITY"], levels: ["UNIT"] },
  FACILITY_ADMIN: { kinds: ["FACILITY"], levels: ["UNIT"] },
  CITY_ADMIN: { kinds: ["BUREAU"], levels: ["CITY", "DISTRICT"] },
  PROVINCE_ADMIN: { kinds: ["BUREAU"], levels: ["PROVINCE"] },
  PLATFORM_ADMIN: { kinds: ["BUREAU"], levels: ["COUNTRY"] },
  AGENCY_USER: { kinds: ["AGENCY"], levels: ["UNIT"] },
  AGENCY_PRINCIPAL: { kinds: ["AGENCY"], levels: ["UNIT"] },
  SURVEY_CONTRACTOR: { kinds: ["CONTRACTOR"], levels: ["UNIT"] },
  CUSTOM: { kinds: ["BUREAU", "FACILITY", "AGENCY", "CONTRACTOR", "ENTERPRISE"], levels: ORG_LEVELS },
} as const satisfies Record<Role, { readonly kinds: readonly OrganizationKind[]; readonly levels: readonly OrgLevel[] }>;

export function roleBelongsTo(role: Role, organization: { readonly kind: OrganizationKind; readonly orgPath: OrgPath }): boolean {
  const { kinds, levels }: { readonly kinds: readonly OrganizationKind[]; readonly levels: readonly OrgLevel[] } = ROLE_PLACES[role];
  return kinds.includes(organization.kind) && levels.includes(orgLevelOf(organization.orgPath));
}

/** What people of facilities, agencies and contractors do that the bureau above gives them without doing it itself. */
const UNIT_PERMISSIONS: readonly Permission[] = [
  ...ROLE_PERMISSIONS.FACILITY_ADMIN,
  ...ROLE_PERMISSIONS.FACILITY_STAFF,
  ...ROLE_PERMISSIONS.AGENCY_PRINCIPAL,
  ...ROLE_PERMISSIONS.AGENCY_USER,
  ...ROLE_PERMISSIONS.SURVEY_CONTRACTOR,
];

/**
 * Nobody gives more than they have: at a place that one of their grants covers, the permissions of that grant; a bureau that
 * keeps organisations also what the units below it need; whoever makes roles for the country, everything. What was handed out by this rule hands out no more than
 * its giver could, which is the property its test shows.
 */
export function mayHandOut(actor: Pick<Actor, "grants">, permissions: readonly Permission[], orgPath: OrgPath): boolean {
  return permissions.every((permission) => actor.grants.some((grant) => grantHandsOut(grant, permission, orgPath)));
}

function grantHandsOut(grant: Grant, permission: Permission, orgPath: OrgPath): boolean {
  if (!coversPath(grant.orgPath, orgPath)) return false;
  const own = permissionsOf(grant);
  if (own.includes(permission)) return true;
  if (grant.orgPath === COUNTRY_PATH && own.includes("roles.edit")) return true;
  const isBureau = orgLevelOf(grant.orgPath) !== "UNIT" && own.includes("organizations.edit");
  return isBureau && orgLevelOf(orgPath) === "UNIT" && UNIT_PERMISSIONS.includes(permission);
}

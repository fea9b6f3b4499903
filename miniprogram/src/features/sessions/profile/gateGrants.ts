import type { Me } from "@app/contract/sessions/session.schema";
import { ROLE_PERMISSIONS, type Permission } from "@app/contract/organizations/roles";

export interface GateGrant {
  readonly facilityId: string;
  readonly orgName: string;
}

/** The gates where this person may let people in: one line a facility, however many roles they hold there. */
export function gateGrants(me: Me): GateGrant[] {
  const gates = new Map<string, GateGrant>();
  me.grants.forEach(({ role, facilityId, orgName }) => {
    const permissions: readonly Permission[] = ROLE_PERMISSIONS[role];
    if (facilityId !== undefined && permissions.includes("checkIns.record")) gates.set(facilityId, { facilityId, orgName });
  });
  return [...gates.values()];
}

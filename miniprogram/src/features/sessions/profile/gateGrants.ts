import type { Me } from "@app/contract/sessions/session.schema";
import { ROLE_PERMISSIONS, type Permission } from "@app/contract/organizations/roles";

export interface GateGrant {
  readonly facilityId: string;
  readonly orgName: string;
}

/** Of a person who may let people in somewhere, the gates: one line a facility, however many roles they hold there. */
export function gateGrants(me: Me): GateGrant[] {
  const gates = new Map<string, GateGrant>();
  me.grants.forEach(({ role, facilityId, orgName }) => {
    const permissions: readonly Permission[] = ROLE_PERMISSIONS[role];
    // What a made role allows is the server's to know: of one at a unit the gate is offered, and its list says who may not use it.
    if (facilityId !== undefined && (role === "CUSTOM" || permissions.includes("checkIns.record"))) gates.set(facilityId, { facilityId, orgName });
  });
  return [...gates.values()];
}

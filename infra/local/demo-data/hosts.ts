import type { Actor } from "@app/contract/kernel/actor";
import type { Role } from "@app/contract/organizations/roles";
import { demoAccounts } from "./accounts";
import type { DemoFacility } from "./facilities";
import { demoPersonId } from "./persons";
import { demoPeople } from "../wechat-sandbox/demoPeople";

/** Who decides and who stands at the gate of a facility. */
export interface Hosts {
  readonly admin: Actor;
  readonly guard: Actor;
}

export function hostsOf(facility: DemoFacility): Hosts {
  return { admin: hostOf(facility, "FACILITY_ADMIN", facility.adminName), guard: hostOf(facility, "FACILITY_STAFF", facility.guardName) };
}

/** The demonstration's account where there is one; elsewhere somebody of that name whose account nobody needs. */
function hostOf(facility: DemoFacility, role: Role, name: string): Actor {
  const { orgPath, facilityId } = facility.item;
  const account = demoAccounts.find((candidate) => candidate.grant.role === role && candidate.grant.orgPath === orgPath);
  const person = account === undefined ? undefined : demoPeople.find((candidate) => candidate.kind === "STAFF" && candidate.phone === account.phone);
  const accountId = account?.accountId ?? `acc-${facilityId}-${role === "FACILITY_ADMIN" ? "admin" : "staff"}`;
  const personId = person === undefined ? undefined : demoPersonId(person.id);
  return { kind: "USER", id: personId ?? accountId, name: account?.displayName ?? name, personId, accountId, grants: [{ role, orgPath }] };
}

import fc from "fast-check";
import type { Grant } from "../kernel/actor";
import { mayHandOut, ROLE_PLACES, roleBelongsTo } from "./handOut";
import { coversPath, type OrgPath } from "./orgPath";
import { PERMISSIONS, ROLE_PERMISSIONS, ROLES, type Permission, type Role } from "./roles";

const at = (role: Role, orgPath: string): { grants: Grant[] } => ({ grants: [{ role, orgPath: orgPath as OrgPath }] });
const UNIT = "CN/46/4601/460108/haikou-baishamen";

it.each<[string, { grants: Grant[] }, readonly Permission[], string, boolean]>([
  ["a platform admin gives everything anywhere", at("PLATFORM_ADMIN", "CN"), PERMISSIONS, "CN", true],
  ["a city gives its units what they need, which it does not do itself", at("CITY_ADMIN", "CN/46/4601"), ROLE_PERMISSIONS.FACILITY_ADMIN, UNIT, true],
  ["… but not to itself: opening slots of a whole city", at("CITY_ADMIN", "CN/46/4601"), ["slots.open"], "CN/46/4601", false],
  ["… nor to a district", at("CITY_ADMIN", "CN/46/4601"), ["slots.open"], "CN/46/4601/460108", false],
  ["… nor beside it", at("CITY_ADMIN", "CN/46/4602"), ROLE_PERMISSIONS.FACILITY_STAFF, UNIT, false],
  ["… nor above it", at("CITY_ADMIN", "CN/46/4601"), ["facilities.read"], "CN/46", false],
  ["a province never makes roles for the country", at("PROVINCE_ADMIN", "CN/46"), ["roles.edit"], "CN/46", false],
  ["a facility gives what it has, at itself", at("FACILITY_ADMIN", UNIT), ROLE_PERMISSIONS.FACILITY_STAFF, UNIT, true],
  ["… not what bureaus do", at("FACILITY_ADMIN", UNIT), ["teamVisits.audit"], UNIT, false],
  ["… nor at a neighbour", at("FACILITY_ADMIN", UNIT), ["bookings.read"], "CN/46/4601/460108/other", false],
  [
    "an agency's principal gives its users their role",
    at("AGENCY_PRINCIPAL", "CN/46/4601/460108/anjian"),
    ROLE_PERMISSIONS.AGENCY_USER,
    "CN/46/4601/460108/anjian",
    true,
  ],
  ["a guard gives no more than a guard has", at("FACILITY_STAFF", UNIT), ["bookings.decide"], UNIT, false],
  ["nobody without grants gives anything", { grants: [] }, ["facilities.read"], UNIT, false],
])("%s", (_, actor, permissions, orgPath, expected) => {
  expect(mayHandOut(actor, permissions, orgPath as OrgPath)).toBe(expected);
});

const anyPath = fc
  .constantFrom("CN", "CN/46", "CN/46/4601", "CN/46/4602", "CN/46/4601/460108", UNIT, "CN/46/4601/460108/other", "CN/44")
  .map((path) => path as OrgPath);
const anyGrant: fc.Arbitrary<Grant> = fc.oneof(
  fc.record({ role: fc.constantFrom(...ROLES.filter((role) => role !== "CUSTOM")), orgPath: anyPath }),
  fc.record({ role: fc.constant("CUSTOM" as const), orgPath: anyPath, permissions: fc.subarray([...PERMISSIONS], { maxLength: 8 }) }),
);

it("R12 whoever received something hands out no more than their giver could (seeded, 20 000 chains)", () => {
  let given = 0;
  fc.assert(
    fc.property(
      fc.array(anyGrant, { minLength: 1, maxLength: 3 }),
      fc.subarray([...PERMISSIONS]),
      anyPath,
      fc.subarray([...PERMISSIONS], { minLength: 1, maxLength: 3 }),
      anyPath,
      (grants, permissions, place, further, furtherPlace) => {
        const giver = { grants };
        // What of it the giver may hand out there, as one made role.
        const allowed = permissions.filter((permission) => mayHandOut(giver, [permission], place));
        const receiver = { grants: [{ role: "CUSTOM" as const, orgPath: place, permissions: allowed }] };
        if (!mayHandOut(receiver, further, furtherPlace)) return true;
        given += 1;
        return mayHandOut(giver, further, furtherPlace);
      },
    ),
    { seed: 20260307, numRuns: 20_000 },
  );
  expect(given).toBeGreaterThan(200);
});

it("R12 nothing is ever handed out where no grant reaches (seeded)", () => {
  fc.assert(
    fc.property(fc.array(anyGrant, { maxLength: 3 }), fc.constantFrom(...PERMISSIONS), anyPath, (grants, permission, place) =>
      mayHandOut({ grants }, [permission], place) ? grants.some((grant) => coversPath(grant.orgPath, place)) : true,
    ),
    { seed: 20260307, numRuns: 5000 },
  );
});

it("each role has its place", () => {
  const bureau = (orgPath: string) => ({ kind: "BUREAU" as const, orgPath: orgPath as OrgPath });
  expect(ROLES.filter((role) => roleBelongsTo(role, bureau("CN/46/4601")))).toEqual(["CITY_ADMIN", "CUSTOM"]);
  expect(ROLES.filter((role) => roleBelongsTo(role, bureau("CN")))).toEqual(["PLATFORM_ADMIN", "CUSTOM"]);
  expect(ROLES.filter((role) => roleBelongsTo(role, { kind: "FACILITY", orgPath: UNIT as OrgPath }))).toEqual(["FACILITY_STAFF", "FACILITY_ADMIN", "CUSTOM"]);
  expect(Object.keys(ROLE_PLACES)).toEqual([...ROLES]);
});

import type { Me } from "@app/contract/sessions/session.schema";
import type { Role } from "@app/contract/organizations/roles";
import { gateGrants } from "./gateGrants";

function aMe(grants: readonly { readonly role: Role; readonly facilityId?: string }[]): Me {
  return {
    name: "王芳",
    permissions: [],
    grants: grants.map((grant) => ({ roleLabel: "", orgPath: "/", orgName: grant.facilityId ?? "海口市", ...grant })),
  } as unknown as Me;
}

test.each<[string, Parameters<typeof aMe>[0], string[]]>([
  ["nobody's", [], []],
  [
    "staff and admin of one facility",
    [
      { role: "FACILITY_STAFF", facilityId: "f1" },
      { role: "FACILITY_ADMIN", facilityId: "f1" },
    ],
    ["f1"],
  ],
  [
    "staff of two",
    [
      { role: "FACILITY_STAFF", facilityId: "f1" },
      { role: "FACILITY_STAFF", facilityId: "f2" },
    ],
    ["f1", "f2"],
  ],
  ["a city admin's", [{ role: "CITY_ADMIN" }], []],
  ["a role that the bureau made, at a unit and at the bureau itself", [{ role: "CUSTOM", facilityId: "f3" }, { role: "CUSTOM" }], ["f3"]],
])("gates of %s", (_, grants, expected) => {
  expect(gateGrants(aMe(grants)).map(({ facilityId }) => facilityId)).toEqual(expected);
});

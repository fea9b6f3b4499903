import { builtInRole, grantsOfPost, POST_HOLDERS_MAX } from "../../../functions/features/organizations/public";
import { demoAccounts, demoPostHolders } from "./accounts";
import { demoColleagues } from "./demoColleagues";
import { demoFacilities } from "./facilities";
import { demoOrganizationItems, demoOrganizations } from "./organizations";
import { NOW } from "../../../functions/testing/startTestProduct";

it("each account may do what its role says, where it always could", () => {
  expect(demoAccounts.map(({ username, grant }) => [username, grant.role, grant.orgPath])).toEqual([
    ["baishamen.admin", "FACILITY_ADMIN", "CN/46/4601/460108/haikou-baishamen"],
    ["baishamen.staff", "FACILITY_STAFF", "CN/46/4601/460108/haikou-baishamen"],
    ["hongsha.admin", "FACILITY_ADMIN", "CN/46/4602/460203/sanya-hongsha"],
    ["hongsha.staff", "FACILITY_STAFF", "CN/46/4602/460203/sanya-hongsha"],
    ["jiance.admin", "FACILITY_ADMIN", "CN/46/4601/460108/hainan-monitoring"],
    ["jiance.staff", "FACILITY_STAFF", "CN/46/4601/460108/hainan-monitoring"],
    ["haikou.city", "CITY_ADMIN", "CN/46/4601"],
    ["sanya.city", "CITY_ADMIN", "CN/46/4602"],
    ["hainan.province", "PROVINCE_ADMIN", "CN/46"],
    ["platform.admin", "PLATFORM_ADMIN", "CN"],
    ["agency.user", "AGENCY_USER", "CN/46/4601/460108/haikou-anjian"],
    ["agency.principal", "AGENCY_PRINCIPAL", "CN/46/4601/460108/haikou-anjian"],
    ["survey.contractor", "SURVEY_CONTRACTOR", "CN/46/4601/460106/hainan-ceping"],
  ]);
  for (const { grant, holds } of demoAccounts) expect(grantsOfPost(holds.organization, holds.post)).toEqual([grant]);
});

it("every facility has its organisation, every parent is there, and no two stand under one name", () => {
  const ids = new Set(demoOrganizations.map(({ item }) => item.organizationId));
  expect(ids.size).toBe(demoOrganizations.length);
  expect(demoFacilities.filter(({ item }) => !ids.has(`org-${item.facilityId}`))).toEqual([]);
  expect(demoOrganizations.filter(({ item }) => item.parentId !== "" && !ids.has(item.parentId))).toEqual([]);
  const names = demoOrganizations.map(({ item }) => `${item.parentId} ${item.name}`);
  expect(new Set(names).size).toBe(names.length);
});

it("posts count their holders, and give roles that exist", () => {
  const items = demoOrganizationItems(NOW, demoPostHolders());
  const roleIds = new Set(items.filter(({ pk }) => pk.startsWith("ROLE#")).map((item) => String(item["roleId"])));
  const posts = demoOrganizations.flatMap((organization) => organization.posts);
  expect(posts.flatMap((post) => post.roleIds).filter((roleId) => builtInRole(roleId) === undefined && !roleIds.has(roleId))).toEqual([]);
  const held = items.filter(({ sk, holders }) => sk.startsWith("POST#") && Number(holders) > 0);
  expect(held.reduce((sum, post) => sum + Number(post["holders"]), 0)).toBe(demoAccounts.length + demoColleagues.flatMap(({ holds }) => holds).length);
  expect(held.every((post) => Number(post["holders"]) <= POST_HOLDERS_MAX)).toBe(true);
});

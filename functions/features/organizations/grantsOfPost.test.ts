import fc from "fast-check";
import { coversPath, type OrgPath } from "@app/contract/organizations/orgPath";
import { ROLES } from "@app/contract/organizations/roles";
import { aBureau, aPost } from "../../testing/organizationBuilders";
import { grantsOfPost } from "./grantsOfPost";
import { accountPosts } from "./postHolding";

const CITY = aBureau("org-4601", "CN/46/4601", "海口市生态环境局");
const post = (changes: Parameters<typeof aPost>[0]) => aPost({ organizationId: "org-4601", postId: "p1", roleIds: ["CITY_ADMIN"], ...changes });
const regions = (...paths: string[]) => ({ regions: paths as OrgPath[], categories: [] });

it.each([
  ["the whole organisation", regions(), ["CN/46/4601"]],
  ["its parts", regions("CN/46/4601/460108", "CN/46/4601/460106"), ["CN/46/4601/460106", "CN/46/4601/460108"]],
  ["a part that another one covers, once", regions("CN/46/4601/460108", "CN/46/4601/460108/haikou-baishamen"), ["CN/46/4601/460108"]],
  ["nothing outside it, and then not the whole instead", regions("CN/46/4602", "CN/46", "CN/46/46010"), []],
])("M33 a post reaches %s", (_, scope, places) => {
  expect(grantsOfPost(CITY, post({ scope })).map(({ orgPath }) => orgPath)).toEqual(places);
});

it("M33 kinds of facility and made roles travel with the grant; a disabled organisation gives nothing", () => {
  const given = post({ roleIds: ["CITY_ADMIN", "role-1", "CUSTOM"], scope: { regions: [], categories: ["SEWAGE"] } });
  const common = { orgPath: "CN/46/4601", orgName: "海口市生态环境局", postId: "p1", categories: ["SEWAGE"] };
  expect(grantsOfPost(CITY, given)).toEqual([
    { role: "CITY_ADMIN", ...common },
    { role: "CUSTOM", roleId: "role-1", ...common },
    // Nobody's record: it allows nothing.
    { role: "CUSTOM", roleId: "CUSTOM", ...common },
  ]);
  expect(grantsOfPost({ ...CITY, status: "DISABLED" }, given)).toEqual([]);
});

const anyPath = fc
  .constantFrom("CN", "CN/44", "CN/46", "CN/46/4601", "CN/46/4602", "CN/46/4601/460106", "CN/46/4601/460108", "CN/46/4601/460108/a", "CN/46/4601/460108/ab")
  .map((path) => path as OrgPath);

it("M33 whatever a post says, it reaches nothing but what its regions and its organisation both cover (seeded, 3 000 posts)", () => {
  fc.assert(
    fc.property(
      anyPath,
      fc.array(anyPath, { maxLength: 6 }),
      fc.subarray([...ROLES, "role-1"], { minLength: 1 }),
      anyPath,
      (orgPath, chosen, roleIds, asked) => {
        const grants = grantsOfPost({ ...CITY, orgPath }, post({ roleIds, scope: regions(...chosen) }));
        const reaches = grants.some((grant) => coversPath(grant.orgPath, asked));
        // Told another way: inside the organisation, and inside a region that lies in it.
        const inside = chosen.filter((region) => coversPath(orgPath, region));
        const expected = chosen.length === 0 ? coversPath(orgPath, asked) : inside.some((region) => coversPath(region, asked));
        return reaches === expected && grants.length === roleIds.length * new Set(grants.map((grant) => grant.orgPath)).size;
      },
    ),
    { seed: 20260307, numRuns: 3000 },
  );
});

it("taking and leaving posts touches nothing else of an account, in any order (seeded)", () => {
  const direct = { role: "FACILITY_STAFF" as const, orgPath: "CN/46/4602/460203/x" as OrgPath, orgName: "别处" };
  const places = ["p1", "p2", "p3"].map((postId) => ({ organization: CITY, post: post({ postId, name: postId }) }));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 2 })), { maxLength: 12 }), (steps) => {
      let account = accountPosts({ grants: [direct], posts: [] }, { take: [], leave: [] });
      const held = new Set<string>();
      for (const [takes, index] of steps) {
        const place = places[index];
        if (place === undefined) continue;
        account = accountPosts(account, takes ? { take: [place], leave: [] } : { take: [], leave: [place.post.postId] });
        if (takes) held.add(place.post.postId);
        else held.delete(place.post.postId);
      }
      const fromPosts = account.grants.flatMap(({ postId }) => postId ?? []);
      return (
        account.grants[0] === direct &&
        [...held].sort().join() === [...fromPosts].sort().join() &&
        [...held].sort().join() ===
          account.posts
            .map(({ postId }) => postId)
            .sort()
            .join()
      );
    }),
    { seed: 20260307, numRuns: 500 },
  );
});

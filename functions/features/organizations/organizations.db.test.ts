import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { DepartmentId, OrganizationId, PostId, RequestId, RoleId } from "@app/contract/kernel/ids";
import type { ManagedOrganization } from "@app/contract/organizations/managedOrganization.schema";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { ROLE_PERMISSIONS } from "@app/contract/organizations/roles";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import type { StoredItem } from "../../engines/store/storePort";
import { aFacilityContent } from "../../testing/facilityBuilders";
import { aBureau, aDepartment, anOrganization, aPost, aRole, ORGANIZATION_ID } from "../../testing/organizationBuilders";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN_PATH } from "../../testing/visitBuilders";
import { accountItem, getAccount, itemsOfAccount, listUnitAccounts, type AccountItem } from "../sessions/public";
import { getOrganization, getPost, listPostHolders, listPosts, POST_HOLDERS_MAX, type OrganizationItem, type PostItem } from "./organizationRepository";
import { accountPosts, changePostsWrites, postHolderItem } from "./postHolding";

let test: TestProduct;
let city: ApiClient;
let province: ApiClient;
let platform: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  await put(COUNTRY, PROVINCE, CITY, DISTRICT, OTHER_CITY, anOrganization({ parentId: DISTRICT.organizationId }));
  [city, province, platform] = await Promise.all([
    test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" }),
    test.as({ grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "陈建华" }),
    test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台管理员" }),
  ]);
});
afterEach(() => test.stop());

const COUNTRY = aBureau("org-CN", "CN", "生态环境部");
const PROVINCE = aBureau("org-46", "CN/46", "海南省生态环境厅", "org-CN");
const CITY = aBureau("org-4601", "CN/46/4601", "海口市生态环境局", "org-46");
const OTHER_CITY = aBureau("org-4602", "CN/46/4602", "三亚市生态环境局", "org-46");
const DISTRICT = aBureau("org-460108", "CN/46/4601/460108", "海口市美兰生态环境分局", "org-4601");
const NO_SCOPE = { regions: [], categories: [] };

async function put(...items: StoredItem[]): Promise<void> {
  for (const item of items) await test.store.transact([{ kind: "put", tag: "seed", item }]);
}
type Answer<T> = { ok: true; value: T } | { ok: false; refusal: { code: string; message: string } };
async function value<T>(answer: Promise<Answer<T>>): Promise<T> {
  const answered = await answer;
  if (!answered.ok) throw new Error(`${answered.refusal.code} ${answered.refusal.message}`);
  return answered.value;
}
async function codeOf(answer: Promise<Answer<unknown>>): Promise<string> {
  const answered = await answer;
  return answered.ok ? "OK" : answered.refusal.code;
}
const id = () => newRequestId() as RequestId;
const params = (organizationId: string) => ({ organizationId: organizationId as OrganizationId });
const get = (client: ApiClient, organizationId: string): Promise<ManagedOrganization> =>
  value(client.call(organizationRoutes.getOrganization, { params: params(organizationId) }));
const contentOf = ({ name, address, phone, principalName, email }: Pick<OrganizationItem, "name" | "address" | "phone" | "principalName" | "email">) => ({
  name,
  address,
  phone,
  principalName,
  email,
});
const unit = (organizationId: string, name: string, parentId: string): OrganizationItem =>
  anOrganization({ organizationId, kind: "ENTERPRISE", name, orgPath: `CN/46/4601/460108/${organizationId}` as OrgPath, parentId });

/** An account that holds these posts, with everything that agrees. */
async function holder(username: string, ...held: readonly { organization: OrganizationItem; post: PostItem }[]): Promise<AccountItem> {
  const number = String(100 + [...username].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), 0)).slice(-6);
  const account = accountItem({
    accountId: `acc-${username}`,
    username,
    displayName: username,
    phone: `13900${number.padStart(6, "0")}`,
    passwordHash: "",
    ...accountPosts({ grants: [], posts: [] }, { take: held, leave: [] }),
  });
  await put(...itemsOfAccount(account), ...held.map(({ post }) => postHolderItem(account, post)));
  return account;
}
const accountNow = async (username: string): Promise<AccountItem> => {
  const account = await getAccount(test.store, username);
  if (account === undefined) throw new Error(`no ${username}`);
  return account;
};

describe("the tree", () => {
  it("R12 begins at one's own place, and shows what is below a page at a time", async () => {
    const roots = await value(city.call(organizationRoutes.listOrganizationRoots, {}));
    expect(roots.items.map(({ name, regionLabel, hasBelow }) => [name, regionLabel, hasBelow])).toEqual([["海口市生态环境局", "海南省 · 海口市", true]]);
    await put(...["e1", "e2", "e3"].map((name) => unit(`org-${name}`, name, "org-4601")));
    const below = async (cursor?: string) =>
      value(
        city.call(organizationRoutes.listOrganizationsBelow, { params: params("org-4601"), query: { limit: 3, ...(cursor === undefined ? {} : { cursor }) } }),
      );
    const first = await below();
    const second = await below(first.next);
    expect([first.items, second.items].map((items) => items.map(({ name }) => name))).toEqual([["海口市美兰生态环境分局", "e1", "e2"], ["e3"]]);
    expect(second.next).toBeUndefined();
    expect(await codeOf(city.call(organizationRoutes.listOrganizationsBelow, { params: params("org-4602") }))).toBe("NOT_FOUND");
  });

  it("R12 is searched inside one's own scope, every page once, and no cursor leads out of it", async () => {
    const all: string[] = [];
    for (let cursor: string | undefined, turn = 0; turn === 0 || cursor !== undefined; turn += 1) {
      const page = await value(platform.call(organizationRoutes.searchOrganizations, { query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) } }));
      all.push(...page.items.map(({ organizationId }) => organizationId));
      cursor = page.next;
    }
    expect(all).toEqual(["org-CN", "org-46", "org-4601", "org-460108", ORGANIZATION_ID, "org-4602"]);
    const found = await value(city.call(organizationRoutes.searchOrganizations, { query: { search: "生态" } }));
    expect(found.items.map(({ organizationId }) => organizationId)).toEqual(["org-4601", "org-460108"]);
    const elsewhere = await value(province.call(organizationRoutes.searchOrganizations, { query: { limit: 5 } }));
    expect(
      await codeOf(city.call(organizationRoutes.searchOrganizations, { query: { cursor: Buffer.from("CN/46/4602#org-4602").toString("base64url") } })),
    ).toBe("CURSOR_INVALID");
    expect(elsewhere.items).toHaveLength(5);
  });
});

describe("an organisation", () => {
  const agency = {
    kind: "AGENCY",
    regionPath: "CN/46/4601/460108" as OrgPath,
    name: "海口安监机构",
    address: "",
    phone: "",
    principalName: "",
    email: "",
  } as const;

  it("is created below the nearest bureau with the posts of its kind", async () => {
    const created = await value(city.call(organizationRoutes.createOrganization, { body: { requestId: id(), ...agency, principalPhone: "13900000108" } }));
    expect(created).toMatchObject({
      kind: "AGENCY",
      parentName: "海口市美兰生态环境分局",
      status: "ACTIVE",
      principalPhoneMasked: "139****0108",
      version: 1,
      mayEdit: true,
      mayGovern: true,
    });
    expect(created.orgPath).toMatch(/^CN\/46\/4601\/460108\/u-[a-z0-9-]+$/);
    const { posts } = await get(city, created.organizationId);
    expect(posts.map(({ name, roleNames }) => [name, roleNames])).toEqual([
      ["机构负责人", ["机构负责人"]],
      ["机构用户", ["机构用户"]],
    ]);
    expect(await codeOf(city.call(organizationRoutes.createOrganization, { body: { requestId: id(), ...agency } }))).toBe("ORGANIZATION_NAME_TAKEN");
  });

  it.each([
    [{ regionPath: "CN/46/4602/460203" }, "REGION_NOT_YOURS"],
    [{ regionPath: "CN/46/4601" }, "REGION_UNSUITABLE"],
    [{ regionPath: "CN/46/4601/460999" }, "REGION_UNSUITABLE"],
    [{ parentId: "org-4602" }, "PARENT_UNSUITABLE"],
    [{ parentId: "org-46" }, "PARENT_UNSUITABLE"],
    [{ kind: "FACILITY" }, "INPUT_INVALID"],
  ])("R12 is refused with %o: %s", async (changes, code) => {
    expect(await codeOf(city.call(organizationRoutes.createOrganization, { body: { requestId: id(), ...agency, ...changes } as never }))).toBe(code);
  });

  it("R5 whoever saves second is told who changed what, and nothing of the first is lost", async () => {
    const edit = (client: ApiClient, changes: object, version = 1) =>
      client.call(organizationRoutes.editOrganization, { params: params("org-4601"), body: { requestId: id(), version, ...contentOf(CITY), ...changes } });
    expect(await codeOf(edit(city, { phone: "0898-66001234" }))).toBe("OK");
    const second = await edit(province, { name: "海口生态局" });
    expect(second.ok ? "OK" : [second.refusal.code, second.refusal.message]).toEqual([
      "ORGANIZATION_CHANGED",
      "您打开之后这家机构有了变化（吴海波 2026-03-07 09:00 修改了电话）。您填写的内容还在，请刷新看过最新内容后再保存。",
    ]);
    expect(await get(city, "org-4601")).toMatchObject({ name: "海口市生态环境局", phone: "0898-66001234", version: 2 });
    const changes = await value(city.call(organizationRoutes.listOrganizationChanges, { params: params("org-4601") }));
    expect(changes.items).toEqual([
      { at: test.clock.now(), byName: "吴海波", what: "修改机构资料", fields: [{ label: "电话", before: "", after: "0898-66001234" }] },
    ]);
  });

  it("an agency keeps its contact data itself; its name and what it answers for are changed from above, as far as the office above governs", async () => {
    const agency = anOrganization({
      organizationId: "agency-1",
      kind: "AGENCY",
      orgPath: "CN/46/4601/460108/agency-1" as OrgPath,
      parentId: DISTRICT.organizationId,
      name: "美兰安监站",
    });
    await put(agency);
    const principal = await test.as({ grants: [grantAt("AGENCY_PRINCIPAL", agency.orgPath)], name: "刘国强" });
    const edit = (client: ApiClient, change: object, version = 1) =>
      client.call(organizationRoutes.editOrganization, {
        params: params("agency-1"),
        body: { requestId: id(), version, ...contentOf(agency), ...change },
      });
    const jurisdiction = { regions: ["CN/46/4601/460108" as OrgPath], categories: ["FIRE"] };
    expect(await codeOf(edit(principal, { name: "海口安监站" }))).toBe("ADMITTED_FIELDS_LOCKED");
    expect(await codeOf(edit(principal, { jurisdiction }))).toBe("ADMITTED_FIELDS_LOCKED");
    expect(await codeOf(edit(city, { jurisdiction: { regions: ["CN/46/4602"], categories: [] } }))).toBe("JURISDICTION_NOT_YOURS");
    expect(await codeOf(edit(city, { jurisdiction: { ...jurisdiction, categories: ["MAGIC"] } }))).toBe("CATEGORY_UNKNOWN");
    expect((await value(edit(principal, { phone: "0898-66112233" }))).phone).toBe("0898-66112233");
    const changed = await value(edit(city, { phone: "0898-66112233", name: "海口安监站", jurisdiction }, 2));
    expect([changed.name, changed.jurisdiction, changed.jurisdictionLabels]).toEqual([
      "海口安监站",
      jurisdiction,
      { regions: ["海南省 · 海口市 · 美兰区"], categories: ["消防安全"] },
    ]);
  });

  it("of a facility is renamed in 单位资料 alone", async () => {
    const facility = anOrganization();
    const answer = city.call(organizationRoutes.editOrganization, {
      params: params(ORGANIZATION_ID),
      body: { requestId: id(), version: 1, ...contentOf(facility), name: "别的名字" },
    });
    expect(await codeOf(answer)).toBe("NAME_FOLLOWS_FACILITY");
  });

  it("is not disabled by its own people, and gives them nothing once it is", async () => {
    const gate = aPost({ holders: 1, holdings: 1 });
    await put(gate);
    await holder("guard", { organization: anOrganization(), post: gate });
    const own = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
    const set = (client: ApiClient, status: "ACTIVE" | "DISABLED", version: number) =>
      client.call(organizationRoutes.setOrganizationStatus, { params: params(ORGANIZATION_ID), body: { requestId: id(), version, status } });
    expect(await codeOf(set(own, "DISABLED", 1))).toBe("FORBIDDEN");
    expect(await codeOf(set(city, "DISABLED", 1))).toBe("OK");
    await test.settle();
    const disabled = await accountNow("guard");
    expect([disabled.grants, disabled.posts.map(({ postName }) => postName)]).toEqual([[], ["门岗"]]);
    expect(await listUnitAccounts(test.store, BAISHAMEN_PATH)).toEqual([]);
    expect(await codeOf(set(city, "ACTIVE", 2))).toBe("OK");
    await test.settle();
    expect((await accountNow("guard")).grants).toEqual([
      { role: "FACILITY_STAFF", orgPath: BAISHAMEN_PATH, orgName: anOrganization().name, postId: gate.postId },
    ]);
  });

  it("reaches all its people with a new name, more than one step holds", async () => {
    const posts = ["a", "b", "c", "d"].map((name) =>
      aPost({ organizationId: "org-4601", postId: `org-4601.${name}`, name, roleIds: ["CITY_ADMIN"], holders: 12 }),
    );
    await put(...posts);
    for (const post of posts) for (let n = 0; n < 12; n += 1) await holder(`${post.name}${String(n).padStart(2, "0")}`, { organization: CITY, post });
    const renamed = city.call(organizationRoutes.editOrganization, {
      params: params("org-4601"),
      body: { requestId: id(), version: 1, ...contentOf(CITY), name: "海口市生态局" },
    });
    expect(await codeOf(renamed)).toBe("OK");
    await test.settle();
    const names = await Promise.all(posts.flatMap((post) => Array.from({ length: 12 }, (_, n) => accountNow(`${post.name}${String(n).padStart(2, "0")}`))));
    expect(new Set(names.flatMap(({ grants, posts: held }) => [...grants.map(({ orgName }) => orgName), ...held.map(({ orgName }) => orgName)]))).toEqual(
      new Set(["海口市生态局"]),
    );
  });
});

describe("moving", () => {
  const [a, b, c] = [unit("org-a", "集团", "org-4601"), unit("org-b", "分公司", "org-a"), unit("org-c", "车间", "org-b")] as const;
  const move = (organizationId: string, parentId: string, client = city) =>
    client.call(organizationRoutes.moveOrganization, {
      params: params(organizationId),
      body: { requestId: id(), version: 1, parentId: parentId as OrganizationId },
    });

  it("below itself or its descendants is refused, and shows in the tree where it is right", async () => {
    await put(a, b, c);
    expect(await Promise.all([move("org-a", "org-a"), move("org-a", "org-c")].map(codeOf))).toEqual(["ORGANIZATION_CIRCLE", "ORGANIZATION_CIRCLE"]);
    expect(await codeOf(move("org-c", "org-4602", province))).toBe("PARENT_UNSUITABLE");
    expect(await codeOf(move("org-c", "org-a"))).toBe("OK");
    const below = await value(city.call(organizationRoutes.listOrganizationsBelow, { params: params("org-a") }));
    expect(below.items.map(({ name }) => name)).toEqual(["分公司", "车间"]);
    expect((await get(city, "org-c")).orgPath).toBe(c.orgPath);
  });

  it("two moves at once that would make a circle together: one goes through", async () => {
    for (let round = 0; round < 5; round += 1) {
      const [left, right] = [unit(`org-l${round}`, `左${round}`, "org-4601"), unit(`org-r${round}`, `右${round}`, "org-4601")];
      await put(left, right);
      const answers = await Promise.all([move(left.organizationId, right.organizationId), move(right.organizationId, left.organizationId)].map(codeOf));
      expect(answers.sort()).toEqual(["OK", "ORGANIZATION_CIRCLE"]);
      const parents = await Promise.all([left, right].map(async ({ organizationId }) => (await getOrganization(test.store, organizationId))?.parentId));
      expect(parents).toContain("org-4601");
    }
  });
});

describe("departments", () => {
  const edit = (departmentId: string, body: { name: string; parentId: string | null; order?: number; version?: number }) =>
    city.call(organizationRoutes.editDepartment, {
      params: { ...params(ORGANIZATION_ID), departmentId: departmentId as DepartmentId },
      body: { requestId: id(), order: 1, version: 1, ...body, parentId: body.parentId as DepartmentId | null },
    });
  const remove = (departmentId: string, version = 1) =>
    city.call(organizationRoutes.deleteDepartment, {
      params: { ...params(ORGANIZATION_ID), departmentId: departmentId as DepartmentId },
      body: { requestId: id(), version },
    });

  it("nest, are renamed, and are deleted when they are empty", async () => {
    await put(
      aDepartment({ departmentId: "d1", name: "监测科" }),
      aDepartment({ departmentId: "d2", name: "水质组", parentId: "d1" }),
      aPost({ departmentId: "d2" }),
    );
    expect(await codeOf(edit("d1", { name: "监测科", parentId: "d2" }))).toBe("DEPARTMENT_CIRCLE");
    expect(await codeOf(edit("d1", { name: "监测中心", parentId: null }))).toBe("OK");
    expect(await codeOf(edit("d1", { name: "监测处", parentId: null }))).toBe("DEPARTMENT_CHANGED");
    expect(await Promise.all([remove("d1", 2), remove("d2")].map(codeOf))).toEqual(["DEPARTMENT_IN_USE", "DEPARTMENT_IN_USE"]);
    await test.store.transact([{ kind: "delete", tag: "post", key: aPost() }]);
    expect(await codeOf(remove("d2"))).toBe("OK");
    const after = await value(remove("d1", 2));
    expect(after.departments).toEqual([]);
  });

  it("a department that is deleted while a post is put into it keeps one of the two", async () => {
    for (let round = 0; round < 5; round += 1) {
      await put(aDepartment({ departmentId: `d${round}`, name: `科${round}` }));
      const post = city.call(organizationRoutes.createPost, {
        params: params(ORGANIZATION_ID),
        body: { requestId: id(), name: `岗位${round}`, departmentId: `d${round}` as DepartmentId, roleIds: ["FACILITY_STAFF" as RoleId], scope: NO_SCOPE },
      });
      const answers = await Promise.all([codeOf(post), codeOf(remove(`d${round}`))]);
      expect([
        ["OK", "DEPARTMENT_IN_USE"],
        ["NOT_FOUND", "OK"],
      ]).toContainEqual(answers);
    }
  });
});

describe("posts", () => {
  const create = (client: ApiClient, organizationId: string, changes: object = {}) =>
    client.call(organizationRoutes.createPost, {
      params: params(organizationId),
      body: { requestId: id(), name: "讲解员", departmentId: null, roleIds: ["FACILITY_STAFF" as RoleId], scope: NO_SCOPE, ...changes },
    });
  const edit = (client: ApiClient, post: PostItem, changes: object = {}) =>
    client.call(organizationRoutes.editPost, {
      params: { ...params(post.organizationId), postId: post.postId as PostId },
      body: {
        requestId: id(),
        version: post.version,
        name: post.name,
        departmentId: null,
        roleIds: [...post.roleIds] as RoleId[],
        scope: post.scope,
        ...changes,
      },
    });

  it.each<[string, string, object, string]>([
    ["a role of another kind of organisation", ORGANIZATION_ID, { roleIds: ["CITY_ADMIN"] }, "ROLE_UNSUITABLE"],
    ["a role that does not exist", ORGANIZATION_ID, { roleIds: ["role-gone"] }, "ROLE_UNKNOWN"],
    [
      "M33 places outside the organisation",
      "org-460108",
      { roleIds: ["CITY_ADMIN"], scope: { regions: ["CN/46/4601/460106"], categories: [] } },
      "POST_SCOPE_OUTSIDE",
    ],
    ["R12 more than the giver has, through a made role", "org-4601", { roleIds: ["role-platform"] }, "HAND_OUT_TOO_MUCH"],
    ["R12 a unit's permissions over the whole city", "org-4601", { roleIds: ["role-slots"] }, "HAND_OUT_TOO_MUCH"],
    ["R12 another city", "org-4602", {}, "NOT_FOUND"],
    [
      "too many places for one transaction",
      "org-4601",
      { roleIds: ["CITY_ADMIN"], scope: { regions: Array.from({ length: 25 }, (_, n) => `CN/46/4601/4601${10 + n}`), categories: [] } },
      "INPUT_INVALID",
    ],
  ])("are refused with %s", async (_, organizationId, changes, code) => {
    await put(
      aRole({ roleId: "role-platform", name: "系统", permissions: ["system.read"] }),
      aRole({ roleId: "role-slots", name: "场次", permissions: ["slots.open"] }),
    );
    expect(await codeOf(create(city, organizationId, changes))).toBe(code);
  });

  it("R12 the same made role is given at a unit, where the bureau may give it, and is then in use", async () => {
    await put(aRole({ roleId: "role-slots", name: "场次", permissions: ["slots.open"] }));
    const answer = await value(create(city, ORGANIZATION_ID, { roleIds: ["role-slots"] }));
    expect(answer.posts.map(({ name, roleNames, scopeLabel }) => [name, roleNames, scopeLabel])).toEqual([["讲解员", ["场次"], "本机构全部范围"]]);
    const remove = () => platform.call(organizationRoutes.deleteRole, { params: { roleId: "role-slots" as RoleId }, body: { requestId: id(), version: 1 } });
    expect(await codeOf(remove())).toBe("ROLE_IN_USE");
    const [post] = await listPosts(test.store, ORGANIZATION_ID);
    expect(
      await codeOf(
        city.call(organizationRoutes.deletePost, {
          params: { ...params(ORGANIZATION_ID), postId: post?.postId as PostId },
          body: { requestId: id(), version: 1 },
        }),
      ),
    ).toBe("OK");
    expect(await codeOf(remove())).toBe("OK");
  });

  it("M33 a changed post changes its holders' accounts in the same moment: places, kinds and role", async () => {
    const post = aPost({ organizationId: "org-4601", postId: "org-4601.admin", name: "局管理员", roleIds: ["CITY_ADMIN"], holders: 1, holdings: 1 });
    await put(post);
    await holder("wu", { organization: CITY, post });
    const scope = { regions: ["CN/46/4601/460108", "CN/46/4601/460106"], categories: ["SEWAGE"] };
    const answer = await value(edit(province, post, { scope, name: "片区管理员" }));
    expect(answer.posts.map(({ scopeLabel, holderCount }) => [scopeLabel, holderCount])).toEqual([["美兰区、龙华区；只管城市污水处理", 1]]);
    const grant = { role: "CITY_ADMIN", orgName: "海口市生态环境局", postId: post.postId, categories: ["SEWAGE"] };
    expect(await accountNow("wu")).toMatchObject({
      grants: [
        { ...grant, orgPath: "CN/46/4601/460106" },
        { ...grant, orgPath: "CN/46/4601/460108" },
      ],
      posts: [{ postName: "片区管理员" }],
    });
    expect(await listUnitAccounts(test.store, "CN/46/4601" as OrgPath)).toEqual([]);
    expect((await listUnitAccounts(test.store, "CN/46/4601/460106" as OrgPath)).map(({ username }) => username)).toEqual(["wu"]);
  });

  it("forty hold one and are renamed with it; the forty-first is refused, and so is deleting it", async () => {
    const post = aPost({ holders: POST_HOLDERS_MAX, holdings: POST_HOLDERS_MAX });
    await put(post);
    for (let n = 0; n < POST_HOLDERS_MAX; n += 1) await holder(`guard${String(n).padStart(2, "0")}`, { organization: anOrganization(), post });
    const late = await holder("late");
    const taken = await test.store.transact(changePostsWrites(late, { take: [{ organization: anOrganization({ parentId: "org-460108" }), post }], leave: [] }));
    expect(taken).toEqual({ committed: false, failedTags: [`post ${post.postId}`] });
    expect(await codeOf(edit(city, post, { name: "东门岗" }))).toBe("OK");
    expect(
      new Set(await Promise.all((await listPostHolders(test.store, post.postId)).map(async ({ username }) => (await accountNow(username)).posts[0]?.postName))),
    ).toEqual(new Set(["东门岗"]));
    expect(
      await codeOf(
        city.call(organizationRoutes.deletePost, {
          params: { ...params(ORGANIZATION_ID), postId: post.postId as PostId },
          body: { requestId: id(), version: 2 },
        }),
      ),
    ).toBe("POST_IN_USE");
  });

  it("somebody who takes a post while it changes has what the changed post gives", async () => {
    for (let round = 0; round < 5; round += 1) {
      const organization = anOrganization({ parentId: "org-460108" });
      const post = aPost({ postId: `p${round}`, name: `岗${round}` });
      await put(post);
      const newcomer = await holder(`new${round}`);
      const [changed, taken] = await Promise.all([
        codeOf(edit(city, post, { roleIds: ["FACILITY_ADMIN"] })),
        test.store.transact(changePostsWrites(newcomer, { take: [{ organization, post }], leave: [] })),
      ]);
      expect(changed).toBe("OK");
      expect((await accountNow(`new${round}`)).grants.map(({ role }) => role)).toEqual(taken.committed ? ["FACILITY_ADMIN"] : []);
    }
  });

  it("somebody who takes a post while its organisation is disabled ends with nothing", async () => {
    for (let round = 0; round < 5; round += 1) {
      const organization = unit(`org-x${round}`, `机构${round}`, "org-460108");
      const post = aPost({ organizationId: organization.organizationId, postId: `x${round}` });
      await put(organization, post);
      const newcomer = await holder(`late${round}`);
      const [disabled] = await Promise.all([
        codeOf(
          city.call(organizationRoutes.setOrganizationStatus, {
            params: params(organization.organizationId),
            body: { requestId: id(), version: 1, status: "DISABLED" },
          }),
        ),
        test.store.transact(changePostsWrites(newcomer, { take: [{ organization, post }], leave: [] })),
      ]);
      expect(disabled).toBe("OK");
      await test.settle();
      expect((await accountNow(`late${round}`)).grants).toEqual([]);
    }
  });

  it("leaving a post ends its grants and leaves the other's", async () => {
    const organization = anOrganization({ parentId: "org-460108" });
    const [gate, admin] = [aPost({ holders: 1 }), aPost({ postId: "p-admin", name: "管理员", roleIds: ["FACILITY_ADMIN"], holders: 1 })];
    await put(gate, admin);
    const account = await holder("wang", { organization, post: gate }, { organization, post: admin });
    expect((await test.store.transact(changePostsWrites(account, { take: [], leave: [{ organization, post: gate }] }))).committed).toBe(true);
    expect((await accountNow("wang")).grants.map(({ role, postId }) => [role, postId])).toEqual([["FACILITY_ADMIN", "p-admin"]]);
    expect([(await getPost(test.store, ORGANIZATION_ID, gate.postId))?.holders, (await listPostHolders(test.store, gate.postId)).length]).toEqual([0, 0]);
  });
});

describe("roles", () => {
  const content = { name: "统计员", description: "", permissions: ["statistics.read" as const] };

  it("are made, changed and named by the platform alone, built-in ones by nobody", async () => {
    expect(await codeOf(province.call(organizationRoutes.createRole, { body: { requestId: id(), ...content } }))).toBe("FORBIDDEN");
    const made = await value(platform.call(organizationRoutes.createRole, { body: { requestId: id(), ...content } }));
    const role = made.items.find(({ isBuiltIn }) => !isBuiltIn);
    expect(role).toMatchObject({ name: "统计员", permissions: ["statistics.read"], postCount: 0, version: 1 });
    expect(made.items.filter(({ isBuiltIn }) => isBuiltIn).map(({ roleId }) => roleId)).toEqual(
      Object.keys(ROLE_PERMISSIONS).filter((name) => name !== "CUSTOM"),
    );
    const edit = (roleId: string, changes: object) =>
      platform.call(organizationRoutes.editRole, { params: { roleId: roleId as RoleId }, body: { requestId: id(), version: 1, ...content, ...changes } });
    expect(await codeOf(edit("CITY_ADMIN", {}))).toBe("ROLE_BUILT_IN");
    expect(await codeOf(edit(role?.roleId ?? "", { name: "地市级管理员" }))).toBe("ROLE_NAME_TAKEN");
    expect(await codeOf(edit(role?.roleId ?? "", { permissions: ["statistics.read", "bookings.read"] }))).toBe("OK");
    expect(await codeOf(edit(role?.roleId ?? "", { permissions: ["bookings.read"] }))).toBe("ROLE_CHANGED");
  });
});

describe("the organisation of a facility", () => {
  const create = () =>
    city.call(facilityRoutes.createFacility, { body: { requestId: id(), districtCode: "460108", ...aFacilityContent({ name: "新开放的单位" }) } as never });

  it("comes with the facility once, however often the event is given, with its posts, and follows its name", async () => {
    const facility = await value(create());
    const waiting = (await test.store.scan({ limit: 1000 })).items.find((item) => item["eventType"] === "FACILITY_CREATED");
    if (waiting === undefined) throw new Error("no event");
    await Promise.all([test.product.consumers.apply(waiting), test.product.consumers.apply(waiting)]);
    await test.settle();
    await test.product.consumers.apply(waiting);
    const organizationId = `org-${facility.facilityId}`;
    const organization = await get(city, organizationId);
    expect(organization).toMatchObject({
      kind: "FACILITY",
      name: "新开放的单位",
      parentName: "海口市美兰生态环境分局",
      followsFacilityId: facility.facilityId,
    });
    expect(organization.posts.map(({ name, roleNames }) => [name, roleNames])).toEqual([
      ["设施管理员", ["开放单位管理员"]],
      ["门岗", ["设施工作人员"]],
    ]);
    test.clock.advanceMs(1000);
    const body = { requestId: id(), version: facility.version, ...aFacilityContent({ name: "改了名的单位" }) };
    await value(city.call(facilityRoutes.editFacility, { params: { facilityId: facility.facilityId }, body: body as never }));
    await test.settle();
    expect(await get(city, organizationId)).toMatchObject({ name: "改了名的单位", version: 2 });
    const changes = await value(city.call(organizationRoutes.listOrganizationChanges, { params: params(organizationId) }));
    expect(changes.items.map(({ what }) => what)).toEqual(["修改机构资料", "新增机构：新开放的单位"]);
  });
});

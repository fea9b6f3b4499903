import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { OrganizationId, PostId, RequestId, RoleId } from "@app/contract/kernel/ids";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import type { StoredItem } from "../../engines/store/storePort";
import { aBureau, aPost, aRole } from "../../testing/organizationBuilders";
import { newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { accountItem, getAccount, itemsOfAccount, type AccountItem } from "../sessions/public";
import { lastAdminGuard } from "./lastAdmin";
import type { PostItem, RoleItem } from "./organizationRepository";
import { accountPosts, postHolderItem } from "./postHolding";

const COUNTRY = aBureau("org-CN", "CN", "生态环境部");
const [KEEPERS, HELPERS] = [
  aPost({ organizationId: "org-CN", postId: "p-keepers", name: "平台管理员", roleIds: ["PLATFORM_ADMIN"], holders: 1 }),
  aPost({ organizationId: "org-CN", postId: "p-helpers", name: "副管理员", roleIds: ["PLATFORM_ADMIN"], holders: 1 }),
];
const SEES = aRole({ roleId: "role-sees", name: "只看", permissions: ["statistics.read"] });

let test: TestProduct;
let platform: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  await put(COUNTRY, SEES);
  platform = await test.as({ grants: [{ role: "PLATFORM_ADMIN", orgPath: COUNTRY.orgPath, orgName: "全国" }], name: "平台管理员" });
});
afterEach(() => test.stop());

async function put(...items: StoredItem[]): Promise<void> {
  for (const item of items) await test.store.transact([{ kind: "put", tag: "seed", item }]);
}
async function admin(username: string, phone: string, post: PostItem): Promise<AccountItem> {
  const posts = accountPosts({ grants: [], posts: [] }, { take: [{ organization: COUNTRY, post }], leave: [] });
  const account = accountItem({ accountId: `acc-${username}`, username, displayName: username, phone, passwordHash: "", ...posts });
  await put(post, ...itemsOfAccount(account), postHolderItem(account, post));
  return account;
}
async function codeOf(answer: Promise<{ ok: boolean; refusal?: { code: string } }>): Promise<string> {
  const answered = await answer;
  return answered.ok ? "OK" : (answered.refusal?.code ?? "");
}
const id = () => newRequestId() as RequestId;
const ofCountry = { organizationId: "org-CN" as OrganizationId };
const give = (post: PostItem, roleIds: readonly string[]) =>
  platform.call(organizationRoutes.editPost, {
    params: { ...ofCountry, postId: post.postId as PostId },
    body: { requestId: id(), version: post.version, name: post.name, departmentId: null, scope: post.scope, roleIds: [...roleIds] as RoleId[] },
  });
const disable = () => platform.call(organizationRoutes.setOrganizationStatus, { params: ofCountry, body: { requestId: id(), version: 1, status: "DISABLED" } });

it("the only one keeps the power, whichever way it would be taken; with a second one it may be taken once", async () => {
  const one = await admin("one", "13900000401", KEEPERS);
  expect(await Promise.all([codeOf(give(KEEPERS, ["role-sees"])), codeOf(disable())])).toEqual(["LAST_ADMIN", "LAST_ADMIN"]);
  expect(await lastAdminGuard(test.store, { accounts: new Map([["one", { grants: one.grants, status: "DISABLED" }]]) })).toEqual({
    ok: false,
    refusal: { code: "LAST_ADMIN" },
  });
  await admin("two", "13900000402", HELPERS);
  expect(await codeOf(give(KEEPERS, ["role-sees"]))).toBe("OK");
  expect(await codeOf(give(HELPERS, ["role-sees"]))).toBe("LAST_ADMIN");
  expect((await getAccount(test.store, "two"))?.grants).toEqual([{ role: "PLATFORM_ADMIN", orgPath: "CN", orgName: "生态环境部", postId: "p-helpers" }]);
});

it("a disabled account and one of a disabled organisation are no admins", async () => {
  await admin("one", "13900000401", KEEPERS);
  const other = aBureau("org-CN-2", "CN", "另一个部门");
  const post = aPost({ organizationId: "org-CN-2", postId: "p-other", roleIds: ["PLATFORM_ADMIN"] });
  const posts = accountPosts({ grants: [], posts: [] }, { take: [{ organization: other, post }], leave: [] });
  const gone = accountItem({ accountId: "acc-gone", username: "gone", displayName: "gone", phone: "13900000403", passwordHash: "", ...posts });
  await put({ ...other, status: "DISABLED" }, ...itemsOfAccount(gone));
  expect(await codeOf(give(KEEPERS, ["role-sees"]))).toBe("LAST_ADMIN");
  // The same person counts while the organisation is in use.
  await put(other);
  expect(await codeOf(give(KEEPERS, ["role-sees"]))).toBe("OK");
});

it("a made role that keeps the country open cannot lose what it takes", async () => {
  const keeper: RoleItem = aRole({ roleId: "role-keeper", name: "管人管角色", permissions: ["people.edit", "roles.edit"] });
  await put(keeper);
  await admin("one", "13900000401", { ...KEEPERS, roleIds: ["role-keeper"] });
  const edit = (permissions: RoleItem["permissions"]) =>
    platform.call(organizationRoutes.editRole, {
      params: { roleId: "role-keeper" as RoleId },
      body: { requestId: id(), version: 1, name: keeper.name, description: "", permissions: [...permissions] },
    });
  expect(await codeOf(edit(["people.edit"]))).toBe("LAST_ADMIN");
  expect(await codeOf(edit(["people.edit", "roles.edit", "audit.read"]))).toBe("OK");
});

it("two changes that were decided side by side never both go through", async () => {
  const [one, two] = [await admin("one", "13900000401", KEEPERS), await admin("two", "13900000402", HELPERS)];
  const without = ({ username, grants }: AccountItem) => lastAdminGuard(test.store, { accounts: new Map([[username, { grants, status: "DISABLED" }]]) });
  const [first, second] = await Promise.all([without(one), without(two)]);
  if (!first.ok || !second.ok) throw new Error("each alone is fine");
  expect(await test.store.transact(first.value)).toEqual({ committed: true });
  expect(await test.store.transact(second.value)).toEqual({ committed: false, failedTags: ["last admin guard"] });
});

it("two who take it from each other at once: one is refused, always", async () => {
  await admin("one", "13900000401", KEEPERS);
  await admin("two", "13900000402", HELPERS);
  for (let round = 0; round < 8; round += 1) {
    await admin("one", "13900000401", KEEPERS);
    await admin("two", "13900000402", HELPERS);
    const answers = await Promise.all([codeOf(give(KEEPERS, ["role-sees"])), codeOf(give(HELPERS, ["role-sees"]))]);
    expect(answers.sort()).toEqual(["LAST_ADMIN", "OK"]);
  }
});

import { createApiClient } from "@app/contract/kernel/apiClient";
import { auditRoutes } from "@app/contract/audit/audit.routes";
import { organizationRoutes } from "@app/contract/organizations/organizations.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { fetchTransport } from "../../testing/fetchTransport";
import { newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { createScryptPasswords } from "../../platform/passwords/scryptPasswords";
import { accountKey, getAccount } from "../sessions/public";
import { createCountryAdmin, recoverCountryAdmin, serverOperator, type NewCountryAdmin } from "./actions/keepCountryAdmin";

const passwords = createScryptPasswords({ cost: { N: 2, r: 1, p: 1, maxmem: 1024 * 1024 } });
const OPERATOR = serverOperator("服务器操作员 root（office）");
const FIRST = "pha7-kuh7-baa2";

let test: TestProduct;
beforeEach(async () => void (test = await startTestProduct()));
afterEach(() => test.stop());

const wanted = async (more: Partial<NewCountryAdmin> = {}): Promise<NewCountryAdmin> => ({
  username: "zhang.wei",
  name: "张伟",
  phone: "13900000201",
  officeName: "平台管理中心",
  isAnother: false,
  passwordHash: await passwords.hash(FIRST),
  ...more,
});
const create = async (more: Partial<NewCountryAdmin> = {}) => createCountryAdmin(test.product.engine, OPERATOR, await wanted(more));
const logIn = (username: string, password: string) => test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username, password } });
async function clientOf(username: string, password: string) {
  const opened = await logIn(username, password);
  if (!opened.ok) throw new Error(opened.refusal.code);
  return createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => opened.value.token });
}

it("M35: nobody is there: the first admin gets the country's office, and nothing opens before the password is their own", async () => {
  expect(await create()).toEqual({ ok: true, value: { username: "zhang.wei" } });
  const client = await clientOf("zhang.wei", FIRST);
  expect(await client.call(organizationRoutes.listOrganizationRoots, {})).toMatchObject({ ok: false, refusal: { code: "NEW_PASSWORD_DUE" } });
  const set = await client.call(sessionRoutes.setPassword, {
    body: { requestId: newRequestId() as never, oldPassword: FIRST, newPassword: "Green-hills-2026" },
  });
  expect(set.ok).toBe(true);
  const trail = await client.call(auditRoutes.listTrail, { query: { kind: "CONFIGURATION", limit: 20 } });
  if (!trail.ok) throw new Error(trail.refusal.code);
  expect(trail.value.items.map(({ byName, words, orgPath }) => [byName, words, orgPath])).toEqual([
    ["服务器操作员 root（office）", "人员：新增账号", "CN"],
    ["服务器操作员 root（office）", "新增机构", "CN"],
  ]);
});

it("an office that has an admin gets another one only when that is said; a taken name or phone is told", async () => {
  await create();
  expect(await create({ username: "li.na", phone: "13900000202" })).toEqual({ ok: false, refusal: { code: "ADMIN_EXISTS", usernames: ["zhang.wei"] } });
  expect(await create({ isAnother: true, phone: "13900000202" })).toEqual({ ok: false, refusal: { code: "USERNAME_TAKEN" } });
  expect(await create({ isAnother: true, username: "li.na" })).toEqual({ ok: false, refusal: { code: "PHONE_TAKEN" } });
  expect(await create({ isAnother: true, username: "li.na", phone: "13900000202" })).toEqual({ ok: true, value: { username: "li.na" } });
  expect((await getAccount(test.store, "li.na"))?.grants).toEqual((await getAccount(test.store, "zhang.wei"))?.grants);
});

it("two who make the first one at the same moment make one", async () => {
  const both = await Promise.all([create(), create({ username: "li.na", phone: "13900000202" })]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
});

it("R13: the way back ends the old password, the lock and the second step, and is for platform admins alone", async () => {
  await create();
  const old = await clientOf("zhang.wei", FIRST);
  await test.store.transact([
    {
      kind: "update",
      tag: "step",
      key: accountKey("zhang.wei"),
      set: { secondStep: { secretSealed: "x", setAt: test.clock.now(), lastStep: 0, recoveryHashes: [] } },
      add: { version: 1 },
    },
  ]);
  for (let guess = 0; guess < 12; guess += 1) await logIn("zhang.wei", "wrong-one-1234");
  const passwordHash = await passwords.hash("new7-new8-new9");
  expect(await recoverCountryAdmin(test.product.engine, OPERATOR, { username: "zhang.wei", passwordHash })).toEqual({
    ok: true,
    value: { username: "zhang.wei" },
  });
  test.clock.advanceMs(61_000);
  expect(await old.call(sessionRoutes.getMe, {})).toMatchObject({ ok: false, refusal: { code: "SESSION_EXPIRED" } });
  expect(await getAccount(test.store, "zhang.wei")).toMatchObject({ mustChangePassword: true });
  expect((await getAccount(test.store, "zhang.wei"))?.["secondStep"]).toBeUndefined();
  await test.addAccount({ username: "wang.fang", password: "Huanjing@2026", displayName: "王芳", grants: [], phone: "13900000203" });
  expect(await recoverCountryAdmin(test.product.engine, OPERATOR, { username: "wang.fang", passwordHash })).toEqual({
    ok: false,
    refusal: { code: "NOT_AN_ADMIN" },
  });
  expect(await recoverCountryAdmin(test.product.engine, OPERATOR, { username: "nobody", passwordHash })).toMatchObject({ refusal: { code: "NOT_FOUND" } });
});

import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { mySessionsRoutes } from "@app/contract/sessions/mySessions.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import type { ScannableStore } from "../../engines/store/storePort";
import { countStoreCost } from "../../platform/store/countStoreCost";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { aFacility, BAISHAMEN, BAISHAMEN_PATH, hongsha, putItems } from "../../testing/visitBuilders";
import { roleKey } from "../organizations/public";
import { accountKey, type StoredGrant } from "./accountRepository";

const PASSWORD = "baishamen@2026";
let test: TestProduct;
/** The store as another process writes to it: nothing of it is heard of here. */
let elsewhere: ScannableStore;
let readsSince: () => number;
beforeEach(async () => {
  test = await startTestProduct({
    wrapStore: (bare) => {
      elsewhere = bare;
      const counted = countStoreCost(bare);
      readsSince = () => counted.takeCost().reads;
      return counted.store as ScannableStore;
    },
  });
  await test.addAccount({ username: "wangfang", password: PASSWORD, displayName: "王芳", grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)] });
});
afterEach(() => test.stop());

async function logIn(): Promise<{ token: string; client: ApiClient }> {
  const answer = await test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "wangfang", password: PASSWORD } });
  if (!answer.ok) throw new Error(answer.refusal.code);
  const { token } = answer.value;
  return { token, client: createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token }) };
}
/** Refused for its input, so that nothing but the actor is asked for. */
const knock = async (client: ApiClient): Promise<string> => {
  const answer = await client.call(mySessionsRoutes.endMySession, { params: { sessionId: "short" }, body: { requestId: newRequestId() as never } });
  return answer.ok ? "OK" : answer.refusal.code;
};
const changeAccount = (store: Pick<ScannableStore, "transact">, set: Record<string, string | number>) =>
  store.transact([{ kind: "update", tag: "account", key: accountKey("wangfang"), set, add: { version: 1 } }]);

describe("R13 who asks, without a read", () => {
  it("the first request of a session reads it and its account, the next ones of a minute nothing", async () => {
    const { client } = await logIn();
    readsSince();
    expect(await knock(client)).toBe("INPUT_INVALID");
    expect(readsSince()).toBe(2);
    for (let n = 0; n < 20; n += 1) expect(await knock(client)).toBe("INPUT_INVALID");
    expect(readsSince()).toBe(0);
    test.clock.advanceMs(59_999);
    expect(await knock(client)).toBe("INPUT_INVALID");
    expect(readsSince()).toBe(0);
    test.clock.advanceMs(1);
    expect(await knock(client)).toBe("INPUT_INVALID");
    expect(readsSince()).toBe(2);
  });

  it("a visitor's session of the mini-program costs no more", async () => {
    const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: "lin-xiaoyan", scope: "snsapi_userinfo" });
    const answer = await test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } });
    if (!answer.ok) throw new Error(answer.refusal.code);
    const { token } = answer.value;
    const client = createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
    readsSince();
    expect(await knock(client)).toBe("INPUT_INVALID");
    expect(readsSince()).toBeGreaterThan(0);
    for (let n = 0; n < 20; n += 1) expect(await knock(client)).toBe("INPUT_INVALID");
    expect(readsSince()).toBe(0);
  });

  it("what another process changed holds a minute later at the latest; what this one changed, at once", async () => {
    const { client } = await logIn();
    expect(await knock(client)).toBe("INPUT_INVALID");
    await changeAccount(elsewhere, { status: "DISABLED" });
    test.clock.advanceMs(59_999);
    expect(await knock(client)).toBe("INPUT_INVALID");
    test.clock.advanceMs(1);
    expect(await knock(client)).toBe("SESSION_EXPIRED");
    await changeAccount(test.store, { status: "ACTIVE" });
    expect(await knock(client)).toBe("INPUT_INVALID");
    await changeAccount(test.store, { status: "DISABLED" });
    expect(await knock(client)).toBe("SESSION_EXPIRED");
  });

  it("a change that commits while the session is being read is not covered up by what was read before", async () => {
    const { client } = await logIn();
    await Promise.all([...Array.from({ length: 20 }, () => knock(client)), changeAccount(test.store, { status: "DISABLED" })]);
    expect(await knock(client)).toBe("SESSION_EXPIRED");
  });

  it("log-out, also elsewhere, and a new password end it; the day of the last request is noted once a day", async () => {
    const [one, other] = [await logIn(), await logIn()];
    for (const { client } of [one, other]) await knock(client);
    await one.client.call(sessionRoutes.logOut, {});
    expect([await knock(one.client), await knock(other.client)]).toEqual(["SESSION_EXPIRED", "INPUT_INVALID"]);
    await changeAccount(test.store, { credentialEpoch: 2 });
    expect(await knock(other.client)).toBe("SESSION_EXPIRED");
  });
});

describe("M33 what a grant comes to", () => {
  const seen = async (grants: readonly StoredGrant[]): Promise<string[] | string> => {
    const answer = await (await test.as({ grants, name: `staff-${newRequestId()}` })).call(facilityRoutes.listManagedFacilities, {});
    return answer.ok ? answer.value.items.map(({ facilityId }) => facilityId) : answer.refusal.code;
  };
  beforeEach(() => putItems(test.store, [aFacility(), { ...hongsha(), category: "MONITORING" }]));

  it("one narrowed to categories covers the facilities of these below its place, and no others", async () => {
    const at = (categories: string[], orgPath = "CN/46"): StoredGrant => ({ ...grantAt("PROVINCE_ADMIN", orgPath), categories });
    const all = await seen([at([])]);
    expect(all).toHaveLength(2);
    expect(await seen([at([aFacility().category])])).toEqual([BAISHAMEN]);
    expect(await seen([at(["MONITORING"])])).toEqual([hongsha().facilityId]);
    expect(await seen([at(["MONITORING"], "CN/46/4601")])).toEqual("FORBIDDEN");
    expect(await seen([at([aFacility().category]), at(["MONITORING"])])).toEqual(all);
  });

  it("a made role that lets people in is at its facility, for the phone to find its gate; one that only reads may be at any unit", async () => {
    const role = (roleId: string, permissions: string[]) => ({
      kind: "put" as const,
      tag: "role",
      item: { ...roleKey(roleId), roleId, name: "门岗", description: "", permissions, version: 1 },
    });
    await test.store.transact([role("role-gate", ["checkIns.record"]), role("role-reads", ["facilities.read"])]);
    const facilityOf = async (roleId: string, orgPath: OrgPath) => {
      const answer = await (await test.as({ grants: [{ ...grantAt("CUSTOM", orgPath), roleId }], name: `staff-${roleId}` })).call(sessionRoutes.getMe, {});
      return answer.ok ? answer.value.grants[0]?.facilityId : answer.refusal.code;
    };
    expect(await facilityOf("role-gate", BAISHAMEN_PATH)).toBe(BAISHAMEN);
    expect(await facilityOf("role-gate", "CN/46/4601" as OrgPath)).toBeUndefined();
    expect(await facilityOf("role-reads", BAISHAMEN_PATH)).toBeUndefined();
  });

  it("one of a made role allows what its record says, and nothing once that is gone; a change holds at once", async () => {
    const grant: StoredGrant = { ...grantAt("CUSTOM", "CN/46" as OrgPath), roleId: "role-1" };
    const role = (permissions: string[]) =>
      test.store.transact([
        { kind: "put", tag: "role", item: { ...roleKey("role-1"), roleId: "role-1", name: "查看", description: "", permissions, version: 1 } },
      ]);
    const client = await test.as({ grants: [grant] });
    const ask = async () => {
      const answer = await client.call(facilityRoutes.listManagedFacilities, {});
      return answer.ok ? answer.value.items.length : answer.refusal.code;
    };
    expect(await ask()).toBe("FORBIDDEN");
    await role(["facilities.read"]);
    expect(await ask()).toBe(2);
    const me = await client.call(sessionRoutes.getMe, {});
    expect(me).toMatchObject({ ok: true, value: { permissions: ["facilities.read"] } });
    await role(["slots.open"]);
    expect(await ask()).toBe("FORBIDDEN");
  });
});

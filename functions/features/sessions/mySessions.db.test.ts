import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import { DAY_MS, HOUR_MS } from "@app/contract/kernel/time";
import { mySessionsRoutes } from "@app/contract/sessions/mySessions.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { readEvent } from "../../engines/events/event";
import type { HttpTransport } from "@app/contract/kernel/apiClient";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN_PATH } from "../../testing/visitBuilders";

const PASSWORD = "baishamen@2026";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1";
let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await test.addAccount({ username: "wangfang", password: PASSWORD, displayName: "王芳", grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)] });
});
afterEach(() => test.stop());

const fromDevice = (userAgent: string): HttpTransport => ({
  send: (request) => fetchTransport.send({ ...request, headers: { ...request.headers, "user-agent": userAgent } }),
});
async function logIn(userAgent = WINDOWS): Promise<ApiClient> {
  const transport = fromDevice(userAgent);
  const at = (token: string | undefined) => createApiClient({ baseUrl: test.baseUrl, transport, sessionToken: () => token });
  const answer = await at(undefined).call(sessionRoutes.logInWithPassword, { body: { username: "wangfang", password: PASSWORD } });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return at(answer.value.token);
}
async function devices(client: ApiClient) {
  const answer = await client.call(mySessionsRoutes.listMySessions, {});
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.sessions;
}
const body = () => ({ requestId: newRequestId() as never });
const isOpen = async (client: ApiClient): Promise<boolean> => (await client.call(sessionRoutes.getMe, {})).ok;

it("R13 my devices, latest first: what they are, from where, since when, last used on which day, and which one this is", async () => {
  const office = await logIn();
  test.clock.advanceMs(HOUR_MS);
  const phone = await logIn(IPHONE);
  const [first, second] = await devices(office);
  expect(second).toMatchObject({ device: "Windows · Chrome", address: "127.0.0.1", startedAt: NOW, lastSeenOn: "2026-03-07", isCurrent: true });
  expect(first).toMatchObject({ audience: "BACK_OFFICE", isCurrent: false });
  expect(first?.device).toContain("iPhone");
  expect((await devices(phone)).map(({ isCurrent }) => isCurrent)).toEqual([true, false]);
  expect(JSON.stringify(await devices(office))).not.toContain("token");
});

it("R13 one device is logged out by another, at once; a stranger's is not found, and one that is over is what was wanted", async () => {
  const [office, phone] = [await logIn(), await logIn(IPHONE)];
  const phoneId = (await devices(phone)).find(({ isCurrent }) => isCurrent)?.sessionId ?? "";
  await test.addAccount({
    username: "lijie",
    password: PASSWORD,
    displayName: "李杰",
    phone: "13900000333",
    grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)],
  });
  const stranger = await test.as({ personId: "p-stranger" });
  expect(await stranger.call(mySessionsRoutes.endMySession, { params: { sessionId: phoneId }, body: body() })).toMatchObject({
    refusal: { code: "NOT_FOUND" },
  });
  expect(await isOpen(phone)).toBe(true);
  for (let time = 0; time < 2; time += 1)
    expect(await office.call(mySessionsRoutes.endMySession, { params: { sessionId: phoneId }, body: body() })).toEqual({ ok: true, value: { ended: true } });
  expect([await isOpen(office), await isOpen(phone)]).toEqual([true, false]);
  expect(await devices(office)).toHaveLength(1);
});

it("R13 all others at once, and none of them comes back", async () => {
  const [office, ...others] = [await logIn(), await logIn(), await logIn(IPHONE)];
  for (const client of [office, ...others]) await isOpen(client);
  expect((await office.call(mySessionsRoutes.endMyOtherSessions, { body: body() })).ok).toBe(true);
  expect(await Promise.all([office, ...others].map(isOpen))).toEqual([true, false, false]);
  expect(await devices(office)).toHaveLength(1);
  expect(await isOpen(await logIn())).toBe(true);
});

it("R13 who keeps the people of its places ends all sessions of an account, and the account's record says who did", async () => {
  const [office, phone] = [await logIn(), await logIn(IPHONE)];
  const at = (username: string) => ({ params: { username }, body: body() });
  const elsewhere = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4602")], name: "林文博" });
  for (const username of ["wangfang", "nobody"])
    expect(await elsewhere.call(mySessionsRoutes.endSessionsOfAccount, at(username))).toMatchObject({ refusal: { status: 404, code: "NOT_FOUND" } });
  const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
  expect(await city.call(mySessionsRoutes.listSessionsOfAccount, { params: { username: "wangfang" } })).toMatchObject({
    ok: true,
    value: { sessions: [{}, {}] },
  });
  expect((await city.call(mySessionsRoutes.endSessionsOfAccount, at("wangfang"))).ok).toBe(true);
  expect([await isOpen(office), await isOpen(phone)]).toEqual([false, false]);
  const page = await test.store.query({ index: "primary", pk: "ACCOUNT#wangfang", range: { beginsWith: "EVENT#" }, limit: 100 });
  const last = page.items.flatMap((item) => readEvent(item) ?? []).at(-1);
  expect(last).toMatchObject({ eventType: "SESSIONS_ENDED", by: { name: "吴海波" }, payload: { which: "ALL" } });
});

it("the day of the last request is noted once a day", async () => {
  const wechat = async () => {
    const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: "lin-xiaoyan", scope: "snsapi_userinfo" });
    const answer = await test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } });
    if (!answer.ok) throw new Error(answer.refusal.code);
    const { token } = answer.value;
    return createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
  };
  const phone = await wechat();
  test.clock.advanceMs(2 * DAY_MS);
  expect(await devices(phone)).toMatchObject([{ audience: "MINIPROGRAM", lastSeenOn: "2026-03-09", isCurrent: true }]);
});

import { createApiClient } from "@app/contract/kernel/apiClient";
import { limitKindOf, REQUEST_LIMITS } from "@app/contract/requestLimits";
import { mySessionsRoutes } from "@app/contract/sessions/mySessions.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { allRoutes } from "@app/contract/routes";
import { ask } from "../../testing/routeRequests";
import { fetchTransport } from "../../testing/fetchTransport";
import { newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct({ requestLimitsTimes: 1 });
});
afterEach(() => test.stop());

const knock = (token: string) => {
  const client = createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
  return client.call(allRoutes.requestUpload, { body: { requestId: newRequestId() as never, purpose: "nothing" as never, fileName: "x", sizeBytes: 1 } });
};

it("R17 a person who writes too often is told how long to wait, in the header too, and goes on after it; nobody else waits", async () => {
  const [lin, chen] = [await test.token({ personId: "p-lin" }), await test.token({ personId: "p-chen" })];
  const { burst } = REQUEST_LIMITS.PUBLIC_WRITE.caller;
  for (let n = 0; n < burst; n += 1) expect(await knock(lin)).toMatchObject({ refusal: { code: "INPUT_INVALID" } });
  expect(await knock(lin)).toMatchObject({
    ok: false,
    refusal: { status: 429, code: "RATE_LIMITED", message: "操作太频繁，请 1 秒后再试。", details: { retryAfterSeconds: 1 } },
  });
  const raw = await fetch(`${test.baseUrl}${allRoutes.requestUpload.path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${lin}`, "content-type": "application/json" },
    body: "{}",
  });
  expect([raw.status, raw.headers.get("retry-after")]).toEqual([429, "1"]);
  expect(await knock(chen)).toMatchObject({ refusal: { code: "INPUT_INVALID" } });
  // Another kind of request has its own measure.
  const client = createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => lin });
  expect((await client.call(mySessionsRoutes.listMySessions, {})).ok).toBe(true);
  test.clock.advanceMs(1000);
  expect(await knock(lin)).toMatchObject({ refusal: { code: "INPUT_INVALID" } });
});

it("R17 an address that asks for captchas without end waits, before the store is asked anything", async () => {
  const { burst } = REQUEST_LIMITS.CODE.address;
  const captcha = () => test.anonymous().call(sessionRoutes.getCaptcha, {});
  for (let n = 0; n < burst; n += 1) expect((await captcha()).ok).toBe(true);
  const before = (await test.store.scan({ limit: 1000 })).items.length;
  expect(await captcha()).toMatchObject({ ok: false, refusal: { status: 429, code: "RATE_LIMITED" } });
  expect((await test.store.scan({ limit: 1000 })).items).toHaveLength(before);
});

it("R17 a forwarded address counts only when a proxy of ours names it", async () => {
  const { burst } = REQUEST_LIMITS.CODE.address;
  const from = (address: string) => ask(test, { method: "GET", url: sessionRoutes.getCaptcha.path, headers: { "x-forwarded-for": address } });
  for (let n = 0; n < burst; n += 1) expect((await from("203.0.113.1")).status).toBe(200);
  expect((await from("203.0.113.1")).status).toBe(429);
  expect((await from("203.0.113.2")).status).toBe(200);
});

it("R17 going through the addresses of one IPv6 network gives nothing; a text that is no address is nobody's and breaks nothing", async () => {
  const { burst } = REQUEST_LIMITS.CODE.address;
  const from = (address: string) => ask(test, { method: "GET", url: sessionRoutes.getCaptcha.path, headers: { "x-forwarded-for": address } });
  for (let n = 0; n < burst; n += 1) expect((await from(`2001:db8:1:2::${n.toString(16)}`)).status).toBe(200);
  expect((await from("2001:db8:1:2:ffff::1")).status).toBe(429);
  expect((await from("2001:db8:1:3::1")).status).toBe(200);
  for (let n = 0; n < burst; n += 1) expect((await from(`${"x".repeat(3000)}${n}`)).status).toBe(200);
  expect((await from("somewhere")).status).toBe(429);
  const kept = JSON.stringify((await test.store.scan({ limit: 1000 })).items);
  expect([kept.includes("xxx"), kept.includes("CAPTCHAS#2001:db8:1:2::/64")]).toEqual([false, true]);
});

it("R17 every route is of a kind: log-ins, codes and what the public writes are held tighter than the rest", () => {
  const kinds = Object.fromEntries(Object.values(allRoutes).map((route) => [route.id, limitKindOf(route)]));
  expect(kinds).toMatchObject({
    logInWithPassword: "LOG_IN",
    logInBySecondStep: "LOG_IN",
    requestLogInCode: "CODE",
    getCaptcha: "CODE",
    holdPlaces: "PUBLIC_WRITE",
    submitBooking: "PUBLIC_WRITE",
    requestUpload: "PUBLIC_WRITE",
    checkIn: "GATE",
    exportContacts: "EXPORT",
    listMyBookings: "READ",
    editFacility: "WRITE",
  });
  for (const { caller, address } of Object.values(REQUEST_LIMITS)) expect(address.burst).toBeGreaterThan(caller.burst);
});

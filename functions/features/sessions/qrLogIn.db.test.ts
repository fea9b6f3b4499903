import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import { MINUTE_MS } from "@app/contract/kernel/time";
import { qrLogInRoutes } from "@app/contract/sessions/qrLogIn.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { staffBindingRoutes } from "@app/contract/sessions/staffBinding.routes";
import { readEvent } from "../../engines/events/event";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { refusalOf, requestId, valueOf } from "../../testing/visitActs";
import { BAISHAMEN_PATH } from "../../testing/visitBuilders";
import { getAccount } from "./accountRepository";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  const grants = [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)];
  await test.addAccount({ username: "mengang", displayName: "王门岗", phone: "13900000021", password: "menGang@2026", grants });
  await test.addAccount({ username: "anbao", displayName: "符安保", phone: "13900000022", password: "menGang@2026", grants });
});
afterEach(() => test.stop());

const withToken = (token: string): ApiClient => createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });
const appId = (): string => test.sandbox.apps.miniProgram.appId;
async function visitor(personId: string): Promise<ApiClient> {
  const code = test.sandbox.codes.issue({ appId: appId(), personId, scope: "" });
  return withToken((await valueOf(test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } }))).token);
}
async function boundPhone(personId: string, name: string): Promise<ApiClient> {
  const phoneCode = test.sandbox.phoneCodes.issue({ appId: appId(), personId, scope: "" });
  const client = await visitor(personId);
  const { token } = await valueOf(client.call(staffBindingRoutes.bindStaffByWechatPhone, { body: { requestId: requestId(), name, phoneCode } }));
  return withToken(token);
}
const guard = (): Promise<ApiClient> => boundPhone("wang-mengang", "王门岗");
const ask = () => valueOf(test.anonymous().call(qrLogInRoutes.askForQrLogIn, { body: {} }));
const ticketIn = (link: string): string => new URL(link.replace("/#", "")).searchParams.get("ticket") ?? "";
const claim = (secret: string) => test.anonymous().call(qrLogInRoutes.claimQrLogIn, { body: { secret } });
const scan = (phone: ApiClient, ticket: string) => phone.call(qrLogInRoutes.scanQrLogIn, { params: { ticket }, body: {} });
const decide = (phone: ApiClient, ticket: string, decision: "CONFIRM" | "REFUSE", id = requestId()) =>
  phone.call(qrLogInRoutes.decideQrLogIn, { params: { ticket }, body: { requestId: id, decision } });

describe("R13 log-in by a code on the screen", () => {
  it("R13 the bound phone sees who asks and confirms; the browser that asked, and it alone, has its session, once", async () => {
    const { secret, link, expiresAt } = await ask();
    const ticket = ticketIn(link);
    expect([link, expiresAt]).toEqual([`http://localhost:8080/#/features/sessions/qr-log-in/index?ticket=${ticket}`, "2026-03-07T09:02:00.000+08:00"]);
    expect(await valueOf(claim(secret))).toEqual({ status: "WAITING" });
    const phone = await guard();
    expect(await valueOf(scan(phone, ticket))).toMatchObject({ status: "SCANNED", accountName: "王门岗", address: "127.0.0.1", browser: expect.any(String) });
    expect(await valueOf(claim(secret))).toEqual({ status: "SCANNED" });
    expect((await valueOf(decide(phone, ticket, "CONFIRM"))).status).toBe("CONFIRMED");
    // What the screen showed opens nothing.
    expect(await valueOf(claim(ticket))).toEqual({ status: "EXPIRED" });
    const { session } = await valueOf(claim(secret));
    expect(session).toMatchObject({ audience: "BACK_OFFICE", me: { username: "mengang", grants: [{ role: "FACILITY_ADMIN" }] } });
    expect((await valueOf(claim(secret))).session?.token).toBe(session?.token);
    const office = withToken(session?.token ?? "");
    await valueOf(office.call(sessionRoutes.logOut, {}));
    expect(await valueOf(claim(secret))).toEqual({ status: "EXPIRED" });
    const page = await test.store.query({ index: "primary", pk: "ACCOUNT#mengang", range: { beginsWith: "EVENT#" }, limit: 100 });
    expect(page.items.flatMap((item) => readEvent(item)?.eventType ?? [])).toEqual(["STAFF_BOUND", "QR_LOG_IN_CONFIRMED", "LOGGED_IN_BY_QR", "LOGGED_OUT"]);
  });

  it.each([
    [119_999, "SCANNED"],
    [120_000, "QR_EXPIRED"],
  ])("R13 a code %d ms old: %s", async (ageMs, expected) => {
    const phone = await guard();
    const ticket = ticketIn((await ask()).link);
    test.clock.advanceMs(ageMs);
    const answer = await scan(phone, ticket);
    expect(answer.ok ? answer.value.status : answer.refusal.code).toBe(expected);
  });

  it("R13 confirmed at the last moment it is still fetched within a minute, and not after", async () => {
    const phone = await guard();
    const { secret, link } = await ask();
    test.clock.advanceMs(2 * MINUTE_MS - 1);
    await valueOf(decide(phone, ticketIn(link), "CONFIRM"));
    test.clock.advanceMs(MINUTE_MS);
    expect((await valueOf(claim(secret))).status).toBe("CONFIRMED");
    test.clock.advanceMs(1);
    expect(await valueOf(claim(secret))).toEqual({ status: "EXPIRED" });
  });

  it("R13 refused on the phone opens nothing, and is said; a second thought needs another code", async () => {
    const phone = await guard();
    const { secret, link } = await ask();
    const id = requestId();
    expect((await valueOf(decide(phone, ticketIn(link), "REFUSE", id))).status).toBe("REFUSED");
    expect((await valueOf(decide(phone, ticketIn(link), "REFUSE", id))).status).toBe("REFUSED");
    expect(await valueOf(claim(secret))).toEqual({ status: "REFUSED" });
    expect((await refusalOf(decide(phone, ticketIn(link), "CONFIRM"))).code).toBe("QR_DECIDED");
  });

  it("R13 a visitor's phone, and a second member of staff, decide nothing", async () => {
    const { link } = await ask();
    const ticket = ticketIn(link);
    expect((await refusalOf(scan(await visitor("lin-xiaoyan"), ticket))).code).toBe("STAFF_NOT_BOUND");
    await valueOf(scan(await guard(), ticket));
    expect((await refusalOf(decide(await boundPhone("fu-anbao", "符安保"), ticket, "CONFIRM"))).code).toBe("QR_TAKEN");
  });

  it("R13 an account that is disabled between the tap and the browser's question opens nothing", async () => {
    const phone = await guard();
    const { secret, link } = await ask();
    await valueOf(decide(phone, ticketIn(link), "CONFIRM"));
    const { pk, sk } = (await getAccount(test.store, "mengang"))!;
    await test.store.transact([{ kind: "update", tag: "account", key: { pk, sk }, set: { status: "DISABLED" } }]);
    expect(await valueOf(claim(secret))).toEqual({ status: "EXPIRED" });
    const again = ticketIn((await ask()).link);
    test.clock.advanceMs(MINUTE_MS);
    expect((await refusalOf(scan(phone, again))).code).toMatch(/STAFF_NOT_BOUND|SESSION_EXPIRED/);
  });

  it("R2 the browser that asks twice at once gets one session", async () => {
    const phone = await guard();
    const { secret, link } = await ask();
    await valueOf(decide(phone, ticketIn(link), "CONFIRM"));
    const answers = await Promise.all([claim(secret), claim(secret), claim(secret)].map(valueOf));
    expect(new Set(answers.map(({ session }) => session?.token)).size).toBe(1);
  });
});

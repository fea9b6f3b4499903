import { createApiClient } from "@app/contract/kernel/apiClient";
import { addMs, DAY_MS, MINUTE_MS } from "@app/contract/kernel/time";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN_PATH } from "../../testing/visitBuilders";

const LIN = "lin-xiaoyan";
const PASSWORD = "menGang@2026";
let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
});
afterEach(() => test.stop());

type Via = "MINIPROGRAM" | "OFFICIAL_ACCOUNT";
function codeOf(via: Via, personId = LIN, scope = "snsapi_userinfo"): string {
  const { miniProgram, officialAccount } = test.sandbox.apps;
  return test.sandbox.codes.issue({ appId: via === "MINIPROGRAM" ? miniProgram.appId : officialAccount.appId, personId, scope });
}
const logInWith = (via: Via, code: string) => test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via, code } });
async function session(answer: ReturnType<typeof logInWith>): Promise<SessionAnswer> {
  const answered = await answer;
  if (!answered.ok) throw new Error(`${answered.refusal.code}: ${answered.refusal.message}`);
  return answered.value;
}
const withToken = (token: string) => createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => token });

describe("log-in by WeChat", () => {
  it("the mini-program's code and the web page's code lead to one person, by the unionid", async () => {
    const phone = await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM")));
    const page = await session(logInWith("OFFICIAL_ACCOUNT", codeOf("OFFICIAL_ACCOUNT")));
    expect(phone).toMatchObject({ audience: "MINIPROGRAM", expiresAt: addMs(NOW, 30 * DAY_MS), me: { name: "微信用户", grants: [], permissions: [] } });
    expect(page.me.personId).toBe(phone.me.personId);
    expect(page.token).not.toBe(phone.token);
    const other = await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM", "chen-zhiqiang")));
    expect(other.me.personId).not.toBe(phone.me.personId);
  });

  it("a person first seen without a unionid is known in the other app once WeChat tells it", async () => {
    const silent = await session(logInWith("OFFICIAL_ACCOUNT", codeOf("OFFICIAL_ACCOUNT", LIN, "snsapi_base")));
    const told = await session(logInWith("OFFICIAL_ACCOUNT", codeOf("OFFICIAL_ACCOUNT")));
    const phone = await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM")));
    expect([told.me.personId, phone.me.personId]).toEqual([silent.me.personId, silent.me.personId]);
  });

  it("M35 R17 whoever works under a bound account leaves a line with address and device; a visitor leaves none", async () => {
    const account = { username: "men.gang", password: PASSWORD, displayName: "王门岗", grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)] };
    await test.addAccount({ ...account, phone: "13900000777" });
    const visitor = await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM")));
    const logIns = async () => (await test.store.query({ index: "primary", pk: "ACCOUNT#men.gang", range: { beginsWith: "EVENT#" }, limit: 20 })).items;
    expect(await logIns()).toEqual([]);
    const bound = await withToken(visitor.token).call(sessionRoutes.bindStaffAccount, { body: { username: "men.gang", password: PASSWORD } });
    expect(bound.ok).toBe(true);
    await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM")));
    const last = (await logIns()).filter((event) => event["eventType"] === "LOGGED_IN_BY_WECHAT");
    expect(last.map((event) => event["payload"])).toMatchObject([{ username: "men.gang", address: "127.0.0.1", device: expect.stringMatching(/./) }]);
    const trail = (await test.store.scan({ limit: 1000 })).items.filter(({ pk }) => pk.startsWith("TRAIL#"));
    expect(trail.filter((entry) => entry["eventType"] === "LOGGED_IN_BY_WECHAT").map((entry) => [entry["kind"], entry["byName"]])).toEqual([
      ["SIGN_IN", "王门岗"],
    ]);
  });

  it("two first log-ins at once, also through both apps, make one person", async () => {
    const vias: Via[] = ["MINIPROGRAM", "OFFICIAL_ACCOUNT", "MINIPROGRAM", "OFFICIAL_ACCOUNT", "MINIPROGRAM"];
    const sessions = await Promise.all(vias.map((via) => session(logInWith(via, codeOf(via)))));
    expect(new Set(sessions.map((each) => each.me.personId)).size).toBe(1);
    const people = (await test.store.scan({ limit: 1000 })).items.filter((item) => item.pk.startsWith("PERSON#"));
    expect(people).toHaveLength(1);
    expect(Object.keys(people[0]?.["openids"] as object).sort()).toEqual(["MINIPROGRAM", "OFFICIAL_ACCOUNT"]);
  });

  it.each(["MINIPROGRAM", "OFFICIAL_ACCOUNT"] as const)("%s: a code that is used, old, of the other app or made up says so and makes nobody", async (via) => {
    const refused = { ok: false, refusal: { status: 401, code: "WECHAT_CODE_WRONG", message: "微信登录凭证已失效，请返回重新登录。" } };
    const used = codeOf(via);
    await session(logInWith(via, used));
    expect(await logInWith(via, used)).toMatchObject(refused);
    const old = codeOf(via, "chen-zhiqiang");
    test.clock.advanceMs(5 * MINUTE_MS);
    expect(await logInWith(via, old)).toMatchObject(refused);
    expect(await logInWith(via, codeOf(via === "MINIPROGRAM" ? "OFFICIAL_ACCOUNT" : "MINIPROGRAM", "wu-xiaomin"))).toMatchObject(refused);
    expect(await logInWith(via, "made-up")).toMatchObject(refused);
    expect((await test.store.scan({ limit: 1000 })).items.filter((item) => item.pk.startsWith("PERSON#"))).toHaveLength(1);
  });

  it.each(["500", "45011", "-1"] as const)("R7 WeChat answers %s: a clear sentence, and the same code works when it is back", async (kind) => {
    const code = codeOf("MINIPROGRAM");
    test.sandbox.faults.inject({ endpoint: "/sns/jscode2session", kind, times: 1 });
    expect(await logInWith("MINIPROGRAM", code)).toMatchObject({
      ok: false,
      refusal: { status: 503, code: "WECHAT_UNAVAILABLE", message: "暂时连接不上微信，请稍后再试。" },
    });
    expect((await session(logInWith("MINIPROGRAM", code))).me.personId).toBeDefined();
  });

  it("the authorise page is asked for with our own address, never with a stranger's", async () => {
    const ask = (redirectUri: string) => test.anonymous().call(sessionRoutes.getWechatAuthorizeUrl, { query: { redirectUri, state: "abcdefgh" } });
    const answer = await ask("http://localhost:8080/#/pages/me/index");
    expect(answer).toMatchObject({ ok: true });
    if (answer.ok) expect(new URL(answer.value.url).searchParams.get("redirect_uri")).toBe("http://localhost:8080/#/pages/me/index");
    for (const foreign of [
      "https://evil.example/",
      "http://localhost.evil.example:8080/",
      "http://localhost.evil.example:8080/",
      "http://localhost:9090/",
      "https://localhost:8080/",
    ]) {
      expect(await ask(foreign)).toMatchObject({ ok: false, refusal: { status: 422, code: "REDIRECT_NOT_ALLOWED", fields: [{ path: "query.redirectUri" }] } });
    }
  });
});

describe("staff binding", () => {
  beforeEach(async () => {
    for (const username of ["mengang", "anbao"])
      await test.addAccount({ username, password: PASSWORD, displayName: "王门岗", grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)] });
  });
  const bind = (token: string, username: string, password = PASSWORD) =>
    withToken(token).call(sessionRoutes.bindStaffAccount, { body: { username, password } });

  it("R13 T38 a visitor's session is no way to try one password on many names, though no captcha stands here", async () => {
    const { token } = await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM")));
    const codes: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const answer = await bind(token, `name${n}`, "Huanjing@2026");
      codes.push(answer.ok ? "OK" : answer.refusal.code);
    }
    expect(codes).toEqual([...Array.from({ length: 10 }, () => "CREDENTIALS_WRONG"), "RATE_LIMITED", "RATE_LIMITED"]);
  });

  it("gives the person the account's work in the mini-program, now and at every later log-in", async () => {
    const visitor = await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM", "wang-mengang")));
    const bound = await bind(visitor.token, "mengang");
    expect(bound).toMatchObject({
      ok: true,
      value: { audience: "MINIPROGRAM", me: { name: "王门岗", personId: visitor.me.personId, username: "mengang", grants: [{ role: "FACILITY_STAFF" }] } },
    });
    const later = await session(logInWith("OFFICIAL_ACCOUNT", codeOf("OFFICIAL_ACCOUNT", "wang-mengang")));
    expect(later.me).toMatchObject({ personId: visitor.me.personId, username: "mengang", permissions: expect.arrayContaining(["checkIns.record"]) as unknown });
    // The session from before the binding keeps what it was given: nothing.
    expect(await withToken(visitor.token).call(sessionRoutes.getMe, {})).toMatchObject({ ok: true, value: { grants: [] } });
  });

  it("R13 an administrator's phone opens the gate's list and never the back office", async () => {
    await test.addAccount({ username: "wangfang", password: PASSWORD, displayName: "王芳", grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)] });
    const visitor = await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM", "wang-mengang")));
    const bound = await session(bind(visitor.token, "wangfang"));
    expect(bound.me.permissions).toEqual(["facilities.read", "bookings.read", "checkIns.record", "checkIns.read", "checkIns.supervise", "personalData.reveal"]);
    const phone = withToken(bound.token);
    expect(await phone.call(statisticsRoutes.getLatestFigures, {})).toMatchObject({ ok: false, refusal: { status: 403, code: "FORBIDDEN" } });
    const office = await session(test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "wangfang", password: PASSWORD } }));
    expect((await withToken(office.token).call(statisticsRoutes.getLatestFigures, {})).ok).toBe(true);
  });

  it("again with the same account changes nothing; with another one it is refused", async () => {
    const visitor = await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM", "wang-mengang")));
    expect((await bind(visitor.token, "mengang")).ok).toBe(true);
    expect((await bind(visitor.token, "mengang")).ok).toBe(true);
    expect(await bind(visitor.token, "anbao")).toMatchObject({ ok: false, refusal: { status: 409, code: "STAFF_ALREADY_BOUND" } });
  });

  it("a wrong password binds nothing and counts towards the lock of the account", async () => {
    const visitor = await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM", "wang-mengang")));
    for (let time = 0; time < 5; time += 1) expect(await bind(visitor.token, "mengang", "wrong")).toMatchObject({ refusal: { code: "CREDENTIALS_WRONG" } });
    expect(await bind(visitor.token, "mengang")).toMatchObject({ refusal: { code: "ACCOUNT_LOCKED" } });
    expect(await test.anonymous().call(sessionRoutes.logInWithPassword, { body: { username: "mengang", password: PASSWORD } })).toMatchObject({
      refusal: { code: "ACCOUNT_LOCKED" },
    });
    expect((await session(logInWith("MINIPROGRAM", codeOf("MINIPROGRAM", "wang-mengang")))).me.grants).toEqual([]);
  });
});

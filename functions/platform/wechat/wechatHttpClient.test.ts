import { startWechatSandbox, type RunningWechatSandbox } from "../../../infra/local/wechat-sandbox/startWechatSandbox";
import { openidOf, unionidOf } from "../../../infra/local/wechat-sandbox/people";
import type { WechatPort } from "../../engines/messaging/wechatPort";
import { createWechatHttpClient, type WechatHttpClientOptions } from "./wechatHttpClient";

const START_MS = Date.parse("2026-03-07T09:00:00+08:00");
const PERSON = "lin-xiaoyan";

let running: RunningWechatSandbox;
let sandboxNowMs: number;

beforeEach(async () => {
  sandboxNowMs = START_MS;
  running = await startWechatSandbox({ nowEpochMs: () => sandboxNowMs, slowAnswerMs: 5_000 });
});
afterEach(() => running.close());

function aClient(changes: Partial<WechatHttpClientOptions> = {}): WechatPort {
  const { miniProgram, officialAccount } = running.sandbox.apps;
  const base = running.wechatBaseUrl;
  return createWechatHttpClient({
    apiBaseUrl: base,
    authorizeBaseUrl: base,
    miniProgram,
    officialAccount,
    nowEpochMs: () => START_MS,
    timeoutMs: 800,
    ...changes,
  });
}

const miniProgramOpenid = (): string => openidOf(running.sandbox.apps.miniProgram.appId, PERSON);
const officialAccountOpenid = (): string => openidOf(running.sandbox.apps.officialAccount.appId, PERSON);
const aCode = (): string => running.sandbox.codes.issue({ appId: running.sandbox.apps.miniProgram.appId, personId: PERSON, scope: "" });
const inbox = () => running.sandbox.inboxes.of(PERSON);
const fault = (endpoint: string, kind: "timeout" | "timeout-after-commit" | "500" | "45011" | "-1"): void =>
  running.sandbox.faults.inject({ endpoint, kind, times: 1 });
const refused = (code: string, errcode?: number) => ({
  ok: false,
  refusal: expect.objectContaining(errcode === undefined ? { code } : { code, errcode }),
});

const CONFIRMED = {
  templateId: "TPL_BOOKING_CONFIRMED",
  page: "/visits/pages/booking/index?id=b1",
  data: { thing1: "海口市白沙门污水处理厂", time2: "2026年3月7日 09:00~11:30", number3: "4", thing4: "请提前十分钟到" },
};
const SEND = "/cgi-bin/message/subscribe/send";

describe("log-in of the mini-program", () => {
  test("a code works once", async () => {
    const code = aCode();
    expect(await aClient().codeToSession(code)).toEqual({ ok: true, value: { openid: miniProgramOpenid(), unionid: unionidOf(PERSON) } });
    expect(await aClient().codeToSession(code)).toEqual(refused("CODE_USED", 40163));
  });

  test.each([
    [299_999, true],
    [300_000, false],
  ])("a code %d ms old: accepted %s", async (ageMs, accepted) => {
    const code = aCode();
    sandboxNowMs += ageMs;
    expect(await aClient().codeToSession(code)).toEqual(accepted ? { ok: true, value: expect.anything() } : refused("CODE_INVALID", 40029));
  });

  test("an invented or an empty code is refused", async () => {
    expect(await aClient().codeToSession("invented")).toEqual(refused("CODE_INVALID", 40029));
    expect(await aClient().codeToSession("")).toEqual(refused("CODE_INVALID", 41008));
  });

  test("a wrong secret is our fault, not the visitor's", async () => {
    const client = aClient({ miniProgram: { appId: running.sandbox.apps.miniProgram.appId, appSecret: "wrong" } });
    expect(await client.codeToSession(aCode())).toEqual(refused("MISCONFIGURED", 40125));
    expect(await client.sendSubscribeMessage({ ...CONFIRMED, openid: miniProgramOpenid() })).toEqual(refused("MISCONFIGURED", 40125));
  });

  test("the hundred-and-first log-in of a minute is refused", async () => {
    const client = aClient();
    for (let count = 0; count < 100; count += 1) expect((await client.codeToSession(aCode())).ok).toBe(true);
    expect(await client.codeToSession(aCode())).toEqual(refused("RATE_LIMITED", 45011));
    sandboxNowMs += 60_000;
    expect((await client.codeToSession(aCode())).ok).toBe(true);
  });

  test.each(["timeout", "500", "-1"] as const)("%s: UNAVAILABLE", async (kind) => {
    fault("/sns/jscode2session", kind);
    expect(await aClient().codeToSession(aCode())).toEqual(refused("UNAVAILABLE"));
  });

  test("nobody listens: UNAVAILABLE", async () => {
    const client = aClient();
    await running.close();
    expect(await client.codeToSession("any")).toEqual(refused("UNAVAILABLE"));
  });
});

describe("the phone number button", () => {
  const phoneCode = (): string => running.sandbox.phoneCodes.issue({ appId: running.sandbox.apps.miniProgram.appId, personId: PERSON, scope: "" });

  test("a code tells the number once; used, invented and a log-in's are refused alike", async () => {
    const code = phoneCode();
    expect(await aClient().phoneNumberOf(code)).toEqual({ ok: true, value: "13900000001" });
    for (const wrong of [code, "invented", "", aCode()]) expect(await aClient().phoneNumberOf(wrong)).toEqual(refused("CODE_INVALID", 40029));
  });

  test.each([
    [299_999, true],
    [300_000, false],
  ])("a code %d ms old: accepted %s", async (ageMs, accepted) => {
    const code = phoneCode();
    sandboxNowMs += ageMs;
    expect((await aClient().phoneNumberOf(code)).ok).toBe(accepted);
  });

  test("a broken answer is UNAVAILABLE", async () => {
    fault("/wxa/business/getuserphonenumber", "500");
    expect(await aClient().phoneNumberOf(phoneCode())).toEqual(refused("UNAVAILABLE"));
  });
});

describe("log-in of the official account's pages", () => {
  const authorize = async (client: WechatPort): Promise<URL> => {
    const url = new URL(client.officialAccountAuthorizeUrl({ redirectUri: `${running.origin}/login?from=visit#/pages/home`, state: "a&b=c" }));
    expect(url.hash).toBe("#wechat_redirect");
    url.searchParams.set("person", PERSON);
    const response = await fetch(url, { redirect: "manual" });
    expect(response.status).toBe(302);
    return new URL(response.headers.get("location")!);
  };

  test("a code works once, and its state comes back", async () => {
    const client = aClient();
    const back = await authorize(client);
    expect([back.pathname, back.searchParams.get("from"), back.searchParams.get("state"), back.hash]).toEqual(["/login", "visit", "a&b=c", "#/pages/home"]);
    const code = back.searchParams.get("code")!;
    expect(await client.officialAccountCodeToIdentity(code)).toEqual({ ok: true, value: { openid: officialAccountOpenid(), unionid: unionidOf(PERSON) } });
    expect(await client.officialAccountCodeToIdentity(code)).toEqual(refused("CODE_USED", 40163));
  });

  test("a code is invalid after five minutes", async () => {
    const client = aClient();
    const back = await authorize(client);
    sandboxNowMs += 300_000;
    expect(await client.officialAccountCodeToIdentity(back.searchParams.get("code")!)).toEqual(refused("CODE_INVALID", 42003));
  });

  test("the silent scope tells no unionid", async () => {
    const client = aClient({ officialAccount: { ...running.sandbox.apps.officialAccount, scope: "snsapi_base" } });
    const back = await authorize(client);
    expect(await client.officialAccountCodeToIdentity(back.searchParams.get("code")!)).toEqual({ ok: true, value: { openid: officialAccountOpenid() } });
  });

  test("a mini-program's code opens nothing here", async () => {
    expect(await aClient().officialAccountCodeToIdentity(aCode())).toEqual(refused("CODE_INVALID", 40029));
  });

  test("the made-up openid of a preview page becomes no session", async () => {
    const answer = JSON.stringify({ openid: "made-up", is_snapshotuser: 1 });
    const client = aClient({ fetch: async () => new Response(answer, { headers: { "content-type": "text/plain" } }) });
    expect(await client.officialAccountCodeToIdentity("any")).toEqual(refused("USER_BLOCKED"));
  });
});

describe("messages", () => {
  test.each([
    ["the person refuses", {}, "USER_REFUSED", 43101],
    ["the template is unknown", { templateId: "TPL_NONE" }, "TEMPLATE_UNKNOWN", 40037],
    ["a field is missing", { data: { thing1: "海口" } }, "PARAMETER_INVALID", 47003],
    ["a time is no time", { data: { ...CONFIRMED.data, time2: "明天上午" } }, "PARAMETER_INVALID", 47003],
    ["the openid is of the other app", { openid: "official" }, "OPENID_INVALID", 40003],
    ["the page cannot be", { page: "visits//x" }, "PAGE_UNKNOWN", 41030],
  ])("%s", async (name, change: { templateId?: string; openid?: string; page?: string; data?: Record<string, string> }, code, errcode) => {
    running.sandbox.inboxes.setAccepts(PERSON, name !== "the person refuses");
    const openid = change.openid === undefined ? miniProgramOpenid() : officialAccountOpenid();
    expect(await aClient().sendSubscribeMessage({ ...CONFIRMED, ...change, openid })).toEqual(refused(code, errcode));
    expect(inbox()).toEqual([]);
  });

  test("a refusal of the values names the field", async () => {
    const answer = await aClient().sendSubscribeMessage({ ...CONFIRMED, openid: miniProgramOpenid(), data: { ...CONFIRMED.data, time2: "明天" } });
    expect(!answer.ok && answer.refusal.detail).toContain("data.time2.value invalid");
  });

  test("a slow answer is UNAVAILABLE; whether the message went out is unknown", async () => {
    const message = { ...CONFIRMED, openid: miniProgramOpenid() };
    const client = aClient();
    fault(SEND, "timeout");
    expect(await client.sendSubscribeMessage(message)).toEqual(refused("UNAVAILABLE"));
    expect(inbox()).toHaveLength(0);
    fault(SEND, "timeout-after-commit");
    expect(await client.sendSubscribeMessage(message)).toEqual(refused("UNAVAILABLE"));
    expect(inbox()).toHaveLength(1);
  });

  test("an arriving message shows its fields, shortened to what they hold", async () => {
    const data = { ...CONFIRMED.data, thing1: "海南省生态环境监测中心（海口市美兰区白驹大道）", number3: "4 人", thing4: "" };
    const answer = await aClient().sendSubscribeMessage({ ...CONFIRMED, data, openid: miniProgramOpenid() });
    expect(answer).toEqual({ ok: true, value: { messageId: inbox()[0]?.id } });
    expect(inbox()[0]).toMatchObject({
      title: "预约成功通知",
      page: "visits/pages/booking/index?id=b1",
      fields: [
        { label: "参观单位", value: "海南省生态环境监测中心（海口市美兰区白…" },
        { label: "参观时间", value: "2026年3月7日 09:00~11:30" },
        { label: "参观人数", value: "4" },
        { label: "温馨提示", value: "无" },
      ],
    });
  });

  test("the official account's notice has its own token and openids, and opens the mini-program", async () => {
    const client = aClient();
    const notice = { templateId: CONFIRMED.templateId, data: CONFIRMED.data, miniProgramPage: CONFIRMED.page };
    expect(await client.sendOfficialAccountNotice({ ...notice, openid: miniProgramOpenid() })).toEqual(refused("OPENID_INVALID", 40003));
    expect(await client.sendOfficialAccountNotice({ ...notice, openid: officialAccountOpenid() })).toEqual({
      ok: true,
      value: { messageId: expect.any(String) },
    });
    expect(inbox()).toMatchObject([{ from: "OFFICIAL_ACCOUNT", page: "visits/pages/booking/index?id=b1" }]);
  });
});

describe("the access token", () => {
  test.each([
    ["renewed behind our back", () => running.sandbox.tokens.revokeAll()],
    ["ended by WeChat's clock while ours lags", () => (sandboxNowMs += 7_200_000)],
  ])("%s: one new token, and the message arrives once", async (_name, end) => {
    const client = aClient();
    const message = { ...CONFIRMED, openid: miniProgramOpenid() };
    expect((await client.sendSubscribeMessage(message)).ok).toBe(true);
    end();
    expect((await client.sendSubscribeMessage(message)).ok).toBe(true);
    expect(inbox()).toHaveLength(2);
  });

  test("no token to be had: the message waits", async () => {
    fault("/cgi-bin/stable_token", "500");
    const client = aClient();
    expect(await client.sendSubscribeMessage({ ...CONFIRMED, openid: miniProgramOpenid() })).toEqual(refused("UNAVAILABLE"));
    expect((await client.sendSubscribeMessage({ ...CONFIRMED, openid: miniProgramOpenid() })).ok).toBe(true);
  });

  test("a token that is refused again and again ends in a refusal, not in a loop", async () => {
    let calls = 0;
    const client = aClient({
      fetch: async (url) => {
        calls += 1;
        const body = String(url).includes("stable_token") ? { access_token: "same", expires_in: 7200 } : { errcode: 40001, errmsg: "invalid credential" };
        return new Response(JSON.stringify(body), { headers: { "content-type": "application/json" } });
      },
    });
    expect(await client.sendSubscribeMessage({ ...CONFIRMED, openid: "o" })).toEqual(refused("MISCONFIGURED", 40001));
    expect(calls).toBe(4);
  });
});

describe("mini-program codes", () => {
  test.each([
    ["a scene too long", { scene: "x".repeat(33) }, "PARAMETER_INVALID", 40169],
    ["a scene with a percent sign", { scene: "a%20b" }, "PARAMETER_INVALID", 40129],
    ["a page with a query", { page: "pages/home/index?a=1" }, "PAGE_UNKNOWN", 41030],
  ])("%s is a refusal, though its HTTP status is 200", async (_name, change, code, errcode) => {
    const answer = await aClient().createUnlimitedCode({ scene: "f=hk01", page: "pages/home/index", envVersion: "release", ...change });
    expect(answer).toEqual(refused(code, errcode));
  });

  test("the image is a PNG", async () => {
    // Drawing the image takes the test runner seconds, and a server 20 ms.
    const answer = await aClient({ timeoutMs: 20_000 }).createUnlimitedCode({ scene: "f=hk01", page: "/pages/home/index", envVersion: "release" });
    if (!answer.ok) throw new Error(answer.refusal.detail);
    expect(answer.value.mediaType).toBe("image/png");
    expect([...answer.value.bytes.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  });

  test("an HTML page instead of an image is UNAVAILABLE", async () => {
    fault("/wxa/getwxacodeunlimit", "500");
    expect(await aClient().createUnlimitedCode({ scene: "a", page: "pages/home/index", envVersion: "trial" })).toEqual(refused("UNAVAILABLE"));
  });
});

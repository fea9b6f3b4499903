import fastify from "fastify";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { qrPng } from "../../../functions/platform/codes/qrPng";
import { demoTemplates } from "./demoTemplates";
import { registerWechatSandbox } from "./registerWechatSandbox";
import { startWechatSandbox, type RunningWechatSandbox } from "./startWechatSandbox";
import { kindOf, templateProblem } from "./templateRules";

const START_MS = Date.parse("2026-03-07T09:00:00+08:00");
let nowMs = START_MS;
let running: RunningWechatSandbox;

beforeEach(async () => {
  nowMs = START_MS;
  running = await startWechatSandbox({ nowEpochMs: () => nowMs });
});
afterEach(() => running.close());

const post = async (path: string, body: unknown): Promise<Record<string, unknown>> =>
  (
    await fetch(running.origin + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: typeof body === "string" ? body : JSON.stringify(body),
    })
  ).json();
const token = async (app: "miniProgram" | "officialAccount" = "miniProgram", more: object = {}): Promise<Record<string, unknown>> => {
  const { appId, appSecret } = running.sandbox.apps[app];
  return post("/sandbox/wechat/cgi-bin/stable_token", { grant_type: "client_credential", appid: appId, secret: appSecret, ...more });
};
const deliver = (): string =>
  running.sandbox.inboxes.deliver("lin-xiaoyan", { kind: "SMS", phone: "13900000001", templateCode: "X", text: "您好", receivedAtEpochMs: nowMs });

describe("stable_token", () => {
  test("the same token until its last five minutes; then a new one, while the old one still works", async () => {
    const first = await token();
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 });
    nowMs += 6_899_000;
    expect(await token()).toEqual({ access_token: first["access_token"], expires_in: 301 });
    nowMs += 1_000;
    expect((await token())["access_token"]).not.toBe(first["access_token"]);
    expect(running.sandbox.tokens.check(String(first["access_token"]))).toMatchObject({ kind: "APP" });
    nowMs += 300_000;
    expect(running.sandbox.tokens.check(String(first["access_token"]))).toEqual({ kind: "EXPIRED" });
  });

  test.each([
    ["not JSON", "{", 47001],
    ["wrong grant", { grant_type: "x" }, 40002],
    ["unknown app", { grant_type: "client_credential", appid: "wx0" }, 40013],
  ])("%s", async (_name, body, errcode) => {
    expect(await post("/sandbox/wechat/cgi-bin/stable_token", body)).toMatchObject({ errcode });
  });

  test("each app's token opens its own interfaces alone", async () => {
    const path = "/sandbox/wechat/cgi-bin/message/subscribe/send";
    const official = (await token("officialAccount"))["access_token"];
    expect(await post(path, {})).toMatchObject({ errcode: 41001 });
    expect(await post(`${path}?access_token=none`, {})).toMatchObject({ errcode: 40001 });
    expect(await post(`${path}?access_token=${String(official)}`, {})).toMatchObject({ errcode: 48001 });
  });
});

describe("the log-in page", () => {
  const authorizeUrl = (changes: Record<string, string> = {}): string =>
    `${running.wechatBaseUrl}/connect/oauth2/authorize?${new URLSearchParams({
      appid: running.sandbox.apps.officialAccount.appId,
      redirect_uri: `${running.origin}/login`,
      response_type: "code",
      scope: "snsapi_userinfo",
      state: "s1",
      ...changes,
    })}`;

  test.each([
    ["another app", { appid: "wx0" }, "10013"],
    ["a foreign host", { redirect_uri: "https://example.com/" }, "10003"],
    ["no web address", { redirect_uri: "javascript:alert(1)" }, "10003"],
    ["an unknown scope", { scope: "all" }, "10005"],
    ["nobody of that name", { person: "<b>" }, "&lt;b&gt;"],
  ])("%s is refused with a page that says why", async (_name, changes, words) => {
    const response = await fetch(authorizeUrl(changes), { redirect: "manual" });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(words);
  });

  test("offers everybody, first whoever this browser belongs to", async () => {
    const idsOn = async (cookie: string): Promise<(string | undefined)[]> => {
      const html = await (await fetch(authorizeUrl(), { headers: { cookie } })).text();
      return [...html.matchAll(/data-person="([^"]+)"/g)].map((match) => match[1]);
    };
    const all = running.sandbox.people.all.map((person) => person.id);
    expect(await idsOn("")).toEqual(all);
    expect(await idsOn("a=b; sandbox_person=wu-xiaomin")).toEqual(["wu-xiaomin", ...all.filter((id) => id !== "wu-xiaomin")]);
  });

  test("the cookie stays with the sandbox, and the browser goes on to the product", async () => {
    const response = await fetch(`${running.origin}/sandbox/api/people/wu-xiaomin/open?page=visits/pages/a/index?id=1`, { redirect: "manual" });
    expect(response.headers.get("set-cookie")).toContain("sandbox_person=wu-xiaomin; Path=/sandbox;");
    expect(response.headers.get("location")).toBe("/#/visits/pages/a/index?id=1");
  });
});

test("a mini-program code can be scanned and leads to its page", async () => {
  const { access_token: accessToken } = await token();
  const response = await fetch(`${running.wechatBaseUrl}/wxa/getwxacodeunlimit?access_token=${String(accessToken)}`, {
    method: "POST",
    body: JSON.stringify({ scene: "f=hk01&x", page: "visits/pages/facility/index" }),
  });
  expect(response.headers.get("content-type")).toBe("image/png");
  const expected = `${running.origin}/#/visits/pages/facility/index?scene=f%3Dhk01%26x`;
  expect(Buffer.from(await response.arrayBuffer())).toEqual(qrPng(expected, 430));
});

test("a person's phone: consent, inbox, reading, clearing", async () => {
  deliver();
  const summary = async () => {
    const { people } = (await (await fetch(`${running.origin}/sandbox/api/people`)).json()) as {
      people: { id: string; unread: number; receivedCount: number; accepts: boolean }[];
    };
    const { unread, receivedCount, accepts } = people.find((person) => person.id === "lin-xiaoyan")!;
    return { unread, receivedCount, accepts };
  };
  expect(await summary()).toEqual({ unread: 1, receivedCount: 1, accepts: true });
  await post("/sandbox/api/people/lin-xiaoyan/inbox/read", {});
  await post("/sandbox/api/people/lin-xiaoyan/consent", { consent: "refuse" });
  expect(await summary()).toEqual({ unread: 0, receivedCount: 1, accepts: false });
  await fetch(`${running.origin}/sandbox/api/people/lin-xiaoyan/inbox`, { method: "DELETE" });
  expect(await summary()).toEqual({ unread: 0, receivedCount: 0, accepts: false });
  expect((await fetch(`${running.origin}/sandbox/api/people/nobody/inbox`)).status).toBe(404);
});

test("a fault is met as often as asked, then things work again", async () => {
  expect(await post("/sandbox/api/faults", { endpoint: "/cgi-bin/stable_token", kind: "-1", times: 2 })).toEqual({
    faults: [{ endpoint: "/cgi-bin/stable_token", kind: "-1", timesLeft: 2 }],
  });
  expect([await token(), await token(), await token()]).toMatchObject([{ errcode: -1 }, { errcode: -1 }, { expires_in: 7200 }]);
  expect(await post("/sandbox/api/faults", { endpoint: "/none", kind: "-1" })).toEqual({ message: expect.stringContaining("endpoint") });
});

describe("inboxes survive a restart", () => {
  test("with a state file", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    const stateFile = join(folder, "deeper", "state.json");
    await running.close();
    running = await startWechatSandbox({ stateFile, nowEpochMs: () => nowMs });
    const id = deliver();
    running.sandbox.inboxes.setAccepts("wu-xiaomin", false);
    await running.close();
    expect(readdirSync(join(folder, "deeper"))).toEqual(["state.json"]);
    expect(JSON.parse(readFileSync(stateFile, "utf8"))).toMatchObject({ format: 1 });

    running = await startWechatSandbox({ stateFile, nowEpochMs: () => nowMs });
    expect(running.sandbox.inboxes.of("lin-xiaoyan").map((received) => received.id)).toEqual([id]);
    expect(running.sandbox.inboxes.accepts("wu-xiaomin")).toBe(false);
    expect(Number(deliver())).toBe(Number(id) + 1);
  });

  test("an unreadable file is no reason not to start", async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), "sandbox-")), "state.json");
    writeFileSync(stateFile, '{"format":1,');
    await running.close();
    running = await startWechatSandbox({ stateFile });
    expect(running.sandbox.inboxes.owners()).toEqual([]);
  });
});

test("it lives inside another application without changing that one's parsing", async () => {
  const app = fastify({ forceCloseConnections: true });
  app.post("/api/echo", async (request) => request.body);
  await registerWechatSandbox(app);
  const origin = await app.listen({ host: "127.0.0.1", port: 0 });
  const echo = await fetch(`${origin}/api/echo`, { method: "POST", headers: { "content-type": "application/json" }, body: '{"a":1}' });
  expect(await echo.json()).toEqual({ a: 1 });
  expect((await fetch(`${origin}/sandbox`, { redirect: "manual" })).headers.get("location")).toBe("/sandbox/");
  const page = await fetch(`${origin}/sandbox/`);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  // No file beside the page: it must work where nothing outside can be reached.
  expect((await page.text()).match(/(src|href)="(?!#|data:)[^"]*"/g)).toBeNull();
  await app.close();
});

test.each(demoTemplates.map((template) => [template.templateId, template] as const))(
  "%s takes ordinary values and names the field that is wrong",
  (_id, template) => {
    const sample: Record<string, string> = { thing: "海口市白沙门污水处理厂", time: "2026-03-07 09:00", number: "4" };
    const data = Object.fromEntries(Object.keys(template.fields).map((field) => [field, { value: sample[kindOf(field)] }]));
    expect(templateProblem(template, data)).toBeUndefined();
    expect(templateProblem(template, { ...data, thing1: { value: "一".repeat(21) } })).toBe(" data.thing1.value invalid");
    const last = Object.keys(template.fields).at(-1) ?? "";
    expect(templateProblem(template, { ...data, [last]: { value: "" } })).toBe(` data.${last}.value is empty`);
  },
);

import { ok } from "@app/contract/kernel/result";
import { ticketAt } from "../../../infra/local/wechat-sandbox/ticketRoutes";
import { startWechatSandbox, type RunningWechatSandbox } from "../../../infra/local/wechat-sandbox/startWechatSandbox";
import { jsSdkSignature } from "./jsSdkSignature";
import { createWechatHttpClient } from "./wechatHttpClient";

// WeChat's own example (JS-SDK 使用权限签名算法).
const EXAMPLE = {
  ticket: "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg",
  nonceStr: "Wm3WZYTPz0wzccnW",
  timestamp: 1414587457,
  url: "http://mp.weixin.qq.com?params=value",
};

test("WeChat's own example, with or without a fragment", () => {
  expect(jsSdkSignature(EXAMPLE)).toBe("0f9de62fce790f9a083d5c99e95740ceb90c27ed");
  expect(jsSdkSignature({ ...EXAMPLE, url: `${EXAMPLE.url}#/pages/home/index?a=1` })).toBe("0f9de62fce790f9a083d5c99e95740ceb90c27ed");
});

// A whole period of the sandbox's tickets lies ahead.
const START_MS = 7_200_000 * 246_000;
const PAGE = "https://visit.example.gov.cn/?from=中文";
let running: RunningWechatSandbox;
let nowMs: number;
let asked: string[];
beforeEach(async () => {
  nowMs = START_MS;
  running = await startWechatSandbox({ nowEpochMs: () => nowMs });
  asked = [];
});
afterEach(() => running.close());

const aClient = () =>
  createWechatHttpClient({
    ...running.sandbox.apps,
    apiBaseUrl: running.wechatBaseUrl,
    authorizeBaseUrl: running.wechatBaseUrl,
    nowEpochMs: () => nowMs,
    fetch: (input, init) => {
      asked.push(new URL(String(input)).pathname.replace("/sandbox/wechat", ""));
      return fetch(input, init);
    },
  });
const GETTICKET = "/cgi-bin/ticket/getticket";

test("a hundred pages at once ask for one ticket, which is kept until it ends", async () => {
  const client = aClient();
  const signed = await Promise.all(Array.from({ length: 100 }, () => client.signOfficialAccountPage(PAGE)));
  const { appId } = running.sandbox.apps.officialAccount;
  for (const page of signed) {
    if (!page.ok) throw new Error(page.refusal.detail);
    const { nonceStr, timestamp } = page.value;
    const signature = jsSdkSignature({ ticket: ticketAt(appId, 246_000), nonceStr, timestamp, url: PAGE });
    expect(page).toEqual(ok({ appId, timestamp: START_MS / 1000, nonceStr, signature }));
  }
  expect(asked).toEqual(["/cgi-bin/stable_token", GETTICKET]);
  nowMs = START_MS + 7_139_000;
  await client.signOfficialAccountPage(PAGE);
  expect(asked).toHaveLength(2);
  nowMs = START_MS + 7_200_000;
  const next = await client.signOfficialAccountPage(PAGE);
  if (!next.ok) throw new Error(next.refusal.detail);
  expect(next.value.signature).toBe(jsSdkSignature({ ...next.value, ticket: ticketAt(appId, 246_001), url: PAGE }));
});

test("a token that WeChat renewed meanwhile costs one more try, and a failure is not remembered", async () => {
  const client = aClient();
  running.sandbox.faults.inject({ endpoint: GETTICKET, kind: "-1", times: 1 });
  expect(await client.signOfficialAccountPage(PAGE)).toMatchObject({ ok: false, refusal: { code: "UNAVAILABLE", errcode: -1 } });
  running.sandbox.tokens.revokeAll();
  expect(await client.signOfficialAccountPage(PAGE)).toMatchObject({ ok: true });
  expect(asked).toEqual(["/cgi-bin/stable_token", GETTICKET, GETTICKET, "/cgi-bin/stable_token", GETTICKET]);
});

test.each([
  ["no token", "type=jsapi", 41001],
  ["a wrong token", "access_token=x&type=jsapi", 40001],
  ["the mini-program's token", "access_token=MINI&type=jsapi", 48001],
  ["another type", "access_token=ACCOUNT&type=wx_card", 40097],
])("the sandbox refuses %s as WeChat does", async (_, query, errcode) => {
  const { miniProgram, officialAccount } = running.sandbox.apps;
  const filled = query
    .replace("MINI", running.sandbox.tokens.obtain(miniProgram.appId, "NORMAL").token)
    .replace("ACCOUNT", running.sandbox.tokens.obtain(officialAccount.appId, "NORMAL").token);
  const answer = await fetch(`${running.wechatBaseUrl}${GETTICKET}?${filled}`);
  expect([answer.status, await answer.json()]).toMatchObject([200, { errcode }]);
});

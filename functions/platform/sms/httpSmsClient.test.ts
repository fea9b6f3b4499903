import { startWechatSandbox, type RunningWechatSandbox } from "../../../infra/local/wechat-sandbox/startWechatSandbox";
import { createHttpSmsClient, smsSignature, type HttpSmsClientOptions } from "./httpSmsClient";

const START_MS = Date.parse("2026-03-07T09:00:00+08:00");
const MESSAGE = { phone: "13900000001", templateCode: "LOGIN_CODE", parameters: { code: "482913" }, text: "【环保设施开放】验证码 482913，5 分钟内有效。" };

let running: RunningWechatSandbox;
beforeEach(async () => {
  running = await startWechatSandbox({ nowEpochMs: () => START_MS, slowAnswerMs: 5_000 });
});
afterEach(() => running.close());

const aClient = (changes: Partial<HttpSmsClientOptions> = {}) =>
  createHttpSmsClient({ gatewayUrl: running.smsGatewayUrl, ...running.sandbox.smsKey, nowEpochMs: () => START_MS, timeoutMs: 800, ...changes });
const refused = (code: string) => ({ ok: false, refusal: { code, detail: expect.any(String) } });
const received = () => running.sandbox.inboxes.of("lin-xiaoyan");

test.each([
  ["a wrong secret", { secret: "wrong" }, {}, "MISCONFIGURED"],
  ["a clock 301 s away", { nowEpochMs: () => START_MS - 301_000 }, {}, "MISCONFIGURED"],
  ["a number that is none", {}, { phone: "1390000" }, "PHONE_INVALID"],
  ["no text", {}, { text: "" }, "PARAMETER_INVALID"],
])("%s", async (_name, options, change, code) => {
  expect(await aClient(options).sendSms({ ...MESSAGE, ...change })).toEqual(refused(code));
  expect(received()).toEqual([]);
});

test.each([
  ["timeout", "UNAVAILABLE"],
  ["500", "UNAVAILABLE"],
  ["-1", "UNAVAILABLE"],
  ["45011", "RATE_LIMITED"],
] as const)("%s → %s", async (kind, code) => {
  running.sandbox.faults.inject({ endpoint: "/sms/send", kind, times: 1 });
  expect(await aClient().sendSms(MESSAGE)).toEqual(refused(code));
  expect(received()).toEqual([]);
});

test("a time-out after which the same request is sent again costs one message", async () => {
  running.sandbox.faults.inject({ endpoint: "/sms/send", kind: "timeout-after-commit", times: 1 });
  expect(await aClient().sendSms({ ...MESSAGE, requestId: "event-1" })).toEqual(refused("UNAVAILABLE"));
  expect(await aClient().sendSms({ ...MESSAGE, requestId: "event-1" })).toEqual({ ok: true, value: { messageId: received()[0]?.id } });
  expect(received()).toMatchObject([{ kind: "SMS", phone: MESSAGE.phone, text: MESSAGE.text }]);
});

test("a recorded request cannot be sent again", async () => {
  expect((await aClient({ nonce: () => "once" }).sendSms(MESSAGE)).ok).toBe(true);
  expect(await aClient({ nonce: () => "once" }).sendSms(MESSAGE)).toEqual(refused("MISCONFIGURED"));
});

test("the signature is the one that the contract describes", () => {
  // printf '1772845200\nn1\n{}' | openssl dgst -sha256 -hmac secret
  expect(smsSignature({ secret: "secret", timestamp: "1772845200", nonce: "n1", body: "{}" })).toBe(
    "760eaf91848fa2d79a00607c442da2481330df7dfcb55dd2911d011142c44bbb",
  );
});

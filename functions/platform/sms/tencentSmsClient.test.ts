import Sign from "tencentcloud-sdk-nodejs-common/tencentcloud/common/sign";
import { demoSmsTemplateIds } from "../../../infra/local/wechat-sandbox/demoSmsTemplates";
import { tc3Problem } from "../../../infra/local/wechat-sandbox/smsRoutes";
import { startWechatSandbox, type RunningWechatSandbox } from "../../../infra/local/wechat-sandbox/startWechatSandbox";
import { SMS_TEMPLATE_CODES, smsParameterNames, smsText, smsParameterValues } from "../../engines/messaging/smsTemplates";
import { addMs, instantFromEpochMs } from "@app/contract/kernel/time";
import type { SmsMessage } from "../../engines/messaging/smsPort";
import { createTencentSmsClient, type TencentSmsOptions } from "./tencentSmsClient";

const START_MS = Date.parse("2026-03-07T09:00:00+08:00");
const SINCE = instantFromEpochMs(START_MS);
const PHONE = "13900000001";
const MESSAGE: SmsMessage = { phone: PHONE, templateCode: "LOG_IN_CODE", parameters: { code: "482913", minutes: "5" }, requestId: "event-1" };
const TEXT = "验证码 482913，5 分钟内有效，用于登录城市环境共治平台管理后台。不是您本人操作请忽略，不要告诉任何人。";

let running: RunningWechatSandbox;
beforeEach(async () => {
  running = await startWechatSandbox({ nowEpochMs: () => START_MS, slowAnswerMs: 5_000 });
});
afterEach(() => running.close());

const aClient = (changes: Partial<TencentSmsOptions> = {}) =>
  createTencentSmsClient({
    baseUrl: running.smsBaseUrl,
    ...running.sandbox.sms,
    region: "ap-guangzhou",
    templateIds: demoSmsTemplateIds,
    timeoutMs: 800,
    ...changes,
  });
const refused = (code: string) => ({ ok: false, refusal: { code, detail: expect.any(String) } });
const received = () => running.sandbox.inboxes.of("lin-xiaoyan");
const texts = () => received().map((message) => (message.kind === "SMS" ? [message.signName, message.text] : []));

test.each(SMS_TEMPLATE_CODES)("F24 the reported template of %s gives the sentence of the product", async (templateCode) => {
  const parameters = Object.fromEntries(smsParameterNames(templateCode).map((name, index) => [name, `值${index + 1}`]));
  const sent = await aClient().sendSms({ ...MESSAGE, templateCode, parameters });
  expect(sent).toEqual({ ok: true, value: { messageId: `2640:${received()[0]?.id}` } });
  expect(texts()).toEqual([["城市环境共治平台", smsText(templateCode, parameters)]]);
});

test.each([
  ["a wrong secret", { secretKey: "wrong" }, {}, "MISCONFIGURED"],
  ["an unknown key", { secretId: "AKIDother" }, {}, "MISCONFIGURED"],
  ["another application", { sdkAppId: "1400000009" }, {}, "MISCONFIGURED"],
  ["a signature that was not reported", { signName: "别家" }, {}, "MISCONFIGURED"],
  ["a template that was not reported", { templateIds: { LOG_IN_CODE: "9" } }, {}, "TEMPLATE_UNKNOWN"],
  ["no template id", { templateIds: {} }, {}, "TEMPLATE_UNKNOWN"],
  ["a variable that is missing", {}, { parameters: { code: "482913" } }, "PARAMETER_INVALID"],
  ["a number that is none", {}, { phone: "1390000" }, "PHONE_INVALID"],
  ["nobody there", { baseUrl: "http://127.0.0.1:9" }, {}, "UNAVAILABLE"],
] as const)("R7 %s is refused and sends nothing", async (_name, options, change, code) => {
  expect(await aClient(options).sendSms({ ...MESSAGE, ...change })).toEqual(refused(code));
  expect(received()).toEqual([]);
});

test.each([
  ["LimitExceeded.PhoneNumberThirtySecondLimit", "RATE_LIMITED"],
  ["LimitExceeded.PhoneNumberOneHourLimit", "RATE_LIMITED"],
  ["LimitExceeded.PhoneNumberSameContentDailyLimit", "RATE_LIMITED"],
  ["FailedOperation.PhoneNumberInBlacklist", "PHONE_BLOCKED"],
  ["FailedOperation.InsufficientBalanceInSmsPackage", "QUOTA_USED_UP"],
  ["FailedOperation.ContainSensitiveWord", "CONTENT_REFUSED"],
  ["InvalidParameterValue.IncorrectPhoneNumber", "PHONE_INVALID"],
  ["InvalidParameterValue.TemplateParameterLengthLimit", "PARAMETER_INVALID"],
  ["InternalError.Timeout", "UNAVAILABLE"],
  ["FailedOperation.SomethingNew", "REJECTED"],
])("R7 Tencent's %s is our %s", async (theirs, ours) => {
  running.sandbox.sms.refusals.set(PHONE, theirs);
  expect(await aClient().sendSms(MESSAGE)).toEqual(refused(ours));
});

test.each([
  ["timeout", "UNAVAILABLE"],
  ["500", "UNAVAILABLE"],
  ["-1", "UNAVAILABLE"],
  ["45011", "RATE_LIMITED"],
] as const)("R7 %s → %s", async (kind, code) => {
  running.sandbox.faults.inject({ endpoint: "/sms/send", kind, times: 1 });
  expect(await aClient().sendSms(MESSAGE)).toEqual(refused(code));
  expect(received()).toEqual([]);
});

describe("R7 a sending without a clear answer", () => {
  const unclear = async (): Promise<void> => {
    running.sandbox.faults.inject({ endpoint: "/sms/send", kind: "timeout-after-commit", times: 1 });
    expect(await aClient().sendSms(MESSAGE)).toEqual(refused("UNAVAILABLE"));
  };
  const again = { ...MESSAGE, unclearSince: SINCE };

  test("it had gone out: it is found, and no second one is sent", async () => {
    await unclear();
    expect(await aClient().sendSms(again)).toEqual({ ok: true, value: { messageId: `2640:${received()[0]?.id}`, isDelivered: true } });
    expect(texts()).toEqual([["城市环境共治平台", TEXT]]);
  });

  test("it had not: another message to the same number is not taken for it", async () => {
    await aClient().sendSms({ ...MESSAGE, requestId: "event-0" });
    expect(await aClient().sendSms(again)).toMatchObject({ ok: true });
    expect(received()).toHaveLength(2);
  });

  test("what was sent before it is not looked at", async () => {
    await unclear();
    expect(await aClient().sendSms({ ...MESSAGE, unclearSince: addMs(SINCE, 120_000) })).toMatchObject({ ok: true });
    expect(received()).toHaveLength(2);
  });

  test("while it cannot be looked for it is not sent", async () => {
    await unclear();
    running.sandbox.faults.inject({ endpoint: "/sms/status", kind: "500", times: 1 });
    expect(await aClient().sendSms(again)).toEqual(refused("UNAVAILABLE"));
    expect(received()).toHaveLength(1);
  });

  test("an account that may not look sends: rather twice than never", async () => {
    await unclear();
    running.sandbox.sms.mayPull = false;
    expect(await aClient().sendSms(again)).toMatchObject({ ok: true });
    expect(received()).toHaveLength(2);
  });
});

describe("TC3-HMAC-SHA256", () => {
  // The example of Tencent Cloud's page 签名方法 v3.
  const key = { secretId: "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", secretKey: "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE" };
  const rawBody = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}';
  const headers = {
    "content-type": "application/json; charset=utf-8",
    host: "cvm.tencentcloudapi.com",
    "x-tc-timestamp": "1551113065",
    authorization: `TC3-HMAC-SHA256 Credential=${key.secretId}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host, Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168`,
  };
  const problem = (change: object = {}, body = rawBody, laterMs = 0) =>
    tc3Problem({ headers: { ...headers, ...change }, rawBody: body, path: "/" }, key, 1551113065_000 + laterMs);

  test("the sandbox takes the documented signature, and the SDK makes it", () => {
    expect(problem()).toBeUndefined();
    const made = Sign.sign3({
      ...key,
      url: "https://cvm.tencentcloudapi.com/",
      payload: Buffer.from(rawBody),
      timestamp: 1551113065,
      service: "cvm",
      headers: { "Content-Type": headers["content-type"] },
    } as never);
    expect(made).toBe(headers.authorization);
  });

  test.each([
    ["another body", {}, `${rawBody} `, 0, "AuthFailure.SignatureFailure"],
    ["another host", { host: "cvm.tencentcloudapi.cn" }, rawBody, 0, "AuthFailure.SignatureFailure"],
    ["another moment", { "x-tc-timestamp": "1551113066" }, rawBody, 0, "AuthFailure.SignatureFailure"],
    ["301 s later", {}, rawBody, 301_000, "AuthFailure.SignatureExpire"],
    ["no signature", { authorization: "" }, rawBody, 0, "AuthFailure.InvalidAuthorization"],
  ])("R16 the sandbox refuses %s", (_, change, body, laterMs, code) => {
    expect(problem(change, body, laterMs)).toBe(code);
  });
});

test.each([
  ["设备检修。", "设备检修"],
  ["第一行\n第二行", "第一行 第二行"],
  ["见 https://evil.example/a 说明", "见 说明"],
  ["长".repeat(61), `${"长".repeat(59)}…`],
])("a variable %j goes as %j", (given, sent) => {
  expect(smsParameterValues("BOOKING_DECLINED", { facility: "白沙门", day: "3月14日", reason: given })).toEqual(["白沙门", "3月14日", sent]);
});

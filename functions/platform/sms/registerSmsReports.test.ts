import Fastify, { type FastifyInstance } from "fastify";
import type { SmsReport, SmsReportOutcome } from "../../engines/messaging/smsReports";
import { registerSmsReports, SMS_REPORTS_PATH } from "./registerSmsReports";
import { smsFailureOf } from "./smsFailure";

const SECRET = "s".repeat(64);
/** Word for word as Tencent's page on 短信下发状态通知 shows it. */
const DELIVERED = {
  user_receive_time: "2015-10-17 08:03:04",
  nationcode: "86",
  mobile: "13900000001",
  report_status: "SUCCESS",
  errmsg: "DELIVRD",
  description: "用户短信送达成功",
  sid: "2640:1",
};
const FAILED = { ...DELIVERED, report_status: "FAIL", errmsg: "MK:0001", description: "用户空号", sid: "2640:2" };

let app: FastifyInstance;
let baseUrl: string;
let received: (readonly SmsReport[])[];
let outcomes: SmsReportOutcome[];
let isStoreAway: boolean;
const logged: unknown[] = [];
beforeEach(async () => {
  [received, outcomes, isStoreAway] = [[], ["RECORDED"], false];
  logged.length = 0;
  const keep =
    (level: string) =>
    (message: string, { requestId: _, error, ...facts }: Readonly<Record<string, unknown>> = {}) =>
      void logged.push([level, message, error === undefined ? facts : "error"]);
  app = Fastify();
  registerSmsReports(app, {
    secret: SECRET,
    receive: async (reports) => {
      if (isStoreAway) throw new Error("store away");
      received.push(reports);
      return outcomes;
    },
    log: { info: keep("info"), warn: keep("warn"), error: keep("error") },
  });
  baseUrl = await app.listen({ port: 0, host: "127.0.0.1" });
});
afterEach(() => app.close());

const push = async (body: unknown, secret = SECRET, headers: Record<string, string> = { "content-type": "application/json" }) => {
  const answer = await fetch(`${baseUrl}${SMS_REPORTS_PATH}/${secret}`, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return [answer.status, await answer.json()];
};

it("F24 Tencent's reports, many in one request, are read and answered as it wants", async () => {
  expect(await push([DELIVERED, { ...FAILED, ext: "a field of tomorrow" }])).toEqual([200, { result: 0, errmsg: "OK" }]);
  expect(received).toEqual([
    [
      { messageId: "2640:1", phone: "13900000001" },
      { messageId: "2640:2", phone: "13900000001", failure: "CARRIER_NO_NUMBER" },
    ],
  ]);
  expect(await push([DELIVERED], SECRET, {})).toEqual([200, { result: 0, errmsg: "OK" }]);
  expect([received.length, logged]).toEqual([2, []]);
});

it.each([
  ["another secret", () => push([DELIVERED], "t".repeat(64)), 403, "SECRET_WRONG"],
  ["half of the secret", () => push([DELIVERED], SECRET.slice(0, 32)), 403, "SECRET_WRONG"],
  ["no array", () => push(DELIVERED), 400, "REPORTS_UNREADABLE"],
  ["no JSON", () => push("<xml></xml>"), 400, "REPORTS_UNREADABLE"],
  ["no body", () => push(""), 400, "REPORTS_UNREADABLE"],
  ["a status that is none", () => push([{ ...DELIVERED, report_status: "MAYBE" }]), 400, "REPORTS_UNREADABLE"],
  ["a sid that would be a key of ours", () => push([{ ...DELIVERED, sid: "a b" }]), 400, "REPORTS_UNREADABLE"],
  ["too many", () => push(Array.from({ length: 1_001 }, () => DELIVERED)), 400, "REPORTS_UNREADABLE"],
] as const)("R16 %s is refused and logged", async (_name, send, status, code) => {
  expect(await send()).toEqual([status, { result: status, errmsg: code }]);
  expect([received, logged]).toEqual([[], [["warn", "sms reports refused", { code }]]]);
});

it("R16 a report of another number and of an unknown message is answered, and logged without a number", async () => {
  outcomes = ["WRONG_NUMBER", "UNKNOWN", "UNKNOWN"];
  expect(await push([DELIVERED, FAILED, FAILED])).toEqual([200, { result: 0, errmsg: "OK" }]);
  expect(logged).toEqual([
    ["warn", "sms reports refused", { code: "WRONG_NUMBER", count: 1 }],
    ["info", "sms reports of messages that nobody follows", { count: 2 }],
  ]);
});

it("R7 while the store is away Tencent is told to come again", async () => {
  isStoreAway = true;
  expect(await push([DELIVERED])).toEqual([503, { result: 503, errmsg: "AGAIN" }]);
  expect(logged).toEqual([["error", "sms reports not written", "error"]]);
});

it("only POST, and nothing without a secret", async () => {
  expect((await fetch(`${baseUrl}${SMS_REPORTS_PATH}/${SECRET}`)).status).toBe(404);
  expect((await fetch(`${baseUrl}${SMS_REPORTS_PATH}`, { method: "POST", body: "[]" })).status).toBe(404);
});

it.each([
  ["MK:0001", "用户空号", "CARRIER_NO_NUMBER"],
  ["MK:0010", "空号、停机或关机", "CARRIER_UNREACHABLE"],
  ["UNDELIV", "", "CARRIER_UNREACHABLE"],
  ["EXPIRED", "手机终端问题，手机无法接收信息", "CARRIER_UNREACHABLE"],
  ["MBBLACK", "", "CARRIER_BLOCKED"],
  ["DB:0309", "用户黑名单", "CARRIER_BLOCKED"],
  ["BWLISTS", "用户已退订此业务", "CARRIER_BLOCKED"],
  ["CB:0007", "未知错误", "CARRIER_FAILED"],
  ["", "", "CARRIER_FAILED"],
])("F24 %s 「%s」 is %s", (code, description, expected) => {
  expect(smsFailureOf(code, description)).toBe(expected);
});

import type { ApiClient } from "@app/contract/kernel/apiClient";
import { HOUR_MS, MINUTE_MS } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { systemRoutes } from "@app/contract/system/system.routes";
import { pushSmsReports, smsReportOf } from "../../../infra/local/wechat-sandbox/smsReports";
import { demoSms } from "../../../infra/local/wechat-sandbox/demoApps";
import { accountKey } from "../sessions/public";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN_PATH } from "../../testing/visitBuilders";
import { queuedNotice, type Addressee } from "./noticeRepository";
import { accountSecurityNotice, workReminder, type NoticeText } from "./noticeTexts";

/** What the carriers say of an SMS that Tencent took, over Tencent's own protocol. */
const LIN = "lin-xiaoyan";
const PHONE = "13900000001";
const OFF = { errmsg: "UNDELIV", description: "用户手机关机或停机" };
const WORDS: NoticeText = {
  template: "BOOKING_CONFIRMED",
  fields: { thing1: "白沙门", time2: "2026年3月14日 09:00", number3: "2", thing4: "请按时到达" },
  sms: { facility: "白沙门", day: "3月14日 周六", heads: "2" },
  text: "您的预约已确认。",
  page: "features/visits/booking/index",
};

let test: TestProduct;
let platform: ApiClient;
let personId: string;
const logged: unknown[] = [];
beforeEach(async () => {
  logged.length = 0;
  const keep = (message: string, { requestId: _, ...facts }: Readonly<Record<string, unknown>> = {}) => void logged.push([message, facts]);
  test = await startTestProduct({ log: { info: keep, warn: keep, error: keep } });
  platform = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台" });
  const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: LIN, scope: "snsapi_userinfo" });
  const session = await test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } });
  if (!session.ok) throw new Error(session.refusal.code);
  personId = String((await test.store.scan({ limit: 1000 })).items.find((item) => item.pk.startsWith("PERSON#"))?.["personId"]);
  // WeChat takes nothing for her: what follows is about SMS.
  test.sandbox.inboxes.setAccepts(LIN, false);
});
afterEach(() => test.stop());

let causes = 0;
async function tell(words: NoticeText = WORDS, to: Addressee = { kind: "PERSON", personId, phone: PHONE }): Promise<string> {
  const { page = "", sendAt: _, ...rest } = words;
  const about = { caseKind: "booking", caseId: "b-1" };
  const item = queuedNotice({ cause: `cause-${(causes += 1)}`, to, page, about, ...rest, createdAt: test.clock.now() });
  await test.store.transact([{ kind: "put", tag: "notice", item }]);
  await test.settle();
  return item.pk;
}
const stateOf = async (pk: string) => {
  const item: Readonly<Record<string, unknown>> = (await test.store.get({ pk, sk: "STATE" })) ?? {};
  const tries = (item["tries"] ?? []) as readonly { channel: string; code?: string; report?: { code?: string } }[];
  return {
    state: item["state"],
    reason: item["lastFailureCode"],
    tries: tries.map(({ channel, code, report }) => [channel, code ?? "OUT", ...(report === undefined ? [] : [report.code ?? "DELIVERED"])].join(" ")),
  };
};
const SENT = { state: "SENT", reason: undefined, tries: ["MINIPROGRAM USER_REFUSED", "SMS OUT"] };
const outcomes = async () => {
  const figures = await platform.call(systemRoutes.getNoticeFigures, { query: { days: 7 } });
  if (!figures.ok) throw new Error(figures.refusal.code);
  return Object.fromEntries(figures.value.channels.filter(({ count }) => count !== 0).map(({ channel, count }) => [channel, count]));
};
const reportAgain = (body: unknown, secret: string = demoSms.reportSecret) =>
  fetch(`${test.baseUrl}/sms/reports/${secret}`, { method: "POST", body: JSON.stringify(body) });

it("F24 delivered: the booking's detail and the try say so, and a second report changes nothing", async () => {
  const pk = await tell();
  expect(await stateOf(pk)).toEqual(SENT);
  const [waiting] = test.sandbox.sms.unreported;
  if (waiting === undefined) throw new Error("nothing to report");
  expect(await pushSmsReports(test.sandbox)).toBe(200);
  expect(await stateOf(pk)).toEqual({ ...SENT, tries: ["MINIPROGRAM USER_REFUSED", "SMS OUT DELIVERED"] });
  const before = await test.store.get({ pk, sk: "STATE" });
  // The same once more, and a failure of what was delivered.
  for (const one of [waiting, { ...waiting, ...OFF }]) expect((await reportAgain([smsReportOf(one, Date.now())])).status).toBe(200);
  expect(await test.store.get({ pk, sk: "STATE" })).toEqual(before);
  expect(logged).toEqual([]);
});

it("F24 R7 the phone never got it: no other way is left, so it lies with those that reached nobody, once however often it is reported, and can be sent again", async () => {
  test.sandbox.sms.unreachable.set(PHONE, OFF);
  const pk = await tell();
  expect([await stateOf(pk), await outcomes()]).toEqual([SENT, { SMS: 1 }]);
  const [waiting] = test.sandbox.sms.unreported;
  if (waiting === undefined) throw new Error("nothing to report");
  const report = smsReportOf(waiting, Date.now());
  // Tencent says it three times at once, one of them twice in one request.
  const answers = await Promise.all([[report], [report, report], [report]].map((body) => reportAgain(body)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await test.settle();
  expect([await stateOf(pk), await outcomes()]).toEqual([
    { state: "UNDELIVERED", reason: "CARRIER_UNREACHABLE", tries: ["MINIPROGRAM USER_REFUSED", "SMS OUT CARRIER_UNREACHABLE"] },
    { UNDELIVERED: 1 },
  ]);
  const list = await platform.call(systemRoutes.listUndeliveredNotices, { query: {} });
  if (!list.ok) throw new Error(list.refusal.code);
  expect(list.value.items).toMatchObject([
    {
      failureLabel: "运营商回报：手机关机、停机或无法接通",
      tries: [{}, { channelLabel: "短信", report: { label: "未送达：运营商回报：手机关机、停机或无法接通", isDelivered: false } }],
    },
  ]);
  // She switched it on.
  test.sandbox.sms.unreachable.delete(PHONE);
  const undeliveredId = list.value.items[0]?.undeliveredId ?? "";
  expect((await platform.call(systemRoutes.sendNoticeAgain, { params: { undeliveredId }, body: { requestId: newRequestId() } })).ok).toBe(true);
  await test.settle();
  await pushSmsReports(test.sandbox);
  expect([(await stateOf(pk)).state, (await stateOf(pk)).tries.at(-1), await outcomes()]).toEqual(["SENT", "SMS OUT DELIVERED", { SMS: 1, UNDELIVERED: 1 }]);
  expect(test.sandbox.inboxes.of(LIN)).toHaveLength(1);
});

it("F24 an office's e-mail takes over what its phone did not get, an account's security included", async () => {
  await test.addAccount({ username: "wang", password: "x", displayName: "王芳", grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], phone: "13900000777" });
  await test.store.transact([{ kind: "update", tag: "mail", key: accountKey("wang"), set: { email: "wang@example.cn" } }]);
  test.sandbox.sms.unreachable.set("13900000777", OFF);
  const to: Addressee = { kind: "ACCOUNT", username: "wang" };
  const work = await tell(workReminder({ matter: "3 个新预约", unit: "白沙门", hint: "请确认", text: "有 3 个新预约。", opens: "/bookings" }), to);
  const security = await tell(
    accountSecurityNotice({ matter: "密码已修改", unit: "管理后台", hint: "不是您请联系", text: "您的密码已修改。", opens: "/account" }),
    to,
  );
  await pushSmsReports(test.sandbox);
  await test.settle();
  for (const notice of [work, security]) {
    expect(await stateOf(notice)).toMatchObject({ state: "SENT", tries: ["SMS OUT CARRIER_UNREACHABLE", "EMAIL OUT"] });
  }
  expect([test.sandbox.inboxes.of("mail:wang@example.cn").length, await outcomes()]).toEqual([2, { EMAIL: 2 }]);
});

it("R16 forged: another secret, another number, a message that nobody sent; nothing changes and it is logged", async () => {
  const pk = await tell();
  const [waiting] = test.sandbox.sms.unreported;
  if (waiting === undefined) throw new Error("nothing to report");
  const failed = smsReportOf({ ...waiting, ...OFF }, Date.now());
  expect((await reportAgain([failed], "another-secret")).status).toBe(403);
  expect((await reportAgain([{ ...failed, mobile: "13900000002" }])).status).toBe(200);
  expect((await reportAgain([{ ...failed, sid: "2640:999" }])).status).toBe(200);
  await test.settle();
  expect(await stateOf(pk)).toEqual(SENT);
  expect(logged).toEqual([
    ["sms reports refused", { code: "SECRET_WRONG" }],
    ["sms reports refused", { code: "WRONG_NUMBER", count: 1 }],
    ["sms reports of messages that nobody follows", { count: 1 }],
  ]);
});

it("R7 a report of a sending that was overtaken by another stays with its try; one that comes after four days finds nothing", async () => {
  test.sandbox.sms.unreachable.set(PHONE, OFF);
  const pk = await tell();
  const first = test.sandbox.sms.unreported.splice(0);
  await reportAgain(first.map((sms) => smsReportOf(sms, Date.now())));
  await test.settle();
  expect((await stateOf(pk)).state).toBe("UNDELIVERED");
  // Sent again by SMS; the first sending's report is repeated and is not taken for the second's.
  test.sandbox.sms.unreachable.delete(PHONE);
  const list = await platform.call(systemRoutes.listUndeliveredNotices, { query: {} });
  if (!list.ok) throw new Error(list.refusal.code);
  const undeliveredId = list.value.items[0]?.undeliveredId ?? "";
  await platform.call(systemRoutes.sendNoticeAgain, { params: { undeliveredId }, body: { requestId: newRequestId() } });
  await test.settle();
  await reportAgain(first.map((sms) => smsReportOf(sms, Date.now())));
  await test.settle();
  expect((await stateOf(pk)).state).toBe("SENT");
  const sent = (await test.store.scan({ limit: 1000 })).items.filter((item) => item.pk.startsWith("SMS_SENT#"));
  expect(sent).toHaveLength(2);
  const days = sent.map((item) => (Number(item["expiresAtEpochSeconds"]) * 1000 - Date.parse(test.clock.now())) / (24 * HOUR_MS));
  expect(days).toEqual([4, 4]);
});

it("R7 Tencent's answer was lost and the carrier gave it up: looked for, not taken for sent, and sent anew", async () => {
  test.sandbox.sms.unreachable.set(PHONE, OFF);
  test.sandbox.faults.inject({ endpoint: "/sms/send", kind: "timeout-after-commit", times: 1 });
  const pk = await tell();
  expect(await stateOf(pk)).toMatchObject({ state: "QUEUED", tries: ["MINIPROGRAM USER_REFUSED", "SMS UNAVAILABLE"] });
  test.sandbox.sms.unreachable.delete(PHONE);
  test.clock.advanceMs(MINUTE_MS);
  await test.settle();
  expect(await stateOf(pk)).toMatchObject({ state: "SENT", tries: ["MINIPROGRAM USER_REFUSED", "SMS UNAVAILABLE", "SMS OUT"] });
  expect(test.sandbox.inboxes.of(LIN)).toHaveLength(1);
}, 20_000);

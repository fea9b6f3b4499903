import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { systemRoutes } from "@app/contract/system/system.routes";
import { PARAMETERS_KEY } from "../../engines/settings/parameters";
import { accountKey, getAccount } from "../sessions/public";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { BAISHAMEN_PATH } from "../../testing/visitBuilders";
import { queuedNotice, type Addressee } from "./noticeRepository";
import { accountSecurityNotice, workReminder, type NoticeText } from "./noticeTexts";
import { getSubscription } from "./subscriptionRepository";

const LIN = "lin-xiaoyan";
const TEMPLATE = "TPL_BOOKING_CONFIRMED";
const SUBSCRIBE = "/cgi-bin/message/subscribe/send";
const WORDS: NoticeText = {
  template: "BOOKING_CONFIRMED",
  fields: { thing1: "白沙门", time2: "2026年3月14日 09:00", number3: "2", thing4: "请按时到达" },
  sms: { facility: "白沙门", day: "3月14日 周六", heads: "2" },
  text: "您的预约已确认。",
  page: "features/visits/booking/index",
};
const SMS = "您预约的「白沙门」3月14日 周六 参观（2 人）已确认。入场时请出示小程序「我的预约」里的参观码。";

let test: TestProduct;
let visitor: ApiClient;
let personId: string;
beforeEach(async () => {
  test = await startTestProduct();
  const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: LIN, scope: "snsapi_userinfo" });
  const session = await test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } });
  if (!session.ok) throw new Error(session.refusal.code);
  visitor = createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => session.value.token });
  const openid = (await test.store.scan({ limit: 1000 })).items.find((item) => item.pk.startsWith("PERSON#"));
  personId = String(openid?.["personId"]);
});
afterEach(() => test.stop());

let causes = 0;
async function tell(words: NoticeText = WORDS, to: Addressee = { kind: "PERSON", personId, phone: "13900000001" }): Promise<string> {
  const { page = "", sendAt: _, ...rest } = words;
  const item = queuedNotice({ cause: `cause-${(causes += 1)}`, to, page, ...rest, createdAt: test.clock.now() });
  await test.store.transact([{ kind: "put", tag: "notice", item }]);
  return item.pk;
}
const received = (owner = LIN) => test.sandbox.inboxes.of(owner).map((message) => (message.kind === "NOTICE" ? message.title : message.text));
const accept = async (times: number): Promise<void> => {
  // What WeChat counts, and what the client tells us of it.
  for (let time = 0; time < times; time += 1) {
    test.sandbox.inboxes.setSubscriptions(LIN, TEMPLATE, (test.sandbox.inboxes.subscriptions(LIN, TEMPLATE) ?? 0) + 1);
    await report([TEMPLATE]);
  }
};
const report = async (acceptedTemplateIds: string[], requestId = newRequestId()) => {
  const answer = await visitor.call(noticeRoutes.reportSubscriptions, { body: { requestId, acceptedTemplateIds } });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.counted;
};
const left = async () => (await getSubscription(test.store, personId, "BOOKING_CONFIRMED"))?.left;
const asks = async () => {
  const answer = await visitor.call(noticeRoutes.getSubscriptionAsks, { query: { moment: "BOOKING" } });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.templateIds;
};
const stateOf = async (pk: string) => {
  const item = await test.store.get({ pk, sk: "STATE" });
  const tries = (item?.["tries"] ?? []) as readonly { channel: string; code?: string }[];
  return { state: item?.["state"], tries: tries.map(({ channel, code }) => (code === undefined ? channel : `${channel} ${code}`)) };
};
const settleAfter = async (ms: number): Promise<void> => {
  test.clock.advanceMs(ms);
  await test.settle();
};

describe("F24 the message budget", () => {
  it("each acceptance counts one, a repeat of its report none, and each message uses one; then the SMS comes and WeChat is not asked in vain", async () => {
    const requestId = newRequestId();
    expect(await Promise.all([1, 2, 3].map(() => report([TEMPLATE], requestId)))).toEqual([1, 1, 1]);
    expect(await left()).toBe(1);
    test.sandbox.inboxes.setSubscriptions(LIN, TEMPLATE, 1);
    const [first, second] = [await tell(), await tell()];
    await test.settle();
    expect([...received()].sort()).toEqual([SMS, "预约成功通知"].sort());
    expect([await left(), (await stateOf(first)).state, (await stateOf(second)).state]).toEqual([0, "SENT", "SENT"]);
    expect([(await stateOf(first)).tries, (await stateOf(second)).tries].sort()).toEqual([["MINIPROGRAM"], ["MINIPROGRAM NO_SUBSCRIPTION", "SMS"]]);
  });

  it("ten messages at once, by three senders, with four accepted: four cards and six SMS, none left", async () => {
    await accept(4);
    for (let count = 0; count < 10; count += 1) await tell();
    await Promise.all([1, 2, 3].map(() => test.product.sendNotices()));
    await test.settle();
    expect([received().filter((text) => text === "预约成功通知").length, received().filter((text) => text === SMS).length]).toEqual([4, 6]);
    expect(await left()).toBe(0);
  });

  it("WeChat's own no corrects the count to none; what is accepted later counts again", async () => {
    await accept(1);
    await report([TEMPLATE]);
    expect(await left()).toBe(2);
    await tell();
    await tell();
    await test.settle();
    expect([await left(), [...received()].sort()]).toEqual([0, [SMS, "预约成功通知"].sort()]);
    await accept(1);
    await tell();
    await test.settle();
    expect([await left(), received().at(-1)]).toEqual([0, "预约成功通知"]);
  });

  it("of whom nothing is known, WeChat is asked; its no is remembered", async () => {
    test.sandbox.inboxes.setAccepts(LIN, false);
    const [first] = [await tell()];
    await test.settle();
    const second = await tell();
    await test.settle();
    expect([(await stateOf(first)).tries, (await stateOf(second)).tries]).toEqual([
      ["MINIPROGRAM USER_REFUSED", "SMS"],
      ["MINIPROGRAM NO_SUBSCRIPTION", "SMS"],
    ]);
  });

  it("a message that WeChat did not take for another reason gives its subscription back", async () => {
    await accept(1);
    const pk = await tell({ ...WORDS, page: "no such page" });
    await test.settle();
    expect([await left(), await stateOf(pk)]).toEqual([1, { state: "SENT", tries: ["MINIPROGRAM PAGE_UNKNOWN", "SMS"] }]);
  });

  it("asked at the tap: only what is short, the shortest first, three at most; nothing when all is in hand", async () => {
    expect(await asks()).toEqual([TEMPLATE, "TPL_VISIT_REMINDER", "TPL_BOOKING_CANCELLED"]);
    await accept(1);
    expect(await asks()).toEqual(["TPL_VISIT_REMINDER", "TPL_BOOKING_CANCELLED", "TPL_BOOKING_DECLINED"]);
    await accept(2);
    for (let time = 0; time < 3; time += 1) await report(["TPL_VISIT_REMINDER", "TPL_BOOKING_CANCELLED", "TPL_BOOKING_DECLINED"]);
    expect(await asks()).toEqual([]);
    expect(await report(["TPL_OF_AN_EDITION_BEFORE"])).toBe(0);
  });

  it("a template that was granted for good is accepted once and not counted", async () => {
    await report(["TPL_WORK_REMINDER"]);
    await report(["TPL_WORK_REMINDER"]);
    expect(await getSubscription(test.store, personId, "WORK_REMINDER")).toMatchObject({ left: 0, isLongTerm: true });
    const answer = await visitor.call(noticeRoutes.getSubscriptionAsks, { query: { moment: "WORK" } });
    expect(answer).toMatchObject({ ok: true, value: { templateIds: [] } });
    const reminder = workReminder({ matter: "待办", unit: "白沙门", hint: "请查看", text: "待办。", opens: "/" });
    for (let count = 0; count < 3; count += 1) await tell({ ...reminder, template: "WORK_REMINDER" });
    await test.settle();
    expect(received()).toEqual(["工作提醒", "工作提醒", "工作提醒"]);
  });
});

describe("R7 WeChat answers twice, late or not at all", () => {
  it("it took the only card without telling: asked again it says that none is left, so it came once and no SMS follows", async () => {
    await accept(1);
    test.sandbox.faults.inject({ endpoint: SUBSCRIBE, kind: "timeout-after-commit", times: 1 });
    const pk = await tell();
    await test.settle();
    await settleAfter(MINUTE_MS);
    await settleAfter(60 * MINUTE_MS);
    expect([received(), await left(), await stateOf(pk)]).toEqual([["预约成功通知"], 0, { state: "SENT", tries: ["MINIPROGRAM UNAVAILABLE", "MINIPROGRAM"] }]);
  });

  it("it is away: one subscription is set aside for however many tries", async () => {
    await accept(3);
    test.sandbox.faults.inject({ endpoint: SUBSCRIBE, kind: "500", times: 1 });
    await tell();
    await test.settle();
    expect(await left()).toBe(2);
    await settleAfter(MINUTE_MS);
    expect([received(), await left()]).toEqual([["预约成功通知"], 2]);
  });

  it("a follower's template message that was taken without telling is not sent twice", async () => {
    await follow();
    test.sandbox.inboxes.setAccepts(LIN, false);
    test.sandbox.faults.inject({ endpoint: "/cgi-bin/message/template/send", kind: "timeout-after-commit", times: 1 });
    const pk = await tell();
    await test.settle();
    await settleAfter(MINUTE_MS);
    expect([received(), (await stateOf(pk)).tries]).toEqual([
      ["预约成功通知"],
      ["MINIPROGRAM USER_REFUSED", "OFFICIAL_ACCOUNT UNAVAILABLE", "OFFICIAL_ACCOUNT"],
    ]);
  });

  it("who left the official account without our hearing of it gets the next way, once", async () => {
    await follow();
    test.sandbox.inboxes.setFollows(LIN, false);
    test.sandbox.inboxes.setAccepts(LIN, false);
    const pk = await tell();
    await test.settle();
    expect([received(), (await stateOf(pk)).tries]).toEqual([
      [SMS],
      ["MINIPROGRAM USER_REFUSED", "OFFICIAL_ACCOUNT NOT_FOLLOWING", "OFFICIAL_ACCOUNT_SUBSCRIPTION USER_REFUSED", "SMS"],
    ]);
  });

  async function follow(): Promise<void> {
    const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.officialAccount.appId, personId: LIN, scope: "snsapi_userinfo" });
    const session = await test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "OFFICIAL_ACCOUNT", code } });
    if (!session.ok) throw new Error(session.refusal.code);
    const followed = await fetch(`${test.baseUrl}/sandbox/api/people/${LIN}/official-account`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ act: "follow" }),
    });
    expect(followed.status).toBe(200);
    // The welcome.
    test.sandbox.inboxes.clear(LIN);
  }
});

describe("F24 quiet hours", () => {
  const night = "2026-03-07T22:00:00.000+08:00" as Instant;
  it("a message of the night comes when it is over, one that is urgent at once", async () => {
    test.clock.set(night);
    const security = accountSecurityNotice({ matter: "账号密码已修改", unit: "管理后台", hint: "不是您本人操作，请立即联系上级管理员", text: "", opens: "/" });
    await tell();
    await tell(security, { kind: "PHONE", phone: "13900000777" });
    await test.settle();
    expect([received(), received("phone:13900000777")]).toEqual([[], ["您在城市环境共治平台的账号密码已修改。不是您本人操作，请立即联系上级管理员。"]]);
    test.clock.set("2026-03-08T06:59:59.999+08:00" as Instant);
    await test.settle();
    expect(received()).toEqual([]);
    test.clock.set("2026-03-08T07:00:00.000+08:00" as Instant);
    await test.settle();
    expect(received()).toEqual(["预约成功通知"]);
  });

  it.each([
    ["an offer that ends in the night is not told in the morning", "2026-03-07T22:30:00.000+08:00", [], "UNDELIVERED", "TOO_LATE"],
    ["one that ends when the night does is over as well", "2026-03-08T07:00:00.000+08:00", [], "UNDELIVERED", "TOO_LATE"],
    ["one that stands a moment longer is told", "2026-03-08T07:00:00.001+08:00", ["预约成功通知"], "SENT", undefined],
  ] as const)("R7 %s", async (_name, usefulUntil, texts, state, code) => {
    await accept(1);
    test.clock.set(night);
    const pk = await tell({ ...WORDS, usefulUntil: usefulUntil as Instant });
    await test.settle();
    test.clock.set("2026-03-08T07:00:00.000+08:00" as Instant);
    await test.settle();
    expect([received(), (await test.store.get({ pk, sk: "STATE" }))?.["state"], (await test.store.get({ pk, sk: "STATE" }))?.["lastFailureCode"]]).toEqual([
      texts,
      state,
      code,
    ]);
    // What was set aside for it is hers again.
    expect(await left()).toBe(state === "SENT" ? 0 : 1);
  });

  it("R7 a reminder that the providers held up until the visit began is not sent any more, and the office sees why", async () => {
    test.sandbox.inboxes.setAccepts(LIN, false);
    test.sandbox.faults.inject({ endpoint: "/sms/send", kind: "500", times: 1 });
    await tell({ ...WORDS, usefulUntil: "2026-03-07T09:01:00.000+08:00" as Instant });
    await test.settle();
    await settleAfter(MINUTE_MS);
    expect(received()).toEqual([]);
    const platform = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台" });
    const undelivered = await platform.call(systemRoutes.listUndeliveredNotices, { query: {} });
    expect(undelivered).toMatchObject({ ok: true, value: { items: [{ failureLabel: "轮到发送时内容已经过时，没有再发" }] } });
  });

  it("an office that sets no quiet hours is sent to by night", async () => {
    const values = { "messages.quietFrom": "00:00", "messages.quietUntil": "00:00" };
    await test.store.transact([{ kind: "put", tag: "parameters", item: { ...PARAMETERS_KEY, values, version: 1 } }]);
    test.clock.set(night);
    await tell();
    await test.settle();
    expect(received()).toEqual(["预约成功通知"]);
  });
});

describe("F24 an office's last way is e-mail", () => {
  const EMAIL = "wang@example.gov.cn";
  const reminder = workReminder({
    matter: "团队参观待上报",
    unit: "白沙门",
    hint: "请尽快上报",
    text: "白沙门的团队参观请上报。",
    opens: "/bookings?kind=TEAM",
  });
  const to: Addressee = { kind: "ACCOUNT", username: "wang" };
  beforeEach(async () => {
    await test.addAccount({
      username: "wang",
      password: "Huanjing@2026",
      displayName: "王芳",
      phone: "13900000201",
      grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)],
    });
    const account = await getAccount(test.store, "wang");
    await test.store.transact([{ kind: "update", tag: "email", key: accountKey(account?.username ?? ""), set: { email: EMAIL } }]);
  });

  it("a phone that takes no SMS: one mail, with the way into the back office", async () => {
    test.sandbox.sms.refusals.set("13900000201", "FailedOperation.PhoneNumberInBlacklist");
    const pk = await tell(reminder, to);
    await test.settle();
    await settleAfter(60 * MINUTE_MS);
    expect(await stateOf(pk)).toEqual({ state: "SENT", tries: ["SMS PHONE_BLOCKED", "EMAIL"] });
    expect(test.sandbox.inboxes.of(`mail:${EMAIL}`)).toMatchObject([
      { subject: "工作提醒：团队参观待上报", text: "白沙门的团队参观请上报。\n\n打开管理后台查看：http://localhost:8080/admin/bookings?kind=TEAM" },
    ]);
  });

  it("R7 an SMS provider that is away gets a second chance a minute later before the mail goes", async () => {
    test.sandbox.faults.inject({ endpoint: "/sms/send", kind: "500", times: 2 });
    const pk = await tell(reminder, to);
    await test.settle();
    expect(await stateOf(pk)).toEqual({ state: "QUEUED", tries: ["SMS UNAVAILABLE"] });
    await settleAfter(MINUTE_MS);
    expect(await stateOf(pk)).toEqual({ state: "SENT", tries: ["SMS UNAVAILABLE", "SMS UNAVAILABLE", "EMAIL"] });
  });

  it("every way says no: it is undelivered, and 系统运行 shows each try and the day's figures", async () => {
    test.sandbox.sms.refusals.set("13900000201", "FailedOperation.PhoneNumberInBlacklist");
    test.sandbox.mail.refusals.set(EMAIL, 550);
    await tell(reminder, to);
    await tell(reminder, { kind: "PHONE", phone: "13900000777" });
    await test.settle();
    const platform = await test.as({ grants: [grantAt("PLATFORM_ADMIN", "CN")] });
    expect(await platform.call(systemRoutes.listUndeliveredNotices, {})).toMatchObject({
      ok: true,
      value: {
        items: [
          {
            kindLabel: "工作提醒：团队参观待上报",
            failureLabel: "邮箱地址不对，或已停用",
            tries: [
              { at: NOW, channelLabel: "短信", failureLabel: "手机号拒收短信" },
              { at: NOW, channelLabel: "电子邮件", failureLabel: "邮箱地址不对，或已停用" },
            ],
          },
        ],
      },
    });
    const figures = await platform.call(systemRoutes.getNoticeFigures, {});
    if (!figures.ok) throw new Error(figures.refusal.code);
    expect(figures.value).toMatchObject({ from: "2026-03-01", to: "2026-03-07", days: [{ date: "2026-03-07", total: 2, undelivered: 1 }] });
    expect(figures.value.channels.map(({ label, count }) => [label, count])).toEqual([
      ["小程序订阅消息", 0],
      ["公众号模板消息", 0],
      ["公众号订阅通知", 0],
      ["短信", 1],
      ["电子邮件", 0],
      ["未送达", 1],
    ]);
  });
});

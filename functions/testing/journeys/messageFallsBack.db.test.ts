import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import { MINUTE_MS } from "@app/contract/kernel/time";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { pushSmsReports } from "../../../infra/local/wechat-sandbox/smsReports";
import { fetchTransport } from "../fetchTransport";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../startTestProduct";
import { aFacility, aSlot, BAISHAMEN_PATH, putItems } from "../visitBuilders";

/** A person says no to WeChat's messages, or used up those they allowed: the message comes by SMS, once, and the office sees why. */
const LIN = "lin-xiaoyan";
const SLOT = aSlot();
const SMS = "您预约的「海口市白沙门污水处理厂（一期）」3月14日 周六 上午 09:00-11:30 参观（2 人）已确认。入场时请出示小程序「我的预约」里的参观码。";

let test: TestProduct;
let phone: ApiClient;
let office: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), SLOT]);
  const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: LIN, scope: "snsapi_userinfo" });
  const session = await test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } });
  if (!session.ok) throw new Error(session.refusal.code);
  phone = createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => session.value.token });
  office = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
});
afterEach(() => test.stop());

const received = () => test.sandbox.inboxes.of(LIN).map((message) => (message.kind === "NOTICE" ? message.title : message.text));
/** At the tap: the server says what to ask, WeChat asks, the person answers, the client tells. */
async function tap(answer: "accept" | "reject"): Promise<readonly string[]> {
  const asked = await phone.call(noticeRoutes.getSubscriptionAsks, { query: { moment: "BOOKING" } });
  if (!asked.ok) throw new Error(asked.refusal.code);
  const { templateIds } = asked.value;
  const said = await fetch(`${test.baseUrl}/sandbox/api/people/${LIN}/subscriptions`, { method: "POST", body: JSON.stringify({ templateIds, answer }) });
  const answers = (await said.json()) as Record<string, string>;
  const acceptedTemplateIds = templateIds.filter((id) => answers[id] === "accept");
  await phone.call(noticeRoutes.reportSubscriptions, { body: { requestId: newRequestId(), acceptedTemplateIds } });
  return templateIds;
}
async function bookedAndConfirmed(): Promise<string> {
  const body = {
    requestId: newRequestId(),
    slotId: SLOT.slotId,
    contactName: "林晓燕",
    contactPhone: "13900000001",
    heads: 2,
    safetyNoticeAccepted: true as const,
  };
  const booked = await phone.call(visitRoutes.submitBooking, { body });
  if (!booked.ok) throw new Error(booked.refusal.code);
  const { bookingId } = booked.value;
  const confirmed = await office.call(visitRoutes.confirmBooking, { params: { bookingId }, body: { requestId: newRequestId() } });
  expect(confirmed.ok).toBe(true);
  await test.settle();
  return bookingId;
}
const settleAfter = async (ms: number): Promise<void> => {
  test.clock.advanceMs(ms);
  await test.settle();
};
async function shownToTheOffice(bookingId: string): Promise<unknown> {
  const notices = await office.call(noticeRoutes.listBookingNotices, { params: { bookingId: bookingId as never } });
  if (!notices.ok) throw new Error(notices.refusal.code);
  return notices.value.items.map(({ title, outcomeLabel, maskedPhone, tries }) => ({
    title,
    outcomeLabel,
    maskedPhone,
    tries: tries.map(({ channelLabel, failureLabel, report }) => [channelLabel, failureLabel ?? "送出", ...(report === undefined ? [] : [report.label])]),
  }));
}

it("F24 R7 refused at the tap: one SMS, and the booking's detail says why", async () => {
  expect(await tap("reject")).toHaveLength(3);
  const bookingId = await bookedAndConfirmed();
  await settleAfter(60 * MINUTE_MS);
  expect(received()).toEqual([SMS]);
  expect(await shownToTheOffice(bookingId)).toEqual([
    {
      title: "预约成功通知",
      outcomeLabel: "已由短信送出",
      maskedPhone: "139****0001",
      tries: [
        ["小程序订阅消息", "对方没有接受微信消息"],
        ["短信", "送出"],
      ],
    },
  ]);
  // The carrier says that it lies on the phone.
  await pushSmsReports(test.sandbox);
  expect(await shownToTheOffice(bookingId)).toMatchObject([
    {
      outcomeLabel: "已由短信送达",
      tries: [
        ["小程序订阅消息", "对方没有接受微信消息"],
        ["短信", "送出", "运营商已送达"],
      ],
    },
  ]);
});

it("F24 accepted once: the first message is a card, and the next tap asks for another", async () => {
  await tap("accept");
  const bookingId = await bookedAndConfirmed();
  expect(received()).toEqual(["预约成功通知"]);
  expect(await shownToTheOffice(bookingId)).toMatchObject([{ outcomeLabel: "已由小程序订阅消息送出" }]);
  // Used up: it stands first again.
  expect((await tap("reject"))[0]).toBe("TPL_BOOKING_CONFIRMED");
});

it.each(["timeout", "timeout-after-commit", "500", "-1"] as const)(
  "R7 SMS and WeChat both answer %s at first: the booking stands, and the message comes once",
  async (kind) => {
    await tap("reject");
    test.sandbox.faults.inject({ endpoint: "/cgi-bin/message/subscribe/send", kind, times: 1 });
    test.sandbox.faults.inject({ endpoint: "/sms/send", kind, times: 1 });
    await bookedAndConfirmed();
    for (const minutes of [1, 5, 30, 120]) await settleAfter(minutes * MINUTE_MS);
    expect(received()).toEqual([SMS]);
  },
  40_000,
);

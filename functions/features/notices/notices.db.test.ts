import { createApiClient, type ApiClient } from "@app/contract/kernel/apiClient";
import type { BookingId } from "@app/contract/kernel/ids";
import { MINUTE_MS } from "@app/contract/kernel/time";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { startProductLoops } from "../../entrypoints/productLoops";
import { silentLog } from "../../platform/log/log";
import { fetchTransport } from "../../testing/fetchTransport";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, putItems } from "../../testing/visitBuilders";

const LIN = "lin-xiaoyan";
const SLOT = aSlot();
const SUBSCRIBE = "/cgi-bin/message/subscribe/send";
const CONFIRMED_SMS = "您预约的「海口市白沙门污水处理厂（一期）」3月14日 周六 上午 09:00-11:30 参观（2 人）已确认。入场时请出示小程序「我的预约」里的参观码。";

let test: TestProduct;
let visitor: ApiClient;
let admin: ApiClient;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), SLOT]);
  const code = test.sandbox.codes.issue({ appId: test.sandbox.apps.miniProgram.appId, personId: LIN, scope: "snsapi_userinfo" });
  const session = await test.anonymous().call(sessionRoutes.logInWithWechat, { body: { via: "MINIPROGRAM", code } });
  if (!session.ok) throw new Error(session.refusal.code);
  visitor = createApiClient({ baseUrl: test.baseUrl, transport: fetchTransport, sessionToken: () => session.value.token });
  admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
});
afterEach(() => test.stop());

async function submitted(): Promise<BookingId> {
  const body = {
    requestId: newRequestId(),
    slotId: SLOT.slotId,
    contactName: "林晓燕",
    contactPhone: "13900000001",
    heads: 2,
    safetyNoticeAccepted: true as const,
  };
  const answer = await visitor.call(visitRoutes.submitBooking, { body });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.bookingId;
}
async function confirmed(): Promise<void> {
  const answer = await admin.call(visitRoutes.confirmBooking, { params: { bookingId: await submitted() }, body: { requestId: newRequestId() } });
  if (!answer.ok) throw new Error(answer.refusal.code);
}
/** What LIN's phone shows, shortened to what matters. */
const received = () =>
  test.sandbox.inboxes
    .of(LIN)
    .map((message) =>
      message.kind === "NOTICE" ? { card: message.title, says: message.fields.map((field) => field.value), opens: message.page } : { sms: message.text },
    );
const settleAfter = async (ms: number): Promise<void> => {
  test.clock.advanceMs(ms);
  await test.settle();
};
async function noticeStates(): Promise<unknown[]> {
  const items = (await test.store.scan({ limit: 1000 })).items.filter((item) => item.pk.startsWith("NOTICE#"));
  return items.map((item) => ({
    state: item["state"],
    channel: item["channel"],
    attempts: item["attempts"],
    waits: item.index4?.pk.startsWith("DUE#") === true,
  }));
}

const CARD = { card: "预约成功通知", says: ["海口市白沙门污水处理厂（一期）", "2026年3月14日 09:00", "2", "请按时到达，入场时出示参观码"] };

describe("each decision tells the visitor once", () => {
  it("confirmed: one card that opens the booking, however often the outbox is looked at", async () => {
    const bookingId = await submitted();
    await admin.call(visitRoutes.confirmBooking, { params: { bookingId }, body: { requestId: newRequestId(), remark: "请穿平底鞋" } });
    await test.settle();
    await settleAfter(10 * MINUTE_MS);
    expect(received()).toEqual([{ ...CARD, says: [...CARD.says.slice(0, 3), "请穿平底鞋"], opens: `features/visits/booking/index?bookingId=${bookingId}` }]);
    expect(await noticeStates()).toEqual([{ state: "SENT", channel: "MINIPROGRAM", attempts: 1, waits: false }]);
  });

  it("declined: one card with the reason", async () => {
    const bookingId = await submitted();
    await admin.call(visitRoutes.declineBooking, { params: { bookingId }, body: { requestId: newRequestId(), remark: "当天设备检修" } });
    await test.settle();
    expect(received()).toMatchObject([
      { card: "预约未通过通知", says: ["海口市白沙门污水处理厂（一期）", "2026年3月14日 09:00", "当天设备检修", "可在小程序改约其他场次"] },
    ]);
  });

  it("not handled in time: one card at the minimum notice, none a second before, and the places are free", async () => {
    await submitted();
    test.clock.set("2026-03-14T07:59:59.999+08:00" as typeof SLOT.confirmBy);
    await test.settle();
    expect(received()).toEqual([]);
    test.clock.set(SLOT.confirmBy);
    await test.settle();
    expect(received()).toMatchObject([{ card: "预约失效通知", says: [expect.any(String), expect.any(String), "单位未在规定时间内确认", expect.any(String)] }]);
    const slots = await test.anonymous().call(visitRoutes.listSlots, { params: { facilityId: BAISHAMEN } });
    expect(slots.ok && slots.value.items[0]?.headsLeft).toBe(20);
  });

  it("M5 the slot closed: one card with the reason, that opens the facility for another day", async () => {
    await submitted();
    const closed = await admin.call(visitRoutes.closeSlots, {
      params: { facilityId: BAISHAMEN },
      body: { requestId: newRequestId(), date: SLOT.date, reason: "台风天气", seenBookings: 1 },
    });
    expect(closed.ok).toBe(true);
    await test.settle();
    await settleAfter(10 * MINUTE_MS);
    expect(received()).toEqual([
      {
        card: "场次取消通知",
        says: ["海口市白沙门污水处理厂（一期）", "2026年3月14日 09:00", "台风天气", "点开可改约其他时间"],
        opens: `features/visits/facility/index?facilityId=${BAISHAMEN}`,
      },
    ]);
  });

  it("the visitor's own cancelling tells nobody", async () => {
    await visitor.call(visitRoutes.cancelBooking, { params: { bookingId: await submitted() }, body: { requestId: newRequestId() } });
    await test.settle();
    expect([received(), await noticeStates()]).toEqual([[], []]);
  });
});

describe("R7 when a message cannot go the first way", () => {
  it("a person who refuses cards gets one SMS", async () => {
    test.sandbox.inboxes.setAccepts(LIN, false);
    await confirmed();
    await test.settle();
    await settleAfter(10 * MINUTE_MS);
    expect(received()).toEqual([{ sms: CONFIRMED_SMS }]);
    expect(await noticeStates()).toEqual([{ state: "SENT", channel: "SMS", attempts: 1, waits: false }]);
  });

  it.each(["500", "-1", "45011"] as const)("WeChat answers %s: the decision stands, and the card comes a minute later, once", async (kind) => {
    test.sandbox.faults.inject({ endpoint: SUBSCRIBE, kind, times: 1 });
    await confirmed();
    await test.settle();
    await settleAfter(MINUTE_MS - 1000);
    expect(received()).toEqual([]);
    await settleAfter(1000);
    await settleAfter(10 * MINUTE_MS);
    expect(received()).toMatchObject([CARD]);
    expect(await noticeStates()).toMatchObject([{ state: "SENT", channel: "MINIPROGRAM", attempts: 2 }]);
  });

  it("WeChat stays away: the second try goes by SMS, once", async () => {
    test.sandbox.faults.inject({ endpoint: SUBSCRIBE, kind: "500", times: 2 });
    await confirmed();
    await test.settle();
    await settleAfter(MINUTE_MS);
    await settleAfter(60 * MINUTE_MS);
    expect(received()).toEqual([{ sms: CONFIRMED_SMS }]);
  });

  it("the gateway took an SMS without telling: it is asked again under the same id and sends no second one", async () => {
    test.sandbox.inboxes.setAccepts(LIN, false);
    test.sandbox.faults.inject({ endpoint: "/sms/send", kind: "timeout-after-commit", times: 1 });
    await confirmed();
    await test.settle();
    expect(await noticeStates()).toMatchObject([{ state: "QUEUED", waits: true }]);
    await settleAfter(MINUTE_MS);
    expect(received()).toEqual([{ sms: CONFIRMED_SMS }]);
    expect(await noticeStates()).toMatchObject([{ state: "SENT", channel: "SMS", attempts: 2 }]);
  });

  it("WeChat took a card without telling: it comes twice rather than never, for WeChat knows no id of ours", async () => {
    test.sandbox.faults.inject({ endpoint: SUBSCRIBE, kind: "timeout-after-commit", times: 1 });
    await confirmed();
    await test.settle();
    await settleAfter(MINUTE_MS);
    await settleAfter(60 * MINUTE_MS);
    expect(received()).toMatchObject([CARD, CARD]);
  });

  it("everything stays away: six tries, the last when the night is over, then it is undelivered and stays on the record", async () => {
    test.sandbox.faults.inject({ endpoint: "*", kind: "500", times: 1000 });
    await confirmed();
    await test.settle();
    const tries: unknown[] = [];
    for (const minutes of [1, 5, 30, 120, 720]) {
      await settleAfter(minutes * MINUTE_MS - 1000);
      tries.push(...(await noticeStates()));
      await settleAfter(1000);
    }
    expect(tries).toEqual([1, 2, 3, 4, 5].map((attempts) => ({ state: "QUEUED", channel: undefined, attempts, waits: true })));
    expect((await noticeStates())[0]).toMatchObject({ state: "QUEUED", attempts: 5, waits: true });
    await settleAfter(8 * 60 * MINUTE_MS);
    expect(await noticeStates()).toEqual([{ state: "UNDELIVERED", channel: undefined, attempts: 6, waits: false }]);
    expect(received()).toEqual([]);
  });

  it("two senders at once send one card", async () => {
    await confirmed();
    await test.product.consumers.drain();
    await Promise.all([1, 2, 3].map(() => test.product.sendNotices()));
    expect(received()).toHaveLength(1);
  });

  it("M2 a WeChat that answers nothing holds up no hold: its places are free while the message still waits", async () => {
    test.sandbox.faults.inject({ endpoint: SUBSCRIBE, kind: "timeout", times: 1000 });
    await confirmed();
    const other = await test.as({ personId: "p-other" });
    await other.call(visitRoutes.holdPlaces, { body: { requestId: newRequestId(), slotId: SLOT.slotId, heads: 6 } });
    await test.product.consumers.drain();
    test.clock.advanceMs(10 * MINUTE_MS);
    const loops = startProductLoops(test.product, silentLog);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const slots = await test.anonymous().call(visitRoutes.listSlots, { params: { facilityId: BAISHAMEN } });
    expect(slots.ok && slots.value.items[0]?.headsLeft).toBe(18);
    expect(await noticeStates()).toMatchObject([{ state: "QUEUED" }]);
    await loops.stop();
  });
});

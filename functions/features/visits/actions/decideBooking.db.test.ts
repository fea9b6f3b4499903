import { addMs, type Instant } from "@app/contract/kernel/time";
import { visitErrors } from "@app/contract/visits/visits.errors";
import { startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import {
  anAccount,
  aVisitor,
  book,
  bookingsOf,
  confirmedBooking,
  decide,
  enter,
  eventCounts,
  eventsIn,
  inParallel,
  onDay,
  refusalOf,
  seatsOf,
  valueOf,
  visitDepsOf,
} from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN_PATH, hongsha, HONGSHA_PATH, putItems } from "../../../testing/visitBuilders";
import { personKey } from "../../sessions/personRepository";
import { getBookingItem } from "../bookingRepository";
import { settleBookingDeadline } from "./settleBookingDeadline";

const SLOT = aSlot();
/** One hour before the slot begins, by the default minimum notice. */
const CONFIRM_BY = onDay("2026-03-14", "08:00:00.000");
/** The end of the day before. */
const CANCEL_BY = onDay("2026-03-14", "00:00:00.000");
const END_OF_DAY = onDay("2026-03-15", "00:00:00.000");
const BOOKER = aVisitor("p-lin");

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha(), SLOT]);
});
afterEach(() => test.stop());

const seats = () => seatsOf(test.store, SLOT);
const pending = async (personId = "p-lin") => (await valueOf(book(test, SLOT, { personId, heads: 4 }))).bookingId;
const statusOf = async (bookingId: string) => (await getBookingItem(test.store, bookingId))?.status;
const around = (boundary: Instant) =>
  [
    { at: "the second before", now: addMs(boundary, -1000), before: true },
    { at: "the moment itself", now: boundary, before: false },
    { at: "the second after", now: addMs(boundary, 1000), before: false },
  ] as const;

describe("M4 confirm mode keeps the places until the minimum notice", () => {
  it.each(around(CONFIRM_BY))("M4 confirming at $at of the minimum notice succeeds: $before", async ({ now, before }) => {
    const bookingId = await pending();
    test.clock.set(now);
    const answer = await decide(test, bookingId, "CONFIRM");
    if (before) {
      expect(answer).toMatchObject({ ok: true, value: { status: "CONFIRMED" } });
      return;
    }
    expect(answer).toEqual({ ok: false, refusal: { code: "CONFIRM_TOO_LATE", confirmBy: CONFIRM_BY } });
    expect(visitErrors.CONFIRM_TOO_LATE.sentence({ confirmBy: CONFIRM_BY })).toBe(
      "确认应在 2026-03-14 08:00 之前完成，现在已过时间，系统会自动取消并通知预约人。",
    );
    expect(await eventCounts(test.store)).toEqual({ BOOKING_SUBMITTED: 1 });
  });

  it.each(around(CONFIRM_BY))("M4 the sweep at $at of the minimum notice leaves an undecided request waiting: $before", async ({ now, before }) => {
    const bookingId = await pending();
    test.clock.set(now);
    await test.product.sweep();
    expect(await statusOf(bookingId)).toBe(before ? "PENDING" : "EXPIRED");
    expect(await seats()).toEqual(before ? { bookedHeads: 4, heldHeads: 0, headsLeft: 16 } : { bookedHeads: 0, heldHeads: 0, headsLeft: 20 });
  });

  it("M4 an expired request says why, frees the person's time, and its visitor is told by SMS when WeChat does not know them", async () => {
    const bookingId = await pending();
    test.clock.set(CONFIRM_BY);
    await test.settle();
    expect(await getBookingItem(test.store, bookingId)).toMatchObject({ status: "EXPIRED", statusReason: "开放单位未在规定时间内确认，系统已自动取消" });
    expect((await test.store.get({ pk: "PERSON#p-lin", sk: "DAY#2026-03-14" }))?.["bookings"]).toEqual({});
    expect(test.sandbox.inboxes.of("lin-xiaoyan").map((received) => (received.kind === "SMS" ? received.text : received.kind))).toEqual([
      "很抱歉，「海口市白沙门污水处理厂（一期）」没有在规定时间内确认您 3月14日 周六 上午 09:00-11:30 的参观预约，系统已自动取消。您可以在小程序里改约其他场次。",
    ]);
    expect(await eventCounts(test.store)).toEqual({ BOOKING_SUBMITTED: 1, BOOKING_EXPIRED: 1 });
  });

  it("M4 five sweeps at once expire a request once and tell its visitor once", async () => {
    await pending();
    test.clock.set(CONFIRM_BY);
    await inParallel(5, () => test.product.sweep());
    await test.settle();
    expect(await eventCounts(test.store)).toEqual({ BOOKING_SUBMITTED: 1, BOOKING_EXPIRED: 1 });
    expect(test.sandbox.inboxes.of("lin-xiaoyan")).toHaveLength(1);
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 20 });
  });

  it("M4 a confirmed booking keeps its places past the minimum notice", async () => {
    const bookingId = await pending();
    await valueOf(decide(test, bookingId, "CONFIRM"));
    test.clock.set(addMs(CONFIRM_BY, 1000));
    await test.settle();
    expect(await statusOf(bookingId)).toBe("CONFIRMED");
    expect(await seats()).toEqual({ bookedHeads: 4, heldHeads: 0, headsLeft: 16 });
  });

  it("M4 a declined booking frees its places, keeps the reason and tells the visitor", async () => {
    const bookingId = await pending();
    await valueOf(decide(test, bookingId, "DECLINE", { remark: " 设备检修 " }));
    await test.settle();
    expect(await getBookingItem(test.store, bookingId)).toMatchObject({ status: "DECLINED", statusReason: "设备检修" });
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 20 });
    expect(test.sandbox.inboxes.of("lin-xiaoyan").map((received) => (received.kind === "SMS" ? received.text : received.kind))).toEqual([
      "您预约的「海口市白沙门污水处理厂（一期）」3月14日 周六 上午 09:00-11:30 参观未通过。原因：设备检修。您可以在小程序里改约其他场次。",
    ]);
  });

  it("M4 a visitor whom WeChat does not reach because of an unknown openid still gets the SMS", async () => {
    await test.store.transact([
      { kind: "put", tag: "person", item: { ...personKey("p-lin"), personId: "p-lin", openids: { MINIPROGRAM: "o-unknown" }, version: 1 } },
    ]);
    await pending();
    test.clock.set(CONFIRM_BY);
    await test.settle();
    expect(test.sandbox.inboxes.of("lin-xiaoyan")).toHaveLength(1);
  });

  it("M4 confirm and expiry at once: one of them, and the places follow it", async () => {
    const bookingId = await pending();
    const asListed = await getBookingItem(test.store, bookingId);
    test.clock.set(addMs(CONFIRM_BY, -1));
    // The sweep of a machine whose clock is ahead: it settles while the facility still may confirm.
    const [confirmed] = await Promise.all([decide(test, bookingId, "CONFIRM"), settleBookingDeadline(visitDepsOf(test), asListed ?? { pk: "", sk: "" })]);
    const status = await statusOf(bookingId);
    expect(status).toBe(confirmed.ok ? "CONFIRMED" : "EXPIRED");
    expect((await seats()).headsLeft).toBe(confirmed.ok ? 16 : 20);
    expect((await eventsIn(test.store)).length).toBe(2);
  });
});

describe("cancelling until the day before", () => {
  it.each(around(CANCEL_BY).flatMap((moment) => (["PENDING", "CONFIRMED"] as const).map((status) => ({ ...moment, status }))))(
    "M4 cancelling a $status booking at $at of the visit day succeeds: $before",
    async ({ now, before, status }) => {
      const bookingId = await pending();
      if (status === "CONFIRMED") await valueOf(decide(test, bookingId, "CONFIRM"));
      test.clock.set(now);
      const answer = await decide(test, bookingId, "CANCEL", { actor: BOOKER });
      if (before) expect(answer).toMatchObject({ ok: true, value: { status: "CANCELLED" } });
      else expect(answer).toEqual({ ok: false, refusal: { code: "CANCEL_TOO_LATE", cancelBy: CANCEL_BY } });
      expect(await seats()).toEqual(before ? { bookedHeads: 0, heldHeads: 0, headsLeft: 20 } : { bookedHeads: 4, heldHeads: 0, headsLeft: 16 });
    },
  );

  it("nobody but the booker cancels, and a stranger does not learn that the booking exists", async () => {
    const bookingId = await pending();
    expect(await refusalOf(decide(test, bookingId, "CANCEL"))).toEqual({ code: "ACTION_NOT_YOURS", caseLabel: "预约单" });
    expect(await refusalOf(decide(test, bookingId, "CANCEL", { actor: aVisitor("p-other") }))).toEqual({ code: "NOT_FOUND", what: "张预约单" });
    expect(await refusalOf(decide(test, bookingId, "CONFIRM", { actor: anAccount("FACILITY_ADMIN", HONGSHA_PATH) }))).toEqual({
      code: "NOT_FOUND",
      what: "张预约单",
    });
    expect(await statusOf(bookingId)).toBe("PENDING");
  });
});

describe("a no-show at the end of the day", () => {
  it.each(around(END_OF_DAY))("M4 the sweep at $at of the day's end leaves the booking confirmed: $before", async ({ now, before }) => {
    const { booking } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 4 });
    test.clock.set(now);
    await test.settle();
    expect(await getBookingItem(test.store, booking.bookingId)).toMatchObject(
      before ? { status: "CONFIRMED" } : { status: "NO_SHOW", statusReason: "参观当天没有入场记录" },
    );
    // The day is over: nobody can use the places any more, and the counter still says who had them.
    expect(await seats()).toEqual({ bookedHeads: 4, heldHeads: 0, headsLeft: 16 });
  });

  it("M4 a party of which one came is no no-show", async () => {
    const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 4 });
    test.clock.set(onDay("2026-03-14", "23:59:59.000"));
    await valueOf(enter(test, booking, { code, heads: 1 }));
    test.clock.set(addMs(END_OF_DAY, 1000));
    await test.settle();
    expect(await getBookingItem(test.store, booking.bookingId)).toMatchObject({ status: "CHECKED_IN", headsEntered: 1 });
  });
});

describe("R5 two admins decide the same booking at once", () => {
  const first = anAccount("FACILITY_ADMIN", BAISHAMEN_PATH, "王芳");
  const second = anAccount("FACILITY_ADMIN", BAISHAMEN_PATH, "李强");

  it("R5 30 times: one wins, the other is told who did what and when, and one event tells of it", async () => {
    await putItems(test.store, [aSlot({ date: "2026-03-15", capacityHeads: 200 })]);
    const large = aSlot({ date: "2026-03-15", capacityHeads: 200 });
    const ids = await inParallel(30, async (n) => (await valueOf(book(test, large, { personId: `p-${n}`, heads: 1 }))).bookingId);
    for (const [n, bookingId] of ids.entries()) {
      const acts = [() => decide(test, bookingId, "CONFIRM", { actor: first }), () => decide(test, bookingId, "DECLINE", { actor: second })];
      const answers = await Promise.all((n % 2 === 0 ? acts : acts.reverse()).map((act) => act()));
      const won = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
      const lost = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]));
      expect(won).toHaveLength(1);
      const confirmed = won[0]?.status === "CONFIRMED";
      expect(lost).toEqual([
        {
          code: "ACTION_NOT_AVAILABLE",
          caseLabel: "预约单",
          statusLabel: confirmed ? "已确认" : "未通过",
          // Nobody enters a week ahead, so nothing is offered.
          availableLabels: [],
          lastChange: confirmed ? "王芳 2026-03-07 09:00 确认预约" : "李强 2026-03-07 09:00 未通过",
        },
      ]);
      const item = await getBookingItem(test.store, bookingId);
      expect(item).toMatchObject({ status: won[0]?.status, version: 2 });
      expect(item?.history.map((entry) => entry.byName)).toEqual(["林晓燕", confirmed ? "王芳" : "李强"]);
    }
    const counts = await eventCounts(test.store);
    expect((counts["BOOKING_CONFIRMED"] ?? 0) + (counts["BOOKING_DECLINED"] ?? 0)).toBe(30);
    const confirmedHeads = (await bookingsOf(test.store)).filter((booking) => booking.status === "CONFIRMED").length;
    expect(await seatsOf(test.store, large)).toEqual({ bookedHeads: confirmedHeads, heldHeads: 0, headsLeft: 200 - confirmedHeads });
  });

  it("R5 the sentence names the state, who changed it and when", () => {
    expect(
      visitErrors.ACTION_NOT_AVAILABLE.sentence({
        caseLabel: "预约单",
        statusLabel: "未通过",
        availableLabels: [],
        lastChange: "李强 2026-03-07 09:00 未通过",
      }),
    ).toBe("这张预约单现在是「未通过」（李强 2026-03-07 09:00 未通过），不能再这样操作。请刷新后查看最新情况。");
  });

  it("R5 the booker cancels while the admin confirms: nothing is half done", async () => {
    for (let round = 0; round < 10; round += 1) {
      const personId = `p-${round}`;
      const bookingId = await pending(personId);
      const [, cancelled] = await Promise.all([decide(test, bookingId, "CONFIRM"), decide(test, bookingId, "CANCEL", { actor: aVisitor(personId) })]);
      // A confirmed booking may still be cancelled, so the booker always ends up free.
      expect(cancelled.ok).toBe(true);
      expect(await statusOf(bookingId)).toBe("CANCELLED");
      expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 20 });
    }
  });
});

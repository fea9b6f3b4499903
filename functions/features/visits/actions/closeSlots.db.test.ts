import { addMs } from "@app/contract/kernel/time";
import type { CloseSlots } from "@app/contract/visits/closure.schema";
import { visitErrors } from "@app/contract/visits/visits.errors";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { StoreUnavailable, type ScannableStore } from "../../../engines/store/storePort";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import {
  anAccount,
  aSubmission,
  aVisitor,
  book,
  bookingsOf,
  codeOf,
  confirmedBooking,
  decide,
  enter,
  eventCounts,
  eventsIn,
  everyItem,
  inParallel,
  onDay,
  refusalOf,
  requestId,
  seatsOf,
  valueOf,
  visitDepsOf,
} from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, hongsha, HONGSHA_PATH, putItems } from "../../../testing/visitBuilders";
import type { SlotItem } from "../slotRepository";
import { CLOSED_OUT_AT_ONCE, CLOSED_OUT_FOR_SURE_MS } from "./closeOutSlot";
import { closeSlots } from "./closeSlots";
import { holdPlaces } from "./holdPlaces";
import { inspectCode } from "./inspectCode";
import { reopenSlots } from "./reopenSlots";
import { submitBooking } from "./submitBooking";
import { previewClosure } from "../queries/previewClosure";

const DAY = "2026-03-14";
const MORNING = aSlot({ date: DAY, capacityHeads: 400 });
const AFTERNOON = aSlot({ date: DAY, startsAt: "14:00", endsAt: "16:30", capacityHeads: 100 });
const OTHER_DAY = aSlot({ date: "2026-03-15" });
const ADMIN = anAccount("FACILITY_ADMIN");
const LIVE = ["PENDING", "CONFIRMED"];

let test: TestProduct;
/** What the tests may do to the store: fail a transaction, let something happen just before one, or show a list without its newest entries. */
let fault: { failTransact?: (written: string) => boolean; beforeTransact?: (written: string) => Promise<void>; hideIndex1?: boolean };
beforeEach(async () => {
  fault = {};
  test = await startTestProduct({ wrapStore: withFaults });
  await putItems(test.store, [aFacility(), hongsha(), MORNING, AFTERNOON, OTHER_DAY]);
});
afterEach(() => test.stop());

function withFaults(store: ScannableStore): ScannableStore {
  return {
    get: (key) => store.get(key),
    getMany: (keys) => store.getMany(keys),
    scan: (input) => store.scan(input),
    query: async (input) => (fault.hideIndex1 === true && input.index === "index1" ? { items: [] } : store.query(input)),
    transact: async (writes) => {
      const written = JSON.stringify(writes);
      if (fault.failTransact?.(written) === true) throw new StoreUnavailable("the machine stopped here");
      await fault.beforeTransact?.(written);
      return store.transact(writes);
    },
  };
}

const close = (changes: Partial<CloseSlots> = {}, actor = ADMIN) =>
  closeSlots(test.product.engine, {
    actor,
    facilityId: BAISHAMEN,
    command: { requestId: requestId(), date: MORNING.date, reason: "设备检修", seenBookings: 1000, ...changes },
  });
const closeMorning = (changes: Partial<CloseSlots> = {}) => close({ slotIds: [MORNING.slotId], ...changes });
const preview = (slotId?: SlotItem["slotId"]) =>
  previewClosure({ store: test.store, clock: test.product.engine.clock }, ADMIN, { facilityId: BAISHAMEN, date: MORNING.date, slotId });
const reopen = (slot: SlotItem, actor = ADMIN) =>
  reopenSlots(test.product.engine, { actor, facilityId: BAISHAMEN, command: { requestId: requestId(), slotIds: [slot.slotId] } });
const slotNow = async (slot: SlotItem) => (await test.store.get({ pk: slot.pk, sk: slot.sk })) as SlotItem;
const noticesByPerson = async () =>
  (await everyItem(test.store))
    .filter((item) => item.pk.startsWith("NOTICE#") && item["template"] === "BOOKING_CLOSED_OUT")
    .map((item) => String(item["personId"]))
    .sort();
const liveOn = async (slot: SlotItem) => (await bookingsOf(test.store)).filter((booking) => booking.slotId === slot.slotId && LIVE.includes(booking.status));
const people = (count: number) => Array.from({ length: count }, (_, n) => `p-${n}`).sort();
/** Past the moment until which a closing looks again. */
const closeForGood = async (): Promise<void> => {
  await test.settle();
  test.clock.advanceMs(CLOSED_OUT_FOR_SURE_MS);
  await test.settle();
};

describe("M5 before anybody says yes", () => {
  it("M5 the preview counts the bookings and heads of the day by status, and what forms hold, and nothing else", async () => {
    await valueOf(book(test, MORNING, { personId: "p-1", heads: 3 }));
    await confirmedBooking(test, MORNING, { personId: "p-2", heads: 4 });
    await confirmedBooking(test, AFTERNOON, { personId: "p-3", heads: 2 });
    const gone = await valueOf(book(test, MORNING, { personId: "p-4", heads: 6 }));
    await valueOf(decide(test, gone.bookingId, "DECLINE"));
    await valueOf(book(test, OTHER_DAY, { personId: "p-5", heads: 1 }));
    await valueOf(
      holdPlaces(test.product.engine, {
        actor: aVisitor("p-6"),
        personId: "p-6",
        command: { requestId: requestId(), slotId: AFTERNOON.slotId, kind: "FAMILY", heads: 5 },
      }),
    );
    expect(await valueOf(preview())).toMatchObject({
      slots: [{ slotId: MORNING.slotId }, { slotId: AFTERNOON.slotId }],
      bookings: 3,
      heads: 9,
      byStatus: [
        { status: "PENDING", statusLabel: "待确认", bookings: 1, heads: 3 },
        { status: "CONFIRMED", statusLabel: "已确认", bookings: 2, heads: 6 },
      ],
      heldHeads: 5,
    });
    expect(await valueOf(preview(AFTERNOON.slotId))).toMatchObject({ slots: [{ slotId: AFTERNOON.slotId }], bookings: 1, heads: 2, heldHeads: 5 });
    expect(await eventCounts(test.store)).toMatchObject({ BOOKING_SUBMITTED: 5 });
  });

  it("M5 more bookings than the screen showed: nothing is closed, and the refusal tells the new numbers", async () => {
    await inParallel(3, (n) => valueOf(book(test, MORNING, { personId: `p-${n}`, heads: 2 })));
    const changed = { code: "CLOSURE_CHANGED", bookings: 3, heads: 6, seenBookings: 2 } as const;
    expect(await refusalOf(close({ seenBookings: 2 }))).toEqual(changed);
    expect(visitErrors.CLOSURE_CHANGED.sentence(changed)).toBe("您查看之后又有新的预约：现在会取消 3 条预约、6 人（您看到的是 2 条）。请核对后再次确认。");
    await test.settle();
    expect(await liveOn(MORNING)).toHaveLength(3);
    expect((await slotNow(MORNING)).status).toBe("OPEN");
    // Fewer than seen is no surprise.
    expect(await valueOf(close({ seenBookings: 4 }))).toMatchObject({ bookings: 3, heads: 6 });
  });

  it("M5 a day without open slots, a slot of another day and a slot that is over have nothing to close", async () => {
    expect(await refusalOf(close({ date: "2026-03-20" as CloseSlots["date"] }))).toEqual({ code: "NOTHING_TO_CLOSE", date: "2026-03-20" });
    expect(await refusalOf(close({ slotIds: [OTHER_DAY.slotId] }))).toEqual({ code: "NOT_FOUND", what: "个场次" });
    test.clock.set(onDay(DAY, "11:29:59.999"));
    expect((await valueOf(preview())).slots).toHaveLength(2);
    test.clock.set(onDay(DAY, "11:30:00.000"));
    expect((await valueOf(preview())).slots.map((slot) => slot.slotId)).toEqual([AFTERNOON.slotId]);
    expect(await refusalOf(closeMorning())).toEqual({ code: "NOTHING_TO_CLOSE", date: DAY });
  });

  it("M5 only the facility's own admin sees and closes", async () => {
    await valueOf(book(test, MORNING, { personId: "p-1" }));
    for (const actor of [anAccount("FACILITY_ADMIN", HONGSHA_PATH), anAccount("FACILITY_STAFF"), anAccount("CITY_ADMIN", "CN/46/4601"), aVisitor("p-1")]) {
      expect(await refusalOf(close({}, actor))).toEqual({ code: "NOT_FOUND", what: "家开放单位" });
      expect(await refusalOf(reopen(MORNING, actor))).toEqual({ code: "NOT_FOUND", what: "家开放单位" });
    }
    expect((await slotNow(MORNING)).status).toBe("OPEN");
    const byHttp = await test.as({ grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)] });
    const answers = [
      await byHttp.call(visitRoutes.previewClosure, { params: { facilityId: BAISHAMEN }, query: { date: MORNING.date } }),
      await byHttp.call(visitRoutes.closeSlots, {
        params: { facilityId: BAISHAMEN },
        body: { requestId: requestId(), date: MORNING.date, reason: "台风天气", seenBookings: 9 },
      }),
    ];
    expect(answers).toMatchObject([{ refusal: { code: "FORBIDDEN" } }, { refusal: { code: "FORBIDDEN" } }]);
  });

  it.each(["", "   ", "很".repeat(51)])("M5 the reason is asked for and at most 50 characters: %p is refused at its field", async (reason) => {
    const admin = await test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)] });
    const answer = await admin.call(visitRoutes.closeSlots, {
      params: { facilityId: BAISHAMEN },
      body: { requestId: requestId(), date: MORNING.date, reason, seenBookings: 0 },
    });
    expect(answer).toMatchObject({ refusal: { code: "INPUT_INVALID", fields: [{ path: "body.reason" }] } });
  });
});

describe("M5 after yes", () => {
  it("M5 thirty bookings in all states: the live ones are cancelled once, told once, their places and days free; the others stay", async () => {
    const bookings = await inParallel(30, (n) => valueOf(book(test, AFTERNOON, { personId: `p-${n}`, heads: 1 + (n % 3) })));
    const act = (from: number, to: number, what: (bookingId: (typeof bookings)[number]["bookingId"], n: number) => Promise<unknown>) =>
      Promise.all(bookings.slice(from, to).map(({ bookingId }, index) => what(bookingId, from + index)));
    await act(0, 15, (bookingId) => valueOf(decide(test, bookingId, "CONFIRM")));
    await act(20, 24, (bookingId, n) => valueOf(decide(test, bookingId, "CANCEL", { actor: aVisitor(`p-${n}`) })));
    await act(24, 30, (bookingId) => valueOf(decide(test, bookingId, "DECLINE")));
    test.clock.set(onDay(DAY, "09:30:00.000"));
    const inside = await Promise.all(bookings.slice(0, 3).map(async (booking) => valueOf(enter(test, booking, { code: codeOf(test, booking), heads: 1 }))));
    expect(await valueOf(preview(AFTERNOON.slotId))).toMatchObject({ bookings: 17, byStatus: [{ bookings: 5 }, { bookings: 12 }], heldHeads: 0 });
    const insideHeads = inside.reduce((sum, booking) => sum + booking.heads, 0);

    expect(await valueOf(close({ slotIds: [AFTERNOON.slotId], seenBookings: 17 }))).toMatchObject({ bookings: 17, items: [{ status: "CLOSED" }] });
    await closeForGood();
    await test.settle();

    const after = await bookingsOf(test.store);
    const statuses = bookings.map(({ bookingId }) => after.find((booking) => booking.bookingId === bookingId));
    expect(statuses.map((booking) => booking?.status)).toEqual([
      ...Array<string>(3).fill("CHECKED_IN"),
      ...Array<string>(21).fill("CANCELLED"),
      ...Array<string>(6).fill("DECLINED"),
    ]);
    expect(statuses[5]).toMatchObject({
      statusReason: "设备检修",
      history: [{}, {}, { eventType: "BOOKING_CLOSED_OUT", byName: "系统", remark: "设备检修" }],
    });
    expect(await eventCounts(test.store)).toMatchObject({ SLOTS_CLOSED: 1, BOOKING_CLOSED_OUT: 17, BOOKING_CANCELLED: 4 });
    expect(await noticesByPerson()).toEqual(people(20).filter((person) => !["p-0", "p-1", "p-2"].includes(person)));
    expect(await seatsOf(test.store, AFTERNOON)).toEqual({ bookedHeads: insideHeads, heldHeads: 0, headsLeft: 100 - insideHeads });
    expect((await test.store.get({ pk: "PERSON#p-5", sk: `DAY#${DAY}` }))?.["bookings"]).toEqual({});
    // The other slot of the day is untouched.
    expect((await slotNow(MORNING)).status).toBe("OPEN");
  });

  it("M5 the visitor reads the facility, the time and the reason, and the message opens the facility for another day", async () => {
    await valueOf(book(test, MORNING, { personId: "p-lin", heads: 2 }));
    await valueOf(closeMorning({ reason: "台风天气" }));
    await closeForGood();
    expect(test.sandbox.inboxes.of("lin-xiaoyan").map((received) => (received.kind === "SMS" ? received.text : received.kind))).toEqual([
      "很抱歉，「海口市白沙门污水处理厂（一期）」临时关闭了 3月14日 周六 上午 09:00-11:30 的场次，您的参观预约已取消。原因：台风天气。您可以在小程序里改约其他时间。",
    ]);
    const [notice] = (await everyItem(test.store)).filter((item) => item.pk.startsWith("NOTICE#"));
    expect(notice).toMatchObject({
      page: `features/visits/facility/index?facilityId=${BAISHAMEN}`,
      fields: { thing1: "海口市白沙门污水处理厂（一期）", time2: "2026年3月14日 09:00", thing3: "台风天气", thing4: "点开可改约其他时间" },
    });
  });

  it("M5 no place can be had any more: no hold, no booking; a form's hold is refused and its places come back", async () => {
    const hold = (personId: string, heads: number) =>
      holdPlaces(test.product.engine, {
        actor: aVisitor(personId),
        personId,
        command: { requestId: requestId(), slotId: MORNING.slotId, kind: "FAMILY", heads },
      });
    const held = await valueOf(hold("p-1", 4));
    await valueOf(closeMorning());
    const closed = { code: "SLOT_CLOSED", reason: "设备检修" };
    expect(await refusalOf(hold("p-2", 1))).toEqual(closed);
    expect(await refusalOf(hold("p-1", 2))).toEqual(closed);
    expect(await refusalOf(book(test, MORNING, { personId: "p-3" }))).toEqual(closed);
    const fromHold = submitBooking(visitDepsOf(test), {
      actor: aVisitor("p-1"),
      personId: "p-1",
      kind: "FAMILY",
      command: { ...aSubmission(MORNING, { heads: 4 }), holdId: held.holdId },
    });
    expect(await refusalOf(fromHold)).toEqual(closed);
    test.clock.set(held.expiresAt);
    await test.settle();
    expect(await seatsOf(test.store, MORNING)).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 400 });
    expect(await bookingsOf(test.store)).toEqual([]);
  });

  it("M5 nobody is waved through: the code is refused from the closing on, before and after its booking's turn", async () => {
    const { booking, code } = await confirmedBooking(test, MORNING, { personId: "p-1", heads: 2 });
    test.clock.set(onDay(DAY, "08:50:00.000"));
    const inspect = () =>
      inspectCode(visitDepsOf(test), { actor: anAccount("FACILITY_STAFF"), command: { requestId: requestId(), text: code, gateFacilityId: BAISHAMEN } });
    expect(await valueOf(inspect())).toMatchObject({ outcome: "ADMISSIBLE" });
    await valueOf(closeMorning());
    expect(await liveOn(MORNING)).toHaveLength(1);
    expect(await valueOf(inspect())).toMatchObject({ outcome: "REFUSED", refusal: { reason: "CANCELLED" } });
    expect(await refusalOf(enter(test, booking, { code, heads: 2 }))).toMatchObject({ code: "CHECK_IN_REFUSED", reason: "CANCELLED" });
    await closeForGood();
    expect(await valueOf(inspect())).toMatchObject({
      refusal: { reason: "CANCELLED", message: "这个场次已关闭（设备检修），预约已取消，不能入场。请预约人改约其他时间。" },
    });
    expect(await refusalOf(enter(test, booking, { code, heads: 1 }))).toMatchObject({ code: "CHECK_IN_REFUSED", reason: "CANCELLED" });
    expect((await eventCounts(test.store))["BOOKING_CHECKED_IN"]).toBeUndefined();
  });

  it("M5 a closed day makes nobody a no-show", async () => {
    await confirmedBooking(test, MORNING, { personId: "p-1" });
    await valueOf(close());
    test.clock.set(addMs(onDay("2026-03-15", "00:00:00.000"), 1000));
    // The day's end comes before the sweep has cancelled anything, as after a long stop: the closing is still what happened.
    await test.settle();
    expect((await bookingsOf(test.store)).map((booking) => booking.status)).toEqual(["CANCELLED"]);
    expect(await noticesByPerson()).toEqual(["p-1"]);
  });
});

describe("M5 R2 races, repeats and stops", () => {
  it("M5 20 people book while it closes, ten times: afterwards no live booking stands on the closed slot, and each that was made is told", async () => {
    for (let round = 0; round < 10; round += 1) {
      const slot = aSlot({ date: `2026-03-${16 + round}`, capacityHeads: 50 });
      await putItems(test.store, [slot]);
      const acts: (() => Promise<{ ok: boolean }>)[] = Array.from({ length: 20 }, (_, n) => () => book(test, slot, { personId: `p-${round}-${n}`, heads: 2 }));
      acts.splice(round * 2, 0, () => close({ date: slot.date, seenBookings: 1000 }));
      const answers = await Promise.all(acts.map((act) => act()));
      const booked = answers.filter((answer, index) => answer.ok && index !== round * 2).length;
      expect(answers[round * 2]).toMatchObject({ ok: true });
      test.clock.advanceMs(CLOSED_OUT_FOR_SURE_MS);
      await test.settle();
      expect(await liveOn(slot)).toEqual([]);
      expect((await noticesByPerson()).filter((person) => person.startsWith(`p-${round}-`))).toHaveLength(booked);
      expect(await seatsOf(test.store, slot)).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 50 });
    }
  });

  it.each(["booking", "hold"])("M5 a %s that saw the slot open and commits after the closing is refused by the commit itself", async (kind) => {
    fault.beforeTransact = async (written) => {
      if (!written.includes("p-slow")) return;
      fault = {};
      await valueOf(closeMorning());
    };
    const command = { requestId: requestId(), slotId: MORNING.slotId, kind: "FAMILY" as const, heads: 2 };
    const taken =
      kind === "booking"
        ? book(test, MORNING, { personId: "p-slow" })
        : holdPlaces(test.product.engine, { actor: aVisitor("p-slow"), personId: "p-slow", command });
    expect(await taken).toEqual({ ok: false, refusal: { code: "SLOT_CLOSED", reason: "设备检修" } });
    expect(await seatsOf(test.store, MORNING)).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 400 });
  });

  it("M5 a full day is cancelled page by page, and a stop in the middle resumes: each told once", async () => {
    const count = CLOSED_OUT_AT_ONCE + 20;
    await inParallel(count, (n) => valueOf(book(test, MORNING, { personId: `p-${n}` })));
    await valueOf(closeMorning());
    let done = 0;
    fault.failTransact = (written) => written.includes("BOOKING_CLOSED_OUT") && ++done > 37;
    await test.product.sweep();
    expect(await liveOn(MORNING)).toHaveLength(count - 37);
    fault = {};
    await test.product.sweep();
    expect(await liveOn(MORNING)).toHaveLength(0);
    await Promise.all([test.settle(), test.settle()]);
    test.clock.advanceMs(CLOSED_OUT_FOR_SURE_MS);
    await test.settle();
    expect((await eventCounts(test.store))["BOOKING_CLOSED_OUT"]).toBe(count);
    expect(await noticesByPerson()).toEqual(people(count));
    expect(await seatsOf(test.store, MORNING)).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 400 });
    expect((await slotNow(MORNING)).index4).toBeUndefined();
  });

  it("M5 one look takes one page, so that a full day holds up nothing else", async () => {
    await inParallel(CLOSED_OUT_AT_ONCE + 5, (n) => valueOf(book(test, MORNING, { personId: `p-${n}` })));
    await valueOf(closeMorning());
    await test.product.sweepCases();
    expect(await liveOn(MORNING)).toHaveLength(5);
    await test.product.sweepCases();
    expect(await liveOn(MORNING)).toHaveLength(0);
  });

  it("M5 a booking that the list does not show yet is found by the look that comes later", async () => {
    await valueOf(book(test, MORNING, { personId: "p-late" }));
    fault.hideIndex1 = true;
    await valueOf(closeMorning({ seenBookings: 0 }));
    await test.settle();
    expect(await liveOn(MORNING)).toHaveLength(1);
    fault = {};
    test.clock.advanceMs(CLOSED_OUT_FOR_SURE_MS - 1);
    await test.settle();
    expect(await liveOn(MORNING)).toHaveLength(1);
    test.clock.advanceMs(1);
    await test.settle();
    expect(await liveOn(MORNING)).toHaveLength(0);
    expect(await noticesByPerson()).toEqual(["p-late"]);
  });

  it("M5 R2 the same request ten times at once, and again later: one closing, one answer", async () => {
    await valueOf(book(test, MORNING, { personId: "p-1", heads: 3 }));
    const once = requestId();
    const answers = await inParallel(10, () => valueOf(close({ requestId: once, seenBookings: 1 })));
    await closeForGood();
    answers.push(await valueOf(close({ requestId: once, seenBookings: 1 })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ bookings: 1, heads: 3, items: [{ slotId: MORNING.slotId }, { slotId: AFTERNOON.slotId }] });
    expect(await eventCounts(test.store)).toMatchObject({ SLOTS_CLOSED: 1, BOOKING_CLOSED_OUT: 1 });
    expect(await refusalOf(close({ requestId: once, seenBookings: 1, reason: "台风天气" }))).toEqual({ code: "REQUEST_ID_REUSED" });
    expect(await refusalOf(close())).toEqual({ code: "NOTHING_TO_CLOSE", date: DAY });
  });

  it("M5 entering and closing at once: a party is inside or cancelled, never both", async () => {
    for (let round = 0; round < 10; round += 1) {
      const slot = aSlot({ date: DAY, startsAt: `1${round % 10}:00`, endsAt: `1${round % 10}:40`, capacityHeads: 10 });
      test.clock.set(NOW);
      await putItems(test.store, [slot]);
      const { booking, code } = await confirmedBooking(test, slot, { personId: `p-${round}`, heads: 2 });
      test.clock.set(onDay(DAY, "09:00:00.000"));
      const acts = [() => enter(test, booking, { code, heads: 2 }), () => close({ slotIds: [slot.slotId] }).then(() => test.product.sweepCases())];
      const [first] = await Promise.all((round % 2 === 0 ? acts : acts.reverse()).map((act) => act()));
      await test.product.sweepCases();
      const [after] = (await bookingsOf(test.store)).filter((found) => found.bookingId === booking.bookingId);
      const entered = (await eventsIn(test.store)).some((event) => event.caseId === booking.bookingId && event.eventType === "BOOKING_CHECKED_IN");
      expect(after?.status).toBe(entered ? "CHECKED_IN" : "CANCELLED");
      expect(first).toBeDefined();
    }
  });
});

describe("M5 opening again", () => {
  it("M5 a closed slot opens again after its last booking is cancelled; those stay cancelled, and others may book", async () => {
    const { bookingId } = await valueOf(book(test, MORNING, { personId: "p-1", heads: 2 }));
    await valueOf(closeMorning());
    expect(await refusalOf(reopen(MORNING))).toEqual({ code: "SLOT_STILL_CLOSING" });
    await test.settle();
    expect(await refusalOf(reopen(MORNING))).toEqual({ code: "SLOT_STILL_CLOSING" });
    test.clock.advanceMs(CLOSED_OUT_FOR_SURE_MS);
    await test.settle();
    const [opened] = (await valueOf(reopen(MORNING))).items;
    expect(opened).toMatchObject({ status: "OPEN", bookability: "BOOKABLE", headsLeft: 400 });
    expect(opened?.closedReason).toBeUndefined();
    expect(await slotNow(MORNING)).toEqual({ ...MORNING, version: 3 });
    expect(await valueOf(book(test, MORNING, { personId: "p-1", heads: 2 }))).toMatchObject({ status: "PENDING" });
    await test.settle();
    expect((await bookingsOf(test.store)).map((booking) => [booking.bookingId === bookingId, booking.status]).sort()).toEqual([
      [false, "PENDING"],
      [true, "CANCELLED"],
    ]);
    expect(await eventCounts(test.store)).toMatchObject({ SLOTS_CLOSED: 1, SLOTS_REOPENED: 1, BOOKING_CLOSED_OUT: 1 });
  });

  it("M5 a slot that has begun stays closed, and one that is open already stays open", async () => {
    await valueOf(closeMorning());
    await closeForGood();
    test.clock.set(onDay(DAY, "09:00:00.000"));
    expect(await refusalOf(reopen(MORNING))).toEqual({ code: "SLOT_ALREADY_BEGUN" });
    expect(await valueOf(reopen(AFTERNOON))).toMatchObject({ items: [{ status: "OPEN" }] });
    expect((await eventCounts(test.store))["SLOTS_REOPENED"]).toBeUndefined();
  });
});

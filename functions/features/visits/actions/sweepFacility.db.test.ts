import type { BookingId } from "@app/contract/kernel/ids";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import { slotPlanRoutes } from "@app/contract/visits/slotPlan.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import type { EditSlots } from "@app/contract/visits/slot.schema";
import { grantAt, newRequestId, NOW, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { aVisitor, book, bookingsOf, decide, eventsIn, inParallel, onDay, requestId, seatsOf, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, putItems } from "../../../testing/visitBuilders";
import { holdPlaces } from "./holdPlaces";
import { SWEPT_AT_ONCE } from "./sweepFacility";
import { firstSweep, sweepKey } from "../sweepRepository";

/** The promise M11: whatever changes later flags every booking it breaks, and nothing else; by itself it cancels nothing. */

const SLOT = aSlot({ capacityHeads: 20 });
const LATER = aSlot({ date: "2026-04-04", capacityHeads: 20 });
let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), SLOT, LATER]);
});
afterEach(() => test.stop());

const admin = () => test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
const city = () => test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });

async function editSlot(changes: Partial<EditSlots>, slot = SLOT): Promise<void> {
  const { items } = await valueOf(
    (await admin()).call(visitRoutes.listSlots, { params: { facilityId: BAISHAMEN }, query: { from: slot.date, to: slot.date } }),
  );
  const version = items[0]?.version ?? 0;
  await valueOf(
    (await admin()).call(slotPlanRoutes.editSlots, {
      params: { facilityId: BAISHAMEN },
      body: { requestId: newRequestId(), slots: [{ slotId: slot.slotId, version }], ...changes },
    }),
  );
}
async function suspend(changes: { until?: string; seenBookings?: number } = {}): Promise<void> {
  const facility = await valueOf((await city()).call(facilityRoutes.getManagedFacility, { params: { facilityId: BAISHAMEN } }));
  const { until, seenBookings = 99 } = changes;
  await valueOf(
    (await city()).call(facilityRoutes.changeFacilityStatus, {
      params: { facilityId: BAISHAMEN },
      body: {
        requestId: newRequestId(),
        version: facility.version,
        action: "SUSPEND",
        remark: "设备大修",
        seenBookings,
        ...(until === undefined ? {} : { until }),
      },
    }),
  );
}
/** Whom the list of 需处理 names, and why. */
async function flagged(): Promise<Record<string, string[]>> {
  const { items } = await valueOf((await admin()).call(facilityRoutes.listFlaggedBookings, { query: {} }));
  return Object.fromEntries(
    items.map((booking) => [booking.contactName === "" ? "" : booking.bookingId, (booking.attention ?? []).map(({ reason }) => reason)]),
  );
}
const flagEvents = async () =>
  (await eventsIn(test.store))
    .filter(({ eventType }) => eventType.startsWith("BOOKING_FLAG"))
    .map(({ eventType, caseId, payload }) => [eventType, caseId, payload["remark"]]);
const bookFor = async (personId: string, heads: number, slot = SLOT): Promise<BookingId> => (await valueOf(book(test, slot, { personId, heads }))).bookingId;

describe("M11 what later changes break is flagged", () => {
  it("M11 nothing is flagged while nothing is broken, and a quiet round writes no booking", async () => {
    await bookFor("p-a", 4);
    const before = await bookingsOf(test.store);
    await test.store.transact([{ kind: "put", tag: "round", item: { ...firstSweep(BAISHAMEN, NOW), index4: { pk: "DUE#FACILITY_SWEEP", sk: NOW } } }]);
    await test.settle();
    expect([await flagged(), await bookingsOf(test.store)]).toEqual([{}, before]);
  });

  it("M11 T6 places cut below what is booked: nobody is cancelled, the slot stands below zero, and each of its bookings is flagged once", async () => {
    const a = await bookFor("p-a", 6);
    const b = await bookFor("p-b", 6);
    await valueOf(decide(test, b, "CONFIRM"));
    const elsewhere = await bookFor("p-a", 6, LATER);
    await editSlot({ capacityHeads: 10 });
    await test.settle();
    await test.settle();
    expect(await flagged()).toEqual({ [a]: ["SLOT_OVERFULL"], [b]: ["SLOT_OVERFULL"] });
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 12, heldHeads: 0, headsLeft: -2 });
    expect((await bookingsOf(test.store)).find(({ bookingId }) => bookingId === elsewhere)?.attention).toBeUndefined();
    expect((await flagEvents()).sort()).toEqual(
      [
        ["BOOKING_FLAGGED", a, "场次已超额"],
        ["BOOKING_FLAGGED", b, "场次已超额"],
      ].sort(),
    );
    // Not a place more is sold.
    expect(await book(test, SLOT, { personId: "p-c", heads: 1 })).toEqual({ ok: false, refusal: { code: "SLOT_FULL", headsLeft: 0 } });
  });

  it("M11 one booking less and the rest fit again: their flags go by themselves", async () => {
    const [a, b] = [await bookFor("p-a", 6), await bookFor("p-b", 6)];
    await editSlot({ capacityHeads: 10 });
    await test.settle();
    await valueOf(decide(test, b, "DECLINE", { remark: "名额调整" }));
    expect(await flagged()).toEqual({ [a]: ["SLOT_OVERFULL"] });
    await test.settle();
    expect([await flagged(), await seatsOf(test.store, SLOT)]).toEqual([{}, { bookedHeads: 6, heldHeads: 0, headsLeft: 4 }]);
    expect((await flagEvents()).map(([eventType, id]) => [eventType, id === a ? "a" : "b"]).sort()).toEqual([
      ["BOOKING_FLAGGED", "a"],
      ["BOOKING_FLAGGED", "b"],
      ["BOOKING_FLAG_CLEARED", "a"],
    ]);
  });

  it("M11 places held by a form make no booking overfull", async () => {
    await bookFor("p-a", 6);
    await valueOf(
      holdPlaces(test.product.engine, {
        actor: aVisitor("p-b"),
        personId: "p-b",
        command: { requestId: requestId(), slotId: SLOT.slotId, kind: "FAMILY", heads: 6 },
      }),
    );
    await editSlot({ capacityHeads: 10 });
    await test.settle();
    expect([await flagged(), (await seatsOf(test.store, SLOT)).headsLeft]).toEqual([{}, -2]);
  });

  it("M11 a party rule that changes flags whom it no longer fits, and lets the others be", async () => {
    const [four, two] = [await bookFor("p-a", 4), await bookFor("p-b", 2)];
    await editSlot({ partyMin: 1, partyMax: 3 });
    await test.settle();
    expect(await flagged()).toEqual({ [four]: ["PARTY_RULE_BROKEN"] });
    await editSlot({ kinds: ["TEAM"] });
    await test.settle();
    expect(await flagged()).toEqual({ [four]: ["PARTY_RULE_BROKEN"], [two]: ["PARTY_RULE_BROKEN"] });
    await editSlot({ kinds: ["FAMILY", "TEAM"], partyMin: 1, partyMax: 6 });
    await test.settle();
    expect(await flagged()).toEqual({});
  });

  it("M11 a facility that is suspended flags its coming bookings; resumed, they are as before", async () => {
    const [near, far] = [await bookFor("p-a", 2), await bookFor("p-b", 2, LATER)];
    // 4 April lies 29 days ahead: its turn comes when its day is nearer.
    test.clock.set(onDay("2026-03-06", "22:00:00.000"));
    await suspend();
    await test.settle();
    test.clock.set(onDay("2026-03-06", "22:00:10.000"));
    await test.settle();
    test.clock.set(onDay("2026-03-07", "01:59:59.999"));
    await test.settle();
    expect(await flagged()).toEqual({ [near]: ["FACILITY_NOT_OPEN"] });
    test.clock.set(onDay("2026-03-07", "02:00:00.000"));
    await test.settle();
    expect(await flagged()).toEqual({ [near]: ["FACILITY_NOT_OPEN"], [far]: ["FACILITY_NOT_OPEN"] });
    const facility = await valueOf((await city()).call(facilityRoutes.getManagedFacility, { params: { facilityId: BAISHAMEN } }));
    await valueOf(
      (await city()).call(facilityRoutes.changeFacilityStatus, {
        params: { facilityId: BAISHAMEN },
        body: { requestId: newRequestId(), version: facility.version, action: "RESUME", seenBookings: 0 },
      }),
    );
    await test.settle();
    expect(await flagged()).toEqual({});
  });

  it("M11 a suspension with an end leaves the bookings after it alone, until the end has passed and nobody resumed", async () => {
    const [near, far] = [await bookFor("p-a", 2), await bookFor("p-b", 2, LATER)];
    await suspend({ until: "2026-03-20" });
    await test.settle();
    expect(await flagged()).toEqual({ [near]: ["FACILITY_NOT_OPEN"] });
    test.clock.set(onDay("2026-03-21", "02:00:00.000"));
    await test.settle();
    expect(await flagged()).toEqual({ [far]: ["FACILITY_NOT_OPEN"] });
  });

  it("M11 who closes the slot has dealt with it: its bookings are cancelled, told, and off the list", async () => {
    const a = await bookFor("p-a", 2);
    await suspend();
    await test.settle();
    expect(await flagged()).toEqual({ [a]: ["FACILITY_NOT_OPEN"] });
    await valueOf(
      (await admin()).call(visitRoutes.closeSlots, {
        params: { facilityId: BAISHAMEN },
        body: { requestId: newRequestId(), date: SLOT.date, reason: "单位暂停开放", seenBookings: 1 },
      }),
    );
    await test.settle();
    expect([await flagged(), (await bookingsOf(test.store)).map(({ status }) => status)]).toEqual([{}, ["CANCELLED"]]);
  });

  it("M11 offices read why and what to do; the booker is not worried by it", async () => {
    const bookingId = await bookFor("p-a", 4);
    await editSlot({ partyMin: 1, partyMax: 3 });
    await test.settle();
    const office = await valueOf((await admin()).call(visitRoutes.getBooking, { params: { bookingId } }));
    expect([office.flags, office.attention, office.timeline.at(-1)]).toEqual([
      [{ flag: "NEEDS_ATTENTION", label: "需处理" }],
      [{ reason: "PARTY_RULE_BROKEN", label: "不符合现在的接待规则", advice: "能接待的请把该场次的规则改回；不能接待的请不通过，已确认的请打电话商量改期。" }],
      { eventType: "BOOKING_FLAGGED", label: "因单位或场次变更，需处理", at: NOW, byName: "系统", remark: "不符合现在的接待规则" },
    ]);
    const booker = await valueOf((await test.as({ personId: "p-a" })).call(visitRoutes.getBooking, { params: { bookingId } }));
    expect([booker.flags, booker.attention, booker.timeline.map(({ eventType }) => eventType)]).toEqual([[], undefined, ["BOOKING_SUBMITTED"]]);
  });
});

describe("M11 the round is bounded, resumes, and is harmless twice", () => {
  const MANY = SWEPT_AT_ONCE + 30;
  const BIG = aSlot({ date: "2026-03-15", capacityHeads: 600 });

  it("M11 looks at a part at a time and goes on where it stopped", async () => {
    await putItems(test.store, [BIG]);
    for (let n = 0; n < MANY; n += 1) await bookFor(`p-${n}`, 4, BIG);
    await editSlot({ partyMin: 1, partyMax: 3 }, BIG);
    const counts: number[] = [];
    for (let look = 0; look < 4; look += 1) {
      await test.product.sweepCases();
      counts.push((await bookingsOf(test.store)).filter(({ attention }) => attention !== undefined).length);
    }
    // The first look tidies the list of those flagged before.
    expect(counts).toEqual([0, SWEPT_AT_ONCE, MANY, MANY]);
    expect((await flagEvents()).length).toBe(MANY);
    const page = await valueOf((await admin()).call(facilityRoutes.listFlaggedBookings, { query: { limit: 100 } }));
    expect([page.items.length, page.next === undefined]).toEqual([100, false]);
    const rest = await valueOf((await admin()).call(facilityRoutes.listFlaggedBookings, { query: { limit: 100, cursor: page.next } }));
    expect([rest.items.length, rest.next]).toEqual([30, undefined]);
  });

  it("M11 a change in the middle of a round begins it anew", async () => {
    await putItems(test.store, [BIG]);
    for (let n = 0; n < MANY; n += 1) await bookFor(`p-${n}`, 4, BIG);
    await editSlot({ partyMin: 1, partyMax: 3 }, BIG);
    await test.product.sweepCases();
    await test.product.sweepCases();
    await editSlot({ partyMin: 1, partyMax: 6 }, BIG);
    expect((await test.store.get(sweepKey(BAISHAMEN)))?.["cursor"]).toBeUndefined();
    for (let look = 0; look < 4; look += 1) await test.product.sweepCases();
    expect(await flagged()).toEqual({});
    expect((await bookingsOf(test.store)).filter(({ attention }) => (attention?.length ?? 0) > 0)).toEqual([]);
  });

  it("M11 R2 several sweeps at once flag each booking once", async () => {
    const [a, b] = [await bookFor("p-a", 6), await bookFor("p-b", 6)];
    await editSlot({ capacityHeads: 10 });
    await inParallel(5, () => test.product.sweepCases());
    await inParallel(5, () => test.product.sweepCases());
    expect((await flagEvents()).map(([, id]) => id).sort()).toEqual([a, b].sort());
  });

  it("M11 a booking that read the old rule and committed after the change is found by the second round", async () => {
    await bookFor("p-a", 2);
    await editSlot({ partyMin: 1, partyMax: 3 });
    await test.settle();
    // As one that was decided on the old rule before the change and whose commit came late.
    const late = await bookFor("p-b", 5, LATER);
    const item = (await bookingsOf(test.store)).find(({ bookingId }) => bookingId === late);
    const index1 = { pk: item?.index1?.pk ?? "", sk: `${SLOT.date}#${SLOT.startsAt}#${late}` };
    await test.store.transact([
      { kind: "update", tag: "late", key: { pk: `BOOKING#${late}`, sk: "STATE" }, set: { slotId: SLOT.slotId, slotSk: SLOT.sk, date: SLOT.date, index1 } },
    ]);
    test.clock.advanceMs(9_999);
    await test.settle();
    expect(await flagged()).toEqual({});
    test.clock.advanceMs(1);
    await test.settle();
    expect(await flagged()).toEqual({ [late]: ["PARTY_RULE_BROKEN"] });
  });

  it("M11 an entry of the list whose booking ended elsewhere is tidied away", async () => {
    const a = await bookFor("p-a", 6);
    await editSlot({ partyMin: 1, partyMax: 3 });
    await test.settle();
    const item = (await bookingsOf(test.store))[0];
    await test.store.transact([{ kind: "update", tag: "ended", key: { pk: `BOOKING#${a}`, sk: "STATE" }, set: { status: "CHECKED_IN" } }]);
    expect([item?.attention, await flagged()]).toEqual([["PARTY_RULE_BROKEN"], {}]);
    expect(await test.store.get({ pk: `BOOKING#${a}`, sk: "ATTENTION" })).toBeDefined();
    test.clock.set(onDay("2026-03-08", "02:00:00.000"));
    await test.settle();
    expect(await test.store.get({ pk: `BOOKING#${a}`, sk: "ATTENTION" })).toBeUndefined();
  });
});

describe("T6 places that are cut while people book", () => {
  it("T6 20 → 15 during 40 bookings: each was checked against the places of its own commit, and the slot adds up", async () => {
    for (let round = 0; round < 5; round += 1) {
      const slot = aSlot({ date: `2026-03-${16 + round}`, capacityHeads: 20 });
      await putItems(test.store, [slot]);
      const answers = await Promise.all([
        ...Array.from({ length: 40 }, (_, n) => book(test, slot, { personId: `p-${round}-${n}`, heads: 1 })),
        editSlot({ capacityHeads: 15 }, slot).then(() => ({ ok: false as const, refusal: { code: "EDIT" } })),
      ]);
      const booked = answers.filter(({ ok }) => ok).length;
      expect([...new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code])))].sort()).toEqual(["EDIT", "SLOT_FULL"]);
      expect(booked).toBeGreaterThanOrEqual(15);
      expect(booked).toBeLessThanOrEqual(20);
      expect(await seatsOf(test.store, slot)).toEqual({ bookedHeads: booked, heldHeads: 0, headsLeft: 15 - booked });
    }
  });
});

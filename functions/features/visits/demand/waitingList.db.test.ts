import fc from "fast-check";
import type { BookingId } from "@app/contract/kernel/ids";
import { HOUR_MS, MINUTE_MS, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import type { WaitingDetail } from "@app/contract/visits/waiting.schema";
import { newRequestId, NOW, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { anAccount, aVisitor, book, decide, eventCounts, eventsIn, inParallel, refusalOf, requestId, seatsOf, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, putItems } from "../../../testing/visitBuilders";
import { closeSlots } from "../actions/closeSlots";
import { holdPlaces } from "../actions/holdPlaces";
import { releaseHold } from "../actions/releaseHold";
import { standingKey } from "../noShows/noShowRepository";
import type { SlotItem } from "../slotRepository";
import { decideWaiting, lapseOffer } from "./decideWaiting";
import { demandKey } from "./demandRepository";
import { joinWaitingList } from "./joinWaitingList";
import { lookAfterWaitingList } from "./lookAfterWaitingList";
import { getWaitingItem, getWaitingList, partiesInOrder } from "./waitingRepository";

const SLOT = aSlot({ capacityHeads: 6 });
const LIN = "lin-xiaoyan";
/** Nobody of the sandbox has it, so its messages lie by the number. */
const PHONE = "13900000399";

const OFFER_TEXT =
  "您候补的「海口市白沙门污水处理厂（一期）」3月14日 周六 上午 09:00-11:30 参观有名额了（2 人），为您保留到 2026-03-07 13:00。请打开小程序「我的预约」里的「候补」接受，或让给别人。";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), SLOT]);
});
afterEach(() => test.stop());

const join = (personId: string, heads = 2, slot: SlotItem = SLOT) =>
  joinWaitingList(test.product.engine, {
    actor: aVisitor(personId),
    personId,
    command: { requestId: requestId(), slotId: slot.slotId, kind: "FAMILY", heads, contactPhone: PHONE },
  });
const ends = (personId: string, action: "LEAVE" | "DECLINE", id = requestId()) =>
  decideWaiting(test.product.engine, { actor: aVisitor(personId), personId, slotId: SLOT.slotId, action, requestId: id });
const statusOf = async (personId: string) => (await getWaitingItem(test.store, SLOT.slotId, personId))?.status;
const statuses = async (...people: string[]) => Promise.all(people.map(statusOf));
const bookedBy = async (personId: string, heads: number): Promise<BookingId> => (await valueOf(book(test, SLOT, { personId, heads }))).bookingId;
const cancelled = (personId: string, bookingId: BookingId) => valueOf(decide(test, bookingId, "CANCEL", { actor: aVisitor(personId) }));
/** Six heads in three bookings of two; nobody else gets in. */
async function fullSlot(): Promise<BookingId[]> {
  return [await bookedBy("b-1", 2), await bookedBy("b-2", 2), await bookedBy("b-3", 2)];
}
async function addsUp(): Promise<void> {
  const seats = await seatsOf(test.store, SLOT);
  expect(seats.bookedHeads + seats.heldHeads + seats.headsLeft).toBe(SLOT.capacityHeads);
  expect(seats.headsLeft).toBeGreaterThanOrEqual(0);
}

describe("joining", () => {
  it("M10 is refused while there are places, for who waits already, for who has a visit at that time, and for a kind or size that is not received", async () => {
    expect(await refusalOf(join("w-1"))).toEqual({ code: "PLACES_LEFT", headsLeft: 6 });
    await fullSlot();
    expect(await refusalOf(join("b-1"))).toMatchObject({ code: "BOOKING_OVERLAPS", startsAt: "09:00" });
    await valueOf(join("w-1"));
    expect(await refusalOf(join("w-1"))).toEqual({ code: "ALREADY_WAITING" });
    expect(await refusalOf(join("w-2", 7))).toMatchObject({ code: "PARTY_SIZE_OUT_OF_RANGE" });
    test.clock.set(SLOT.bookingClosesAt);
    expect(await refusalOf(join("w-3"))).toEqual({ code: "SLOT_BOOKING_ENDED" });
  });

  it("M10 a party too large for what is left may wait; the number of places one person waits for is limited", async () => {
    await bookedBy("b-1", 5);
    expect(await refusalOf(join("w-1", 1))).toEqual({ code: "PLACES_LEFT", headsLeft: 1 });
    expect((await valueOf(join("w-1", 2))).status).toBe("WAITING");
    const full = Array.from({ length: 10 }, (_, day) => aSlot({ capacityHeads: 1, date: `2026-03-${15 + day}` }));
    await putItems(test.store, full);
    for (const [index, slot] of full.entries()) await valueOf(book(test, slot, { personId: `b-${index}` }));
    for (const slot of full.slice(0, 9)) await valueOf(join("w-1", 1, slot));
    expect(await refusalOf(join("w-1", 1, full[9]))).toEqual({ code: "WAITING_TOO_MANY", max: 10 });
  });

  it("R2 the same request twenty times at once is one entry and one answer", async () => {
    await fullSlot();
    const id = requestId();
    const answers = await inParallel(20, () =>
      valueOf(
        joinWaitingList(test.product.engine, {
          actor: aVisitor("w-1"),
          personId: "w-1",
          command: { requestId: id, slotId: SLOT.slotId, kind: "FAMILY", heads: 2, contactPhone: PHONE },
        }),
      ),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await getWaitingList(test.store, SLOT.slotId))?.partyCount).toBe(1);
    expect((await eventCounts(test.store))["WAITING_JOINED"]).toBe(1);
  });

  it("M10 forty people at once all get in, each once, and each is told how many parties are ahead", async () => {
    await fullSlot();
    await inParallel(40, (n) => valueOf(join(`w-${n}`, 1)));
    const list = await getWaitingList(test.store, SLOT.slotId);
    expect(list?.partyCount).toBe(40);
    const inOrder = partiesInOrder(list as NonNullable<typeof list>).map((party) => party.personId);
    expect(new Set(inOrder).size).toBe(40);
    const third = await test.as({ personId: inOrder[2] as string });
    const mine = await third.call(demandRoutes.listMyWaiting, {});
    expect(mine.ok && mine.value.items.map(({ partiesAhead, status }) => [status, partiesAhead])).toEqual([["WAITING", 2]]);
  });
});

describe("freed places", () => {
  it("M10 go to who has waited longest, kept for four hours as a hold, and the message says until when", async () => {
    const [first] = await fullSlot();
    await valueOf(join(LIN));
    test.clock.advanceMs(1000);
    await valueOf(join("w-2"));
    await cancelled("b-1", first as BookingId);
    await test.settle();
    expect(await statuses(LIN, "w-2")).toEqual(["OFFERED", "WAITING"]);
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 4, heldHeads: 2, headsLeft: 0 });
    const until = "2026-03-07T13:00:01.000+08:00";
    const mine = await valueOf((await test.as({ personId: LIN })).call(demandRoutes.getMyWaiting, { params: { slotId: SLOT.slotId } }));
    expect(mine).toMatchObject({
      status: "OFFERED",
      offeredUntil: until,
      offer: { heads: 2, expiresAt: until },
      availableActions: [{ action: "ACCEPT" }, { action: "DECLINE" }],
    });
    expect(
      (await eventsIn(test.store))
        .filter(({ eventType }) => eventType === "WAITING_OFFERED")
        .map(({ payload }) => [payload["personId"], payload["offeredUntil"]]),
    ).toEqual([[LIN, until]]);
    expect(test.sandbox.inboxes.of(`phone:${PHONE}`)).toMatchObject([{ kind: "SMS", text: OFFER_TEXT }]);
  });

  it("M10 a party that does not fit is passed over and keeps its place", async () => {
    const [first, second] = await fullSlot();
    await valueOf(join("w-large", 4));
    test.clock.advanceMs(1);
    await valueOf(join("w-small", 2));
    await cancelled("b-1", first as BookingId);
    await test.settle();
    expect(await statuses("w-large", "w-small")).toEqual(["WAITING", "OFFERED"]);
    await valueOf(ends("w-small", "DECLINE"));
    await cancelled("b-2", second as BookingId);
    await test.settle();
    expect(await statuses("w-large", "w-small")).toEqual(["OFFERED", "DECLINED"]);
    await addsUp();
  });

  it("M10 an offer that is let pass goes to the next at once; declined twice it has one effect", async () => {
    const [first] = await fullSlot();
    await valueOf(join("w-1"));
    test.clock.advanceMs(1);
    await valueOf(join("w-2"));
    await cancelled("b-1", first as BookingId);
    await test.settle();
    const id = requestId();
    const answers = await inParallel(5, () => valueOf(ends("w-1", "DECLINE", id)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await refusalOf(ends("w-1", "DECLINE"))).toMatchObject({ code: "ACTION_NOT_AVAILABLE" });
    await test.settle();
    expect(await statuses("w-1", "w-2")).toEqual(["DECLINED", "OFFERED"]);
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 4, heldHeads: 2, headsLeft: 0 });
  });

  it("M10 an offer nobody answers goes on: the second before it stands, at its end it is the next one's, and the first is told", async () => {
    const [first] = await fullSlot();
    await valueOf(join("w-1"));
    test.clock.advanceMs(1);
    await valueOf(join("w-2"));
    await cancelled("b-1", first as BookingId);
    await test.settle();
    test.clock.advanceMs(4 * HOUR_MS - 1);
    await test.settle();
    expect(await statuses("w-1", "w-2")).toEqual(["OFFERED", "WAITING"]);
    test.clock.advanceMs(1);
    await test.settle();
    expect(await statuses("w-1", "w-2")).toEqual(["LAPSED", "OFFERED"]);
    const texts = test.sandbox.inboxes.of(`phone:${PHONE}`).map((message) => (message.kind === "SMS" ? message.text : ""));
    expect(texts.filter((text) => text.includes("没有在保留时间内接受"))).toHaveLength(1);
    expect(texts.filter((text) => text.includes("有名额了"))).toHaveLength(2);
    // Who missed it may wait again, at the end.
    test.clock.advanceMs(1);
    expect((await valueOf(join("w-1"))).partiesAhead).toBe(0);
    await addsUp();
  });

  it("M10 accepting is booking with the kept places, fewer heads give the rest to the next one", async () => {
    const [first] = await fullSlot();
    await valueOf(join("w-1", 2));
    test.clock.advanceMs(1);
    await valueOf(join("w-2", 1));
    await cancelled("b-1", first as BookingId);
    await test.settle();
    await valueOf(book(test, SLOT, { personId: "w-1", heads: 1 }));
    await test.settle();
    expect(await statuses("w-1", "w-2")).toEqual(["ACCEPTED", "OFFERED"]);
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 5, heldHeads: 1, headsLeft: 0 });
    expect(await eventCounts(test.store)).toMatchObject({ WAITING_OFFERED: 2, WAITING_ACCEPTED: 1 });
  });

  it("M10 leaving the form gives no offered place away, changing the heads there keeps the offer's time", async () => {
    const [first, second] = await fullSlot();
    await valueOf(join("w-1", 2));
    await cancelled("b-1", first as BookingId);
    await cancelled("b-2", second as BookingId);
    await test.settle();
    const mine = async (): Promise<WaitingDetail> =>
      valueOf((await test.as({ personId: "w-1" })).call(demandRoutes.getMyWaiting, { params: { slotId: SLOT.slotId } }));
    const { offer } = await mine();
    const actor = aVisitor("w-1");
    await valueOf(
      releaseHold(test.product.engine, { actor, personId: "w-1", holdId: offer?.holdId as NonNullable<typeof offer>["holdId"], requestId: requestId() }),
    );
    const more = await valueOf(
      holdPlaces(test.product.engine, { actor, personId: "w-1", command: { requestId: requestId(), slotId: SLOT.slotId, kind: "FAMILY", heads: 4 } }),
    );
    expect(more.expiresAt).toBe(offer?.expiresAt);
    expect((await mine()).offer).toMatchObject({ heads: 4, expiresAt: offer?.expiresAt });
    test.clock.advanceMs(4 * HOUR_MS);
    await test.settle();
    expect(await statusOf("w-1")).toBe("LAPSED");
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 2, heldHeads: 0, headsLeft: 4 });
  });

  it("M10 places of a hold that ran out, which no event tells of, are offered within a minute", async () => {
    await bookedBy("b-1", 4);
    await valueOf(
      holdPlaces(test.product.engine, {
        actor: aVisitor("h-1"),
        personId: "h-1",
        command: { requestId: requestId(), slotId: SLOT.slotId, kind: "FAMILY", heads: 2 },
      }),
    );
    await valueOf(join("w-1", 2));
    await test.settle();
    expect(await statusOf("w-1")).toBe("WAITING");
    test.clock.advanceMs(10 * MINUTE_MS);
    await test.settle();
    test.clock.advanceMs(MINUTE_MS);
    await test.settle();
    expect(await statusOf("w-1")).toBe("OFFERED");
  });

  it("M10 who has booked at that time meanwhile is passed, without a message; the next one gets the places", async () => {
    const [first] = await fullSlot();
    await valueOf(join("w-1"));
    test.clock.advanceMs(1);
    await valueOf(join("w-2"));
    const elsewhere = aSlot({ startsAt: "10:00", endsAt: "12:00" });
    await putItems(test.store, [elsewhere]);
    await valueOf(book(test, elsewhere, { personId: "w-1" }));
    await cancelled("b-1", first as BookingId);
    await test.settle();
    expect(await statuses("w-1", "w-2")).toEqual(["ENDED", "OFFERED"]);
  });

  it("M10 F6 who missed too often may not join, and one who did so while waiting is passed and told; the next one gets the places", async () => {
    const [first] = await fullSlot();
    const missed = Object.fromEntries(["01", "02", "03", "04", "05"].map((day) => [`missed-${day}`, `2026-03-${day}` as LocalDate]));
    const block = (personId: string) =>
      test.store.transact([{ kind: "put", tag: "standing", item: { ...standingKey(personId), missed: { "4601": missed }, version: 1 } }]);
    await valueOf(join("w-1"));
    test.clock.advanceMs(1);
    await valueOf(join("w-2"));
    await block("w-1");
    await block("w-3");
    expect(await refusalOf(join("w-3"))).toMatchObject({ code: "NO_SHOW_BLOCKED" });
    await cancelled("b-1", first as BookingId);
    await test.settle();
    expect(await statuses("w-1", "w-2")).toEqual(["ENDED", "OFFERED"]);
    expect((await getWaitingItem(test.store, SLOT.slotId, "w-1"))?.endedReason).toBe("您目前因多次未到访暂停预约");
  });

  it("M10 a party that the slot's rule has come to refuse is not offered what it could not book", async () => {
    const [first] = await fullSlot();
    await valueOf(join("w-1", 2));
    await test.store.transact([{ kind: "update", tag: "slot", key: { pk: SLOT.pk, sk: SLOT.sk }, set: { partyMax: 1 } }]);
    await cancelled("b-1", first as BookingId);
    await test.settle();
    expect(await statuses("w-1")).toEqual(["WAITING"]);
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 4, heldHeads: 0, headsLeft: 2 });
  });

  it("M10 at night an offer is made at once and its message comes in the morning", async () => {
    const [first] = await fullSlot();
    test.clock.set("2026-03-07T23:30:00.000+08:00" as Instant);
    await valueOf(join("w-1"));
    await cancelled("b-1", first as BookingId);
    await test.settle();
    const waiting = await getWaitingItem(test.store, SLOT.slotId, "w-1");
    expect([waiting?.status, waiting?.offeredUntil]).toEqual(["OFFERED", "2026-03-08T11:00:00.000+08:00"]);
    const texts = (): number => test.sandbox.inboxes.of(`phone:${PHONE}`).length;
    expect(texts()).toBe(0);
    test.clock.set("2026-03-08T07:00:00.000+08:00" as Instant);
    await test.settle();
    expect(texts()).toBe(1);
  });
});

describe("the end of a list", () => {
  it("M10 a closed slot ends everybody's waiting and offers, each told once with the reason, and gives the places back", async () => {
    const [first] = await fullSlot();
    for (const personId of ["w-1", "w-2", "w-3"]) {
      await valueOf(join(personId));
      test.clock.advanceMs(1);
    }
    await cancelled("b-1", first as BookingId);
    await test.settle();
    expect(await statuses("w-1", "w-2", "w-3")).toEqual(["OFFERED", "WAITING", "WAITING"]);
    await valueOf(
      closeSlots(test.product.engine, {
        actor: anAccount("FACILITY_ADMIN"),
        facilityId: BAISHAMEN,
        command: { requestId: requestId(), date: SLOT.date, reason: "设备检修", seenBookings: 2 },
      }),
    );
    await test.settle();
    await test.settle();
    expect(await statuses("w-1", "w-2", "w-3")).toEqual(["ENDED", "ENDED", "ENDED"]);
    expect(await seatsOf(test.store, SLOT)).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 6 });
    const ended = test.sandbox.inboxes.of(`phone:${PHONE}`).filter((message) => message.kind === "SMS" && message.text.includes("已结束候补"));
    expect(ended).toHaveLength(3);
    expect((await test.store.get(demandKey(BAISHAMEN)))?.["waitingParties"]).toBe(0);
  });

  it("M10 when booking ends, who still waits is told, and the list is left alone", async () => {
    await fullSlot();
    await valueOf(join("w-1"));
    await test.settle();
    test.clock.set(SLOT.bookingClosesAt);
    await test.settle();
    expect(await statusOf("w-1")).toBe("ENDED");
    expect(await getWaitingList(test.store, SLOT.slotId)).toMatchObject({ partyCount: 0, parties: {} });
    expect((await getWaitingList(test.store, SLOT.slotId))?.index4).toBeUndefined();
  });
});

it("R8 events given five times and two sweeps at once make one offer", async () => {
  const [first] = await fullSlot();
  await valueOf(join("w-1"));
  test.clock.advanceMs(1);
  await valueOf(join("w-2"));
  await cancelled("b-1", first as BookingId);
  const list = await getWaitingList(test.store, SLOT.slotId);
  await test.product.consumers.drain();
  await inParallel(5, () => lookAfterWaitingList(test.product.engine, list as NonNullable<typeof list>));
  await test.settle();
  expect((await eventCounts(test.store))["WAITING_OFFERED"]).toBe(1);
  expect(await statuses("w-1", "w-2")).toEqual(["OFFERED", "WAITING"]);
});

it("M10 accepting, letting pass and running out at one moment: one of them happens, and the places add up, 20 times", async () => {
  for (let round = 0; round < 20; round += 1) {
    const slot = aSlot({ capacityHeads: 2, date: `2026-03-${String(10 + round).padStart(2, "0")}` });
    await putItems(test.store, [slot]);
    const { bookingId } = await valueOf(book(test, slot, { personId: `r-${round}`, heads: 2 }));
    const personId = `w-${round}`;
    await valueOf(join(personId, 2, slot));
    await cancelled(`r-${round}`, bookingId);
    await test.product.consumers.drain();
    await test.product.sweepCases();
    const waiting = await getWaitingItem(test.store, slot.slotId, personId);
    expect(waiting?.status).toBe("OFFERED");
    test.clock.set(waiting?.offeredUntil as Instant);
    await Promise.all([
      book(test, slot, { personId, heads: 2 }),
      decideWaiting(test.product.engine, { actor: aVisitor(personId), personId, slotId: slot.slotId, action: "DECLINE", requestId: requestId() }),
      lapseOffer(test.product.engine, waiting as NonNullable<typeof waiting>),
    ]);
    await test.settle();
    const seats = await seatsOf(test.store, slot);
    expect(seats.bookedHeads + seats.heldHeads + seats.headsLeft).toBe(2);
    expect(["ACCEPTED", "DECLINED", "LAPSED"]).toContain((await getWaitingItem(test.store, slot.slotId, personId))?.status);
    test.clock.set(NOW);
  }
});

type Act =
  | { readonly kind: "BOOK" | "HOLD" | "JOIN"; readonly who: number; readonly heads: number }
  | { readonly kind: "CANCEL" | "LEAVE" | "DECLINE" | "ACCEPT"; readonly who: number }
  | { readonly kind: "WAIT"; readonly minutes: number }
  | { readonly kind: "SETTLE" };

const PEOPLE = 8;
const anAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom("BOOK", "HOLD", "JOIN", "JOIN"), who: fc.nat(PEOPLE - 1), heads: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("CANCEL", "CANCEL", "LEAVE", "DECLINE", "ACCEPT"), who: fc.nat(PEOPLE - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("WAIT" as const), minutes: fc.constantFrom(1, 11, 241) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("SETTLE" as const) }) },
) as fc.Arbitrary<Act>;

it("M10 whatever people do, side by side: places never exceed the capacity, and at rest no free place is kept from somebody who waits and fits", async () => {
  let day = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(anAct, { minLength: 1, maxLength: 4 }), { minLength: 5, maxLength: 25 }), async (rounds) => {
      test.clock.set(NOW);
      day += 1;
      // Each run has a slot and people of its own.
      const slot = aSlot({
        capacityHeads: 6,
        startsAt: `${String(8 + (day % 12)).padStart(2, "0")}:${String(day % 60).padStart(2, "0")}`,
        endsAt: "21:00",
        date: "2026-03-20",
      });
      await putItems(test.store, [slot]);
      const person = (who: number): string => `q${day}-${who}`;
      const bookings = new Map<number, BookingId>();
      const command = (heads: number) => ({ requestId: requestId(), slotId: slot.slotId, kind: "FAMILY" as const, heads });
      const take = async (act: Act): Promise<void> => {
        if (act.kind === "WAIT") return test.clock.advanceMs(act.minutes * MINUTE_MS);
        if (act.kind === "SETTLE") {
          await test.product.consumers.drain();
          await test.product.sweepCases();
          return;
        }
        const personId = person(act.who);
        const actor = aVisitor(personId);
        switch (act.kind) {
          case "BOOK": {
            const booked = await book(test, slot, { personId, heads: act.heads });
            if (booked.ok) bookings.set(act.who, booked.value.bookingId);
            return;
          }
          case "ACCEPT": {
            const waiting = await getWaitingItem(test.store, slot.slotId, personId);
            if (waiting?.status !== "OFFERED") return;
            const booked = await book(test, slot, { personId, heads: waiting.heads });
            if (booked.ok) bookings.set(act.who, booked.value.bookingId);
            return;
          }
          case "HOLD":
            await holdPlaces(test.product.engine, { actor, personId, command: command(act.heads) });
            return;
          case "JOIN":
            await joinWaitingList(test.product.engine, { actor, personId, command: { ...command(act.heads), contactPhone: PHONE } });
            return;
          case "CANCEL": {
            const bookingId = bookings.get(act.who);
            if (bookingId !== undefined) await decide(test, bookingId, "CANCEL", { actor });
            return;
          }
          default:
            await decideWaiting(test.product.engine, { actor, personId, slotId: slot.slotId, action: act.kind, requestId: requestId() });
        }
      };
      for (const acts of rounds) {
        await Promise.all(acts.map(take));
        const seats = await seatsOf(test.store, slot);
        expect(seats.bookedHeads + seats.heldHeads + seats.headsLeft).toBe(6);
        expect(seats.headsLeft).toBeGreaterThanOrEqual(0);
      }
      for (let round = 0; round < 3; round += 1) {
        await test.product.consumers.drain();
        await test.product.sweepCases();
        test.clock.advanceMs(MINUTE_MS);
      }
      const { headsLeft } = await seatsOf(test.store, slot);
      const list = await getWaitingList(test.store, slot.slotId);
      const kept = list === undefined ? [] : partiesInOrder(list).filter((party) => !party.offered && party.heads <= headsLeft);
      expect(kept).toEqual([]);
      // The list and the entries tell the same story.
      for (const party of list === undefined ? [] : partiesInOrder(list)) {
        expect((await getWaitingItem(test.store, slot.slotId, party.personId))?.status).toBe(party.offered ? "OFFERED" : "WAITING");
      }
    }),
    { seed: 20260307, numRuns: 60 },
  );
}, 120_000);

it("R12 nobody sees or ends another's waiting, and a phone number is in no list", async () => {
  await fullSlot();
  await valueOf(join("w-1"));
  const stranger = await test.as({ personId: "w-9" });
  const params = { slotId: SLOT.slotId };
  for (const call of [
    stranger.call(demandRoutes.getMyWaiting, { params }),
    stranger.call(demandRoutes.leaveWaitingList, { params, body: { requestId: newRequestId() } }),
    stranger.call(demandRoutes.declineOffer, { params, body: { requestId: newRequestId() } }),
  ]) {
    expect((await refusalOf(call)).code).toBe("NOT_FOUND");
  }
  const mine = await (await test.as({ personId: "w-1" })).call(demandRoutes.listMyWaiting, {});
  expect(JSON.stringify(mine)).not.toContain(PHONE);
});

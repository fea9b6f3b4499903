import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { BookingId, HoldId } from "@app/contract/kernel/ids";
import type { LocalDate, TimeOfDay } from "@app/contract/kernel/time";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { StoreUnavailable, type ScannableStore, type Write } from "../../engines/store/storePort";
import { grantAt, newRequestId, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import {
  aSubmission,
  book,
  confirmedBooking,
  enter,
  eventCounts,
  everyItem,
  inParallel,
  offlineScan,
  onDay,
  refusedScansAt,
  seatsOf,
  upload,
  valueOf,
} from "../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, BAISHAMEN_PATH, putItems } from "../../testing/visitBuilders";
import { compareVisitFigures } from "../statistics/rebuildVisitFigures";
import { holdIdOf } from "./holdRepository";

/** The promise M3 and R2: whatever changes something may be sent again with its request id, at once, later, or because no answer came. */

const SLOT = aSlot();
const VISIT_DAY = onDay("2026-03-14", "09:20:00.000");

/** The next transaction commits and its answer is lost on the way back: the caller hears that the store is unavailable. */
let loseNextAnswer = false;
const withLostAnswers = (store: ScannableStore): ScannableStore => ({
  get: (key) => store.get(key),
  getMany: (keys) => store.getMany(keys),
  query: (input) => store.query(input),
  scan: (input) => store.scan(input),
  async transact(writes: readonly Write[]) {
    const lose = loseNextAnswer;
    loseNextAnswer = false;
    const outcome = await store.transact(writes);
    if (lose && outcome.committed) throw new StoreUnavailable("the answer was lost");
    return outcome;
  },
});

let test: TestProduct;
beforeEach(async () => {
  loseNextAnswer = false;
  test = await startTestProduct({ wrapStore: withLostAnswers });
  await putItems(test.store, [aFacility(), SLOT]);
});
afterEach(() => test.stop());

type Answer = Awaited<ReturnType<ApiClient["call"]>>;
interface Repeatable {
  /** Sends the request; `otherBody` asks for something else under the same request id. */
  send(requestId: string, otherBody?: boolean): Promise<Answer>;
}

const visitor = () => test.as({ personId: "p-lin" });
const admin = () => test.as({ grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" });
const gate = () => test.as({ grants: [grantAt("FACILITY_STAFF", BAISHAMEN_PATH)], name: "王门岗" });
const pendingBooking = async (): Promise<BookingId> => (await valueOf(book(test, SLOT, { personId: "p-lin", heads: 4 }))).bookingId;

/** Every route that changes something, what stands before it, and what it must leave behind, exactly once. */
const ROUTES: readonly {
  route: string;
  prepare: () => Promise<Repeatable>;
  events: Record<string, number>;
  seats: Awaited<ReturnType<typeof seatsOf>>;
  figures?: { visits: number; heads: number };
}[] = [
  {
    route: "holdPlaces",
    prepare: async () => {
      const client = await visitor();
      return {
        send: (id, otherBody) => client.call(visitRoutes.holdPlaces, { body: { requestId: id, slotId: SLOT.slotId, heads: otherBody === true ? 5 : 4 } }),
      };
    },
    events: {},
    seats: { bookedHeads: 0, heldHeads: 4, headsLeft: 16 },
  },
  {
    route: "releaseHold",
    prepare: async () => {
      const client = await visitor();
      await valueOf(client.call(visitRoutes.holdPlaces, { body: { requestId: newRequestId(), slotId: SLOT.slotId, heads: 4 } }));
      const holdId = holdIdOf("p-lin", SLOT.slotId);
      return {
        send: (id, otherBody) => {
          return client.call(visitRoutes.releaseHold, {
            params: { holdId: otherBody === true ? ("another-hold" as HoldId) : holdId },
            body: { requestId: id },
          });
        },
      };
    },
    events: {},
    seats: { bookedHeads: 0, heldHeads: 0, headsLeft: 20 },
  },
  {
    route: "submitBooking",
    prepare: async () => {
      const client = await visitor();
      return {
        send: (id, otherBody) =>
          client.call(visitRoutes.submitBooking, { body: { ...aSubmission(SLOT, { heads: otherBody === true ? 5 : 4 }), requestId: id } }),
      };
    },
    events: { BOOKING_SUBMITTED: 1 },
    seats: { bookedHeads: 4, heldHeads: 0, headsLeft: 16 },
  },
  {
    route: "confirmBooking",
    prepare: async () => {
      const params = { bookingId: await pendingBooking() };
      const client = await admin();
      return {
        send: (id, otherBody) =>
          client.call(visitRoutes.confirmBooking, { params, body: { requestId: id, ...(otherBody === true ? { remark: "带好证件" } : {}) } }),
      };
    },
    events: { BOOKING_SUBMITTED: 1, BOOKING_CONFIRMED: 1 },
    seats: { bookedHeads: 4, heldHeads: 0, headsLeft: 16 },
  },
  {
    route: "declineBooking",
    prepare: async () => {
      const params = { bookingId: await pendingBooking() };
      const client = await admin();
      return {
        send: (id, otherBody) =>
          client.call(visitRoutes.declineBooking, { params, body: { requestId: id, remark: otherBody === true ? "人员不足" : "设备检修" } }),
      };
    },
    events: { BOOKING_SUBMITTED: 1, BOOKING_DECLINED: 1 },
    seats: { bookedHeads: 0, heldHeads: 0, headsLeft: 20 },
  },
  {
    route: "cancelBooking",
    prepare: async () => {
      const params = { bookingId: await pendingBooking() };
      const client = await visitor();
      return {
        send: (id, otherBody) =>
          client.call(visitRoutes.cancelBooking, { params, body: { requestId: id, ...(otherBody === true ? { remark: "改天再来" } : {}) } }),
      };
    },
    events: { BOOKING_SUBMITTED: 1, BOOKING_CANCELLED: 1 },
    seats: { bookedHeads: 0, heldHeads: 0, headsLeft: 20 },
  },
  {
    route: "checkIn",
    prepare: async () => {
      const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 4 });
      test.clock.set(VISIT_DAY);
      const client = await gate();
      const params = { bookingId: booking.bookingId };
      const body = { text: code, gateFacilityId: BAISHAMEN, deviceId: "device-000001" };
      return {
        send: (id, otherBody) => client.call(visitRoutes.checkIn, { params, body: { ...body, requestId: id, heads: otherBody === true ? 1 : 3 } }),
      };
    },
    events: { BOOKING_SUBMITTED: 1, BOOKING_CONFIRMED: 1, BOOKING_CHECKED_IN: 1 },
    seats: { bookedHeads: 4, heldHeads: 0, headsLeft: 16 },
    figures: { visits: 1, heads: 3 },
  },
  {
    route: "undoEntry",
    prepare: async () => {
      const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 4 });
      test.clock.set(VISIT_DAY);
      const entered = await valueOf(enter(test, booking, { code, heads: 3 }));
      const client = await gate();
      const params = { bookingId: booking.bookingId, entryId: entered.entries?.[0]?.entryId ?? ("" as EntryId) };
      return {
        send: (id, otherBody) =>
          client.call(gateRoutes.undoEntry, {
            params,
            body: { requestId: id, deviceId: "device-000001", ...(otherBody === true ? { reason: "扫错了" } : {}) },
          }),
      };
    },
    events: { BOOKING_SUBMITTED: 1, BOOKING_CONFIRMED: 1, BOOKING_CHECKED_IN: 1, BOOKING_ENTRY_UNDONE: 1 },
    seats: { bookedHeads: 4, heldHeads: 0, headsLeft: 16 },
    figures: { visits: 0, heads: 0 },
  },
  {
    route: "registerWalkIn",
    prepare: async () => {
      test.clock.set(VISIT_DAY);
      const client = await gate();
      const body = { slotId: SLOT.slotId, contactName: "陈志强", gateName: "东门", deviceId: "device-000001" };
      return {
        send: (id, otherBody) =>
          client.call(gateRoutes.registerWalkIn, { params: { facilityId: BAISHAMEN }, body: { ...body, requestId: id, heads: otherBody === true ? 1 : 3 } }),
      };
    },
    events: { BOOKING_CHECKED_IN: 1 },
    seats: { bookedHeads: 3, heldHeads: 0, headsLeft: 17 },
    figures: { visits: 1, heads: 3 },
  },
  {
    route: "settleEntryConflict",
    prepare: async () => {
      const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 4 });
      test.clock.set(VISIT_DAY);
      await valueOf(enter(test, booking, { code, heads: 4 }));
      const { results } = await valueOf(upload(test, [offlineScan(code, { heads: 2 })]));
      const client = await admin();
      const params = { conflictId: results[0]?.conflictId ?? ("" as EntryId) };
      return {
        send: (id, otherBody) =>
          client.call(gateRoutes.settleEntryConflict, {
            params,
            body: { requestId: id, decision: otherBody === true ? "COUNT_ONCE" : "COUNT_BOTH", remark: "确实多来了 2 人" },
          }),
      };
    },
    events: { BOOKING_SUBMITTED: 1, BOOKING_CONFIRMED: 1, BOOKING_CHECKED_IN: 1, BOOKING_ENTRY_DISPUTED: 1, BOOKING_ENTRY_SETTLED: 1 },
    seats: { bookedHeads: 4, heldHeads: 0, headsLeft: 16 },
    figures: { visits: 1, heads: 6 },
  },
  {
    route: "inspectCode",
    prepare: async () => {
      const { code } = await confirmedBooking(test, SLOT, { personId: "p-lin", heads: 4 });
      const client = await gate();
      return {
        send: (id, otherBody) =>
          client.call(visitRoutes.inspectCode, { body: { requestId: id, text: otherBody === true ? "another code" : code, gateFacilityId: BAISHAMEN } }),
      };
    },
    events: { BOOKING_SUBMITTED: 1, BOOKING_CONFIRMED: 1 },
    seats: { bookedHeads: 4, heldHeads: 0, headsLeft: 16 },
  },
  {
    route: "openSlots",
    prepare: async () => {
      const client = await admin();
      const params = { facilityId: BAISHAMEN };
      const period = { period: "AFTERNOON" as const, startsAt: "14:00" as TimeOfDay, endsAt: "16:30" as TimeOfDay, capacityHeads: 30 };
      return {
        send: (id, otherBody) =>
          client.call(visitRoutes.openSlots, {
            params,
            body: { requestId: id, dates: ["2026-03-20", otherBody === true ? "2026-03-22" : "2026-03-21"] as LocalDate[], periods: [period] },
          }),
      };
    },
    events: { SLOTS_OPENED: 1 },
    seats: { bookedHeads: 0, heldHeads: 0, headsLeft: 20 },
  },
];

/** Everything that stands in the store but the records of requests, sessions and the sandbox's people: what a repeat must leave as it is. */
async function standing(): Promise<unknown[]> {
  return (await everyItem(test.store)).filter((item) => !item.pk.startsWith("REQUEST#") && !item.pk.startsWith("SESSION#"));
}

describe.each(ROUTES)("M3 R2 $route", ({ route, prepare, events, seats, figures }) => {
  async function expectOneEffect(): Promise<void> {
    expect(await eventCounts(test.store)).toEqual(events);
    expect(await seatsOf(test.store, SLOT)).toEqual(seats);
    expect(await refusedScansAt(test.store, BAISHAMEN)).toHaveLength(route === "inspectCode" ? 1 : 0);
    await test.settle();
    expect(await compareVisitFigures(test.store)).toEqual([]);
    const month = await test.store.get({ pk: `FIGURES#VISITS#${BAISHAMEN}`, sk: "MONTH#2026-03" });
    expect({ visits: month?.["familyVisits"], heads: month?.["familyHeads"] }).toEqual(figures ?? {});
  }

  it(`M3 R2 ${route}: the same request id with another body is refused and changes nothing`, async () => {
    const { send } = await prepare();
    const id = newRequestId();
    await valueOf(send(id));
    const before = await standing();
    expect(await send(id, true)).toMatchObject({
      ok: false,
      refusal: { status: 409, code: "REQUEST_ID_REUSED", message: "这次提交与之前的一次重复但内容不同，请刷新页面后重新提交。" },
    });
    expect(await standing()).toEqual(before);
    await expectOneEffect();
  });

  it(`M3 R2 ${route}: sent again after the answer was lost it gives the answer and one effect`, async () => {
    const { send } = await prepare();
    const id = newRequestId();
    loseNextAnswer = true;
    expect(await send(id)).toMatchObject({ ok: false, refusal: { status: 503, code: "STORE_UNAVAILABLE" } });
    const before = await standing();
    const answer = await valueOf(send(id));
    expect(await valueOf(send(id))).toEqual(answer);
    expect(await standing()).toEqual(before);
    await expectOneEffect();
  });

  it(`M3 R2 ${route}: sent twice, the second later, it gives the same answer and one effect`, async () => {
    const { send } = await prepare();
    const id = newRequestId();
    const answer = await valueOf(send(id));
    test.clock.advanceMs(60_000);
    expect(await valueOf(send(id))).toEqual(answer);
    await expectOneEffect();
  });

  it(`M3 R2 T7 ${route}: sent 20 times at once it gives one answer 20 times and one effect`, async () => {
    const { send } = await prepare();
    const id = newRequestId();
    const answers = await inParallel(20, () => send(id));
    const first = await valueOf(Promise.resolve(answers[0] as Answer));
    expect(answers).toEqual(Array(20).fill({ ok: true, value: first }));
    await expectOneEffect();
  });
});

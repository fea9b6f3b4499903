import { addMs, MINUTE_MS } from "@app/contract/kernel/time";
import type { HoldId, SlotId } from "@app/contract/kernel/ids";
import type { Store } from "../../../engines/store/storePort";
import { NOW, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { aVisitor, book, inParallel, refusalOf, requestId, seatsOf, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, putItems } from "../../../testing/visitBuilders";
import { holdIdOf, holdKey } from "../holdRepository";
import { holdPlaces } from "./holdPlaces";
import { expireHold, releaseHold } from "./releaseHold";

const SLOT = aSlot({ capacityHeads: 6 });
const EXPIRY = addMs(NOW, 10 * MINUTE_MS);

/** Lets a test act in the moment between a command's reading and its writing. */
let beforeNextTransact: (() => Promise<void>) | undefined;
let test: TestProduct;
beforeEach(async () => {
  beforeNextTransact = undefined;
  test = await startTestProduct({
    wrapStore: (store) => ({
      get: (key) => store.get(key),
      getMany: (keys) => store.getMany(keys),
      query: (input) => store.query(input),
      scan: (input) => store.scan(input),
      async transact(writes) {
        const interlude = beforeNextTransact;
        beforeNextTransact = undefined;
        await interlude?.();
        return store.transact(writes);
      },
    }),
  });
  await putItems(test.store, [aFacility(), SLOT]);
});
afterEach(() => test.stop());

const hold = (personId: string, heads: number) =>
  holdPlaces(test.product.engine, { actor: aVisitor(personId), personId, command: { requestId: requestId(), slotId: SLOT.slotId, kind: "FAMILY", heads } });
const release = (personId: string, holdId: HoldId) => releaseHold(test.product.engine, { actor: aVisitor(personId), personId, holdId, requestId: requestId() });
const seats = () => seatsOf(test.store, SLOT);

describe("M2 a hold of ten minutes", () => {
  it("M2 is refused with the places left, and takes none, when the party is larger than what is left", async () => {
    await valueOf(hold("p-a", 4));
    expect(await refusalOf(hold("p-b", 3))).toEqual({ code: "SLOT_FULL", headsLeft: 2 });
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 4, headsLeft: 2 });
  });

  it("M2 takes the places at once and says how long it keeps them", async () => {
    const held = await valueOf(hold("p-a", 4));
    expect(held).toMatchObject({ holdId: holdIdOf("p-a", SLOT.slotId), heads: 4, expiresAt: EXPIRY, serverNow: NOW, slot: { headsLeft: 2 } });
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 4, headsLeft: 2 });
  });

  it.each([
    { at: "the second before", offsetMs: -1000, after: { bookedHeads: 0, heldHeads: 4, headsLeft: 2 } },
    { at: "the moment itself", offsetMs: 0, after: { bookedHeads: 0, heldHeads: 0, headsLeft: 6 } },
    { at: "the second after", offsetMs: 1000, after: { bookedHeads: 0, heldHeads: 0, headsLeft: 6 } },
  ])("M2 the sweep at $at leaves $after", async ({ offsetMs, after }) => {
    await valueOf(hold("p-a", 4));
    test.clock.set(addMs(EXPIRY, offsetMs));
    await test.product.sweep();
    expect(await seats()).toEqual(after);
  });

  it("M2 two sweeps at once free the places once", async () => {
    await valueOf(hold("p-a", 4));
    test.clock.set(EXPIRY);
    await inParallel(5, () => test.product.sweep());
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 6 });
  });

  it("M2 asked again it changes the heads and keeps its time", async () => {
    await valueOf(hold("p-a", 2));
    test.clock.advanceMs(9 * MINUTE_MS);
    expect(await valueOf(hold("p-a", 6))).toMatchObject({ heads: 6, expiresAt: EXPIRY });
    expect(await valueOf(hold("p-a", 1))).toMatchObject({ heads: 1, expiresAt: EXPIRY });
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 1, headsLeft: 5 });
  });

  it.each([
    { at: "the second before it ran out", offsetMs: -1000, expiresAt: EXPIRY },
    { at: "the moment it ran out", offsetMs: 0, expiresAt: addMs(EXPIRY, 10 * MINUTE_MS) },
  ])("M2 asked again $at it lasts until $expiresAt", async ({ offsetMs, expiresAt }) => {
    await valueOf(hold("p-a", 2));
    test.clock.set(addMs(EXPIRY, offsetMs));
    expect(await valueOf(hold("p-a", 2))).toMatchObject({ expiresAt });
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 2, headsLeft: 4 });
  });

  it("M2 released, it gives its places back once, however often it is released", async () => {
    const { holdId } = await valueOf(hold("p-a", 4));
    expect(await valueOf(release("p-a", holdId))).toEqual({ holdId });
    expect(await valueOf(release("p-a", holdId))).toEqual({ holdId });
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 6 });
  });

  it("M2 another person can neither release it nor book with it", async () => {
    const { holdId } = await valueOf(hold("p-a", 4));
    expect(await refusalOf(release("p-b", holdId))).toEqual({ code: "NOT_FOUND", what: "个保留的名额" });
    expect(await refusalOf(book(test, SLOT, { personId: "p-b", heads: 3 }))).toEqual({ code: "SLOT_FULL", headsLeft: 2 });
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 4, headsLeft: 2 });
  });

  it("M2 becomes the booking, also with other heads than were held", async () => {
    await valueOf(hold("p-a", 4));
    await valueOf(book(test, SLOT, { personId: "p-a", heads: 5 }));
    expect(await seats()).toEqual({ bookedHeads: 5, heldHeads: 0, headsLeft: 1 });
  });

  it("M2 submitted after it ran out, it is refused when others took the places", async () => {
    await valueOf(hold("p-a", 4));
    test.clock.set(EXPIRY);
    await test.product.sweep();
    await valueOf(book(test, SLOT, { personId: "p-b", heads: 5 }));
    expect(await refusalOf(book(test, SLOT, { personId: "p-a", heads: 4 }))).toEqual({ code: "SLOT_FULL", headsLeft: 1 });
    expect(await seats()).toEqual({ bookedHeads: 5, heldHeads: 0, headsLeft: 1 });
  });

  it.each([
    { swept: "before the sweep", sweep: false },
    { swept: "after the sweep", sweep: true },
  ])("M2 submitted after it ran out, $swept, it succeeds while places remain", async ({ sweep }) => {
    await valueOf(hold("p-a", 4));
    test.clock.set(addMs(EXPIRY, 1000));
    if (sweep) await test.product.sweep();
    await valueOf(book(test, SLOT, { personId: "p-a", heads: 4 }));
    await test.product.sweep();
    expect(await seats()).toEqual({ bookedHeads: 4, heldHeads: 0, headsLeft: 2 });
  });

  it("M2 a slot that is unknown, of another form, or gone is not found", async () => {
    const nowhere = { actor: aVisitor("p-a"), personId: "p-a" };
    for (const slotId of ["nonsense", "haikou-baishamen~2026-03-15~0900", "nowhere~2026-03-14~0900"] as SlotId[]) {
      const command = { requestId: requestId(), slotId, kind: "FAMILY" as const, heads: 1 };
      expect(await refusalOf(holdPlaces(test.product.engine, { ...nowhere, command }))).toEqual({ code: "NOT_FOUND", what: "个场次" });
    }
  });
});

describe("a hold that ended and began anew in the meantime is another hold", () => {
  /** The person leaves the form and comes back with one head, in the moment before somebody who saw the hold of six writes. */
  const beginAnewWithOne = async (): Promise<void> => {
    await valueOf(release("p-a", holdIdOf("p-a", SLOT.slotId)));
    await valueOf(hold("p-a", 1));
  };

  it("a sweep that found the old one in a list that lags behind leaves the new one alone", async () => {
    await valueOf(hold("p-a", 6));
    const listed = await (test.store as Store).get(holdKey(holdIdOf("p-a", SLOT.slotId)));
    test.clock.set(EXPIRY);
    await beginAnewWithOne();
    await expireHold(test.product.engine, listed ?? { pk: "", sk: "" });
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 1, headsLeft: 5 });
  });

  it("a booking that read the old one reads again", async () => {
    await valueOf(hold("p-a", 6));
    beforeNextTransact = beginAnewWithOne;
    await valueOf(book(test, SLOT, { personId: "p-a", heads: 6 }));
    expect(await seats()).toEqual({ bookedHeads: 6, heldHeads: 0, headsLeft: 0 });
  });

  it("a release that read the old one frees what the new one holds", async () => {
    const { holdId } = await valueOf(hold("p-a", 6));
    beforeNextTransact = beginAnewWithOne;
    await valueOf(release("p-a", holdId));
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 0, headsLeft: 6 });
  });

  it("a change of heads that read the old one reads again", async () => {
    await valueOf(hold("p-a", 6));
    beforeNextTransact = beginAnewWithOne;
    await valueOf(hold("p-a", 3));
    expect(await seats()).toEqual({ bookedHeads: 0, heldHeads: 3, headsLeft: 3 });
  });
});

it("T9 a hold that runs out while it is booked is used or freed, 100 times, and the seats add up", async () => {
  const slots = Array.from({ length: 100 }, (_, n) =>
    aSlot({ date: `2026-03-${10 + (n % 20)}`, startsAt: `0${n % 5}:${10 + Math.floor(n / 20)}`, capacityHeads: 6 }),
  );
  await test.store.transact(slots.map((slot) => ({ kind: "put", tag: slot.slotId, item: slot })));
  await inParallel(100, async (n) => {
    const command = { requestId: requestId(), slotId: slots[n]?.slotId ?? SLOT.slotId, kind: "FAMILY" as const, heads: 4 };
    await valueOf(holdPlaces(test.product.engine, { actor: aVisitor(`p-${n}`), personId: `p-${n}`, command }));
  });
  test.clock.advanceMs(10 * MINUTE_MS);
  const submitted = slots.map((slot, n) => () => book(test, slot, { personId: `p-${n}`, heads: 4 }));
  const [answers] = await Promise.all([Promise.all(submitted.map((submit) => submit())), test.product.sweep(), test.product.sweep()]);
  for (const answer of answers) await valueOf(answer);
  for (const slot of slots) expect(await seatsOf(test.store, slot)).toEqual({ bookedHeads: 4, heldHeads: 0, headsLeft: 2 });
});

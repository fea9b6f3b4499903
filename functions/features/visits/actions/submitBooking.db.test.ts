import { visitRoutes } from "@app/contract/visits/visits.routes";
import type { ScannableStore, Write } from "../../../engines/store/storePort";
import { newRequestId, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { aSubmission, aVisitor, book, bookingsOf, decide, inParallel, refusalOf, requestId, seatsOf, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, putItems } from "../../../testing/visitBuilders";
import { SLOT_TAG, type SlotItem } from "../slotRepository";

/** The negative control's switch: takes the capacity out of the condition and leaves everything else (T3). */
let capacityIsChecked = true;
/** Told after every commit, so that a test can look at each state the store was ever in (T5). */
let afterCommit: () => Promise<void> = async () => undefined;
const withCapacitySwitch = (store: ScannableStore): ScannableStore => ({
  get: (key) => store.get(key),
  getMany: (keys) => store.getMany(keys),
  query: (input) => store.query(input),
  scan: (input) => store.scan(input),
  async transact(writes) {
    const outcome = await store.transact(capacityIsChecked ? writes : writes.map(withoutCapacityCondition));
    if (outcome.committed) await afterCommit();
    return outcome;
  },
});
const withoutCapacityCondition = (write: Write): Write =>
  write.tag === SLOT_TAG && write.kind === "update" ? { ...write, condition: { kind: "exists" } } : write;

let test: TestProduct;
beforeEach(async () => {
  capacityIsChecked = true;
  afterCommit = async () => undefined;
  test = await startTestProduct({ wrapStore: withCapacitySwitch });
  await putItems(test.store, [aFacility()]);
});
afterEach(() => test.stop());

/** The n-th slot of its own; no two of them overlap for a person, because each race has its own people. */
async function openSlot(capacityHeads: number, n = 0): Promise<SlotItem> {
  const slot = aSlot({ date: `2026-03-${10 + (n % 20)}`, startsAt: ["09:00", "09:30", "10:00"][Math.floor(n / 20)] ?? "09:00", capacityHeads });
  await putItems(test.store, [slot]);
  return slot;
}

type Booked = Awaited<ReturnType<typeof book>>;
const isSold = (answer: Booked): boolean => answer.ok;
const refusalsOf = (answers: readonly Booked[]) => answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]));

/** Many people want a place at once; each is another person with another request. */
const race = (slot: SlotItem, clients: number, headsOf: (n: number) => number = () => 1, round = 0) =>
  inParallel(clients, (n) => book(test, slot, { personId: `p-${round}-${n}`, heads: headsOf(n) }));

describe("the last places", () => {
  it("M1 200 requests at once of 1-6 people for the last 6 places never book more than 6, and each loser hears how many are left", async () => {
    const slot = await openSlot(6);
    const people = await inParallel(200, (n) => test.as({ personId: `p-${n}` }));
    const answers = await Promise.all(
      people.map((person, n) =>
        person.call(visitRoutes.submitBooking, { body: { ...aSubmission(slot, { heads: 1 + ((n * 7) % 6) }), requestId: newRequestId() } }),
      ),
    );
    const seats = await seatsOf(test.store, slot);
    expect(seats.bookedHeads + seats.headsLeft).toBe(6);
    expect(seats.headsLeft).toBeGreaterThanOrEqual(0);
    expect(answers.filter((answer) => answer.ok).reduce((sum, answer) => sum + (answer.ok ? answer.value.heads : 0), 0)).toBe(seats.bookedHeads);
    const refused = answers.flatMap((answer, n) => (answer.ok ? [] : [{ refusal: answer.refusal, heads: 1 + ((n * 7) % 6) }]));
    for (const { refusal, heads } of refused) {
      const headsLeft = Number(refusal.details?.["headsLeft"]);
      expect(refusal).toMatchObject({
        status: 409,
        code: "SLOT_FULL",
        message: headsLeft === 0 ? "这个场次已约满，请选择其他场次。" : `这个场次只剩 ${headsLeft} 个名额，请减少人数或选择其他场次。`,
        fields: [{ path: "body.heads" }],
      });
      // Told at the moment of their refusal: fewer than they wanted, and never fewer than in the end.
      expect(headsLeft).toBeLessThan(heads);
      expect(headsLeft).toBeGreaterThanOrEqual(seats.headsLeft);
    }
  });

  it("R1 T1 500 people race for 20 places, 50 rounds: 20 are sold each round and the other 480 hear that none is left", async () => {
    for (let round = 0; round < 50; round += 1) {
      const slot = await openSlot(20, round);
      const answers = await race(slot, 500, () => 1, round);
      expect(answers.filter(isSold)).toHaveLength(20);
      expect(refusalsOf(answers)).toEqual(Array(480).fill({ code: "SLOT_FULL", headsLeft: 0 }));
      expect((await test.store.get(slot))?.["headsLeft"]).toBe(0);
    }
    expect(await bookingsOf(test.store)).toHaveLength(1000);
  }, 120_000);

  it("R1 T1 500 people race for 20 places over HTTP: 20 are sold, 480 answers say sold out, no answer is a 5xx", async () => {
    const slot = await openSlot(20);
    const people = await inParallel(500, (n) => test.as({ personId: `p-${n}` }));
    const answers = await Promise.all(people.map((person) => person.call(visitRoutes.submitBooking, { body: aSubmission(slot) })));
    const outcomes: Record<string, number> = {};
    for (const answer of answers) {
      const outcome = answer.ok ? answer.value.status : `${answer.refusal.status} ${answer.refusal.code} ${JSON.stringify(answer.refusal.details)}`;
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
    expect(outcomes).toEqual({ PENDING: 20, '409 SLOT_FULL {"headsLeft":0}': 480 });
    expect(await seatsOf(test.store, slot)).toEqual({ bookedHeads: 20, heldHeads: 0, headsLeft: 0 });
  }, 60_000);

  it("T3 negative control: without the capacity in the condition the same race oversells", async () => {
    const slot = await openSlot(20);
    capacityIsChecked = false;
    const answers = await race(slot, 100);
    expect(answers.filter(isSold).length).toBeGreaterThan(20);
    const seats = await seatsOf(test.store, slot);
    expect(seats.headsLeft).toBeLessThan(0);
    expect(seats.bookedHeads + seats.headsLeft).toBe(20);
  });

  it("T4 parties of 1-6 into 20 places: never above 20, and nobody is turned away who would still fit at the end", async () => {
    for (let round = 0; round < 5; round += 1) {
      const slot = await openSlot(20, round);
      const headsOf = (n: number): number => 1 + ((n * 5 + round) % 6);
      const answers = await race(slot, 100, headsOf, round);
      const seats = await seatsOf(test.store, slot);
      expect(seats.bookedHeads).toBeLessThanOrEqual(20);
      expect(seats.bookedHeads + seats.headsLeft).toBe(20);
      const refusedHeads = answers.flatMap((answer, n) => (answer.ok ? [] : [headsOf(n)]));
      expect(Math.min(...refusedHeads)).toBeGreaterThan(seats.headsLeft);
    }
  });

  it("T4 a party of seven is turned away before anything is read", async () => {
    const slot = await openSlot(20);
    const person = await test.as({ personId: "p-seven" });
    expect(await refusalOf(person.call(visitRoutes.submitBooking, { body: aSubmission(slot, { heads: 7 }) }))).toMatchObject({
      status: 400,
      code: "INPUT_INVALID",
      fields: [{ path: "body.heads", message: "家庭预约最多 6 人，人数更多请改用团队预约" }],
    });
  });

  it("T5 people who book and cancel at random never bring the places below 0 or above the capacity, and at rest they add up", async () => {
    const slot = await openSlot(20);
    const samples: number[] = [];
    afterCommit = async () => void samples.push(Number((await test.store.get(slot))?.["headsLeft"]));
    await inParallel(30, async (n) => {
      const personId = `p-${n}`;
      // Whoever is turned away tries again, as people do, until they booked and stepped back three times.
      for (let turn = 0, steppedBack = 0; steppedBack < 3; turn += 1) {
        const booked = await book(test, slot, { personId, heads: 1 + ((n * 7 + turn * 3) % 6) });
        // A refusal waits for no disk: without a pause these tries would keep the commits of the others from ever coming in.
        if (!booked.ok) await new Promise((resolve) => setImmediate(resolve));
        if (!booked.ok) continue;
        await valueOf(decide(test, booked.value.bookingId, "CANCEL", { actor: aVisitor(personId) }));
        steppedBack += 1;
      }
    });
    await inParallel(10, (n) => book(test, slot, { personId: `p-${n}`, heads: 1 + (n % 6) }));
    expect(samples.length).toBeGreaterThan(180);
    expect(Math.min(...samples)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...samples)).toBeLessThanOrEqual(20);
    const seats = await seatsOf(test.store, slot);
    expect(seats.bookedHeads).toBeGreaterThan(0);
    expect(seats).toEqual({ bookedHeads: 20 - seats.headsLeft, heldHeads: 0, headsLeft: seats.headsLeft });
  });
});

describe("one person, one time", () => {
  it("T8 the same person and slot 50 times at once make one booking; the others hear which one they have", async () => {
    const slot = await openSlot(20);
    const answers = await inParallel(50, () => book(test, slot, { personId: "p-one", heads: 2 }));
    expect(answers.filter(isSold)).toHaveLength(1);
    expect(refusalsOf(answers)).toEqual(
      Array(49).fill({ code: "BOOKING_OVERLAPS", facilityName: "海口市白沙门污水处理厂（一期）", date: "2026-03-10", startsAt: "09:00", endsAt: "11:30" }),
    );
    expect(await seatsOf(test.store, slot)).toEqual({ bookedHeads: 2, heldHeads: 0, headsLeft: 18 });
  });

  it.each([
    { startsAt: "08:30", endsAt: "09:01", overlaps: true, why: "ends a minute into it" },
    { startsAt: "11:29", endsAt: "12:00", overlaps: true, why: "begins a minute before its end" },
    { startsAt: "09:30", endsAt: "10:00", overlaps: true, why: "lies inside it" },
    { startsAt: "08:00", endsAt: "12:00", overlaps: true, why: "surrounds it" },
    { startsAt: "08:00", endsAt: "09:00", overlaps: false, why: "ends when it begins" },
    { startsAt: "11:30", endsAt: "12:30", overlaps: false, why: "begins when it ends" },
  ])("a second visit that $why overlaps: $overlaps", async ({ startsAt, endsAt, overlaps }) => {
    const slot = await openSlot(20);
    const other = aSlot({ date: "2026-03-10", startsAt, endsAt });
    await putItems(test.store, [other]);
    await valueOf(book(test, slot, { personId: "p-one" }));
    const answer = await book(test, other, { personId: "p-one" });
    expect(answer.ok ? "booked" : answer.refusal.code).toBe(overlaps ? "BOOKING_OVERLAPS" : "booked");
  });

  it("after cancelling, the same time can be booked again", async () => {
    const slot = await openSlot(20);
    const { bookingId } = await valueOf(book(test, slot, { personId: "p-one" }));
    await valueOf(decide(test, bookingId, "CANCEL", { actor: aVisitor("p-one"), requestId: requestId() }));
    await valueOf(book(test, slot, { personId: "p-one" }));
    expect(await seatsOf(test.store, slot)).toEqual({ bookedHeads: 1, heldHeads: 0, headsLeft: 19 });
  });
});

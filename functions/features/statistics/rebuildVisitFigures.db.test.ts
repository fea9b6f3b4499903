import { startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { anAccount, confirmedBooking, enter, inParallel, onDay, valueOf } from "../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, putItems } from "../../testing/visitBuilders";
import { compareVisitFigures } from "./rebuildVisitFigures";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility()]);
});
afterEach(() => test.stop());

/** Parties of several sizes over several days of two months, entering in parts, at several gates, with consumers running in between. */
async function randomCheckIns(): Promise<{ visits: number; heads: number }> {
  let heads = 0;
  const days = ["2026-03-30", "2026-03-31", "2026-04-01"];
  const slots = days.map((date) => aSlot({ date, capacityHeads: 200 }));
  await putItems(test.store, slots);
  for (const [position, slot] of slots.entries()) {
    test.clock.set(onDay("2026-03-20", "09:00:00.000"));
    const parties = await inParallel(12, (n) => confirmedBooking(test, slot, { personId: `p-${position}-${n}`, heads: 1 + ((n * 5 + position) % 6) }));
    test.clock.set(onDay(slot.date, "09:20:00.000"));
    await Promise.all([
      ...parties.map(async ({ booking, code }) => {
        for (let left = booking.heads; left > 0;) {
          const now = Math.min(left, 1 + (left % 3));
          await valueOf(enter(test, booking, { code, heads: now, gateName: `${now} 号门` }));
          left -= now;
        }
      }),
      ...Array.from({ length: 3 }, () => test.product.consumers.drain()),
    ]);
    heads += parties.reduce((sum, party) => sum + party.booking.heads, 0);
  }
  return { visits: 36, heads };
}

it("F7 a figure that somebody changed is found, with what it is and what it should be", async () => {
  await randomCheckIns();
  await test.settle();
  const key = { pk: `FIGURES#VISITS#${BAISHAMEN}`, sk: "DAY#2026-03-31" };
  const kept = Number((await test.store.get(key))?.["familyHeads"]);
  await test.store.transact([{ kind: "update", tag: "tampered", key, add: { familyHeads: 1 } }]);
  expect(await compareVisitFigures(test.store)).toEqual([
    { unitId: BAISHAMEN, period: "DAY#2026-03-31", figure: "familyHeads", kept: kept + 1, recounted: kept },
  ]);
});

it("F7 a figure that was lost, and one that nothing explains, are found", async () => {
  await randomCheckIns();
  await test.settle();
  await test.store.transact([
    { kind: "update", tag: "lost", key: { pk: `FIGURES#VISITS#${BAISHAMEN}`, sk: "MONTH#2026-04" }, remove: ["activeDays"] },
    { kind: "put", tag: "invented", item: { pk: "FIGURES#VISITS#nowhere", sk: "DAY#2026-03-31", unitId: "nowhere", familyVisits: 1 } },
  ]);
  expect(await compareVisitFigures(test.store)).toEqual([
    { unitId: BAISHAMEN, period: "MONTH#2026-04", figure: "activeDays", kept: 0, recounted: 1 },
    { unitId: "nowhere", period: "DAY#2026-03-31", figure: "familyVisits", kept: 1, recounted: 0 },
  ]);
});

it("R8 check-ins that no consumer has seen yet show as missing, and after the consumers every figure is explained by its events", async () => {
  const { visits, heads } = await randomCheckIns();
  const slot = aSlot({ date: "2026-04-02" });
  await putItems(test.store, [slot]);
  test.clock.set(onDay("2026-03-20", "09:00:00.000"));
  const { booking, code } = await confirmedBooking(test, slot, { personId: "p-late", heads: 2, decider: anAccount("FACILITY_ADMIN") });
  test.clock.set(onDay("2026-04-02", "09:20:00.000"));
  await test.settle();
  await valueOf(enter(test, booking, { code, heads: 2 }));
  expect((await compareVisitFigures(test.store)).map(({ period, figure, kept, recounted }) => `${period} ${figure} ${kept} of ${recounted}`)).toContain(
    "DAY#2026-04-02 familyHeads 0 of 2",
  );
  await test.settle();
  expect(await compareVisitFigures(test.store)).toEqual([]);
  const months = await Promise.all(["2026-03", "2026-04"].map((month) => test.store.get({ pk: `FIGURES#VISITS#${BAISHAMEN}`, sk: `MONTH#${month}` })));
  const sumOf = (figure: string): number => months.reduce((sum, item) => sum + Number(item?.[figure]), 0);
  expect({ visits: sumOf("familyVisits"), heads: sumOf("familyHeads"), activeDays: sumOf("activeDays") }).toEqual({
    visits: visits + 1,
    heads: heads + 2,
    activeDays: 4,
  });
});

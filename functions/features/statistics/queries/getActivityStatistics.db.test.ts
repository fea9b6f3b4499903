import type { Actor } from "@app/contract/kernel/actor";
import type { LocalDate } from "@app/contract/kernel/time";
import { ListActivitiesQuery } from "@app/contract/activities/activity.schema";
import {
  CITY_AUDITOR,
  countedActivity,
  decideOn,
  FACILITY_AUTHOR,
  PLATFORM_REVIEWER,
  PROVINCE_AUDITOR,
  resubmitted,
  submitted,
} from "../../../testing/activityBuilders";
import { startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { anAccount, everyItem, inParallel, valueOf } from "../../../testing/visitActs";
import { aFacility, BAISHAMEN_PATH, hongsha, HONGSHA_PATH, putItems } from "../../../testing/visitBuilders";
import { readEvent } from "../../../engines/events/event";
import { listActivities } from "../../activities/queries/listActivities";
import { compareActivityFigures } from "../rebuildActivityFigures";
import { getActivityStatistics } from "./getActivityStatistics";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha()]);
});
afterEach(() => test.stop());

async function statistics(actor: Actor, range: { from?: string; to?: string } = {}) {
  const { rows, total } = await valueOf(getActivityStatistics({ store: test.store, clock: test.clock }, actor, range as never));
  const figures = (of: typeof total): number[] => [of.activities, of.audience, of.resources, of.minutes];
  return { rows: rows.map((row) => [row.unit, ...figures(row.figures)]), total: figures(total) };
}
const linesOf = async (actor: Actor, range: { from?: string; to?: string } = {}) => (await statistics(actor, range)).rows.filter((row) => row[1] !== 0);

it("nothing counts before the last audit (seed 000, 五-5-3)", async () => {
  const activity = await submitted(test);
  await valueOf(decideOn(test, activity, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
  await submitted(test, CITY_AUDITOR);
  await test.settle();
  expect(await linesOf(PROVINCE_AUDITOR)).toEqual([]);
  expect((await statistics(PROVINCE_AUDITOR)).rows.map(([unit]) => unit)).toEqual(["CN/46", "CN/46/4601", BAISHAMEN_PATH, "CN/46/4602", HONGSHA_PATH]);
});

it("R8 an audited activity counts once however often its event is applied, on its last day, at its reporter's level alone", async () => {
  await countedActivity(test);
  const ofCity = await submitted(test, CITY_AUDITOR, { audience: 500, resources: 1, minutes: 30, endDate: "2026-03-05" as LocalDate });
  await valueOf(decideOn(test, ofCity, "AUDIT_BY_PROVINCE", { actor: PROVINCE_AUDITOR }));
  const ofProvince = await submitted(test, PROVINCE_AUDITOR, { audience: 300, resources: 3, minutes: 10 });
  await valueOf(decideOn(test, ofProvince, "REVIEW", { actor: PLATFORM_REVIEWER }));
  const events = (await everyItem(test.store)).filter((item) => readEvent(item)?.eventType === "ACTIVITY_COUNTED");
  expect(events).toHaveLength(3);
  await Promise.all([
    test.product.consumers.drain(),
    test.product.consumers.drain(),
    ...events.flatMap((item) => [0, 1, 2].map(() => test.product.consumers.apply(item))),
  ]);
  await test.settle();
  const all = [
    ["CN/46", 1, 300, 3, 10],
    ["CN/46/4601", 1, 500, 1, 30],
    [BAISHAMEN_PATH, 1, 800, 2, 90],
  ];
  expect(await statistics(PROVINCE_AUDITOR)).toMatchObject({ total: [3, 1600, 6, 130] });
  expect(await linesOf(PROVINCE_AUDITOR)).toEqual(all);
  expect(await linesOf(PLATFORM_REVIEWER)).toEqual(all);
  expect(await compareActivityFigures(test.store)).toEqual([]);
  // R12: each sees their own place and what lies below it.
  expect(await linesOf(CITY_AUDITOR)).toEqual(all.slice(1));
  expect(await linesOf(FACILITY_AUTHOR)).toEqual(all.slice(2));
  expect(await linesOf(anAccount("CITY_ADMIN", "CN/46/4602"))).toEqual([]);
  expect(await linesOf(anAccount("PROVINCE_ADMIN", "CN/44"))).toEqual([]);
  // By the last day: 2026-03-02 for the first and the third, 2026-03-05 for the city's.
  expect(await linesOf(PROVINCE_AUDITOR, { from: "2026-03-03", to: "2026-03-31" })).toEqual(all.slice(1, 2));
  expect(await linesOf(PROVINCE_AUDITOR, { from: "2026-03-02", to: "2026-03-02" })).toEqual([all[0], all[2]]);
  expect(await linesOf(PROVINCE_AUDITOR, { from: "2025-01-01", to: "2025-12-31" })).toEqual([]);
});

it("F7 every figure opens exactly its activities", async () => {
  await inParallel(3, () => countedActivity(test));
  await countedActivity(test, { endDate: "2026-03-06" as LocalDate, audience: 1500 });
  await submitted(test);
  await test.settle();
  const range = { from: "2026-03-01", to: "2026-03-04" };
  for (const [unit, activities, audience] of (await statistics(PROVINCE_AUDITOR, range)).rows) {
    const behind = await valueOf(
      listActivities({ store: test.store, clock: test.clock }, PROVINCE_AUDITOR, ListActivitiesQuery.parse({ ...range, unit, status: "COUNTED", limit: 100 })),
    );
    expect([unit, behind.items.length, behind.items.reduce((sum, each) => sum + each.audience, 0)]).toEqual([unit, activities, audience]);
  }
  expect(await linesOf(PROVINCE_AUDITOR, range)).toEqual([[BAISHAMEN_PATH, 3, 2400, 6, 270]]);
});

it("R8 taken back by the platform the figures go down, counted again with other numbers they are the new ones", async () => {
  const counted = await countedActivity(test);
  const other = await countedActivity(test, { audience: 100 });
  await test.settle();
  expect(await linesOf(CITY_AUDITOR)).toEqual([[BAISHAMEN_PATH, 2, 900, 4, 180]]);
  const back = await valueOf(decideOn(test, counted, "RETURN", { actor: PLATFORM_REVIEWER, remark: "播放量不实" }));
  await test.settle();
  expect(await linesOf(CITY_AUDITOR)).toEqual([[BAISHAMEN_PATH, 1, 100, 2, 90]]);
  const again = await valueOf(resubmitted(test, back, { audience: 650, endDate: "2026-03-06" as LocalDate }));
  const passed = await valueOf(decideOn(test, again, "AUDIT_BY_CITY", { actor: CITY_AUDITOR }));
  await valueOf(decideOn(test, passed, "AUDIT_BY_PROVINCE", { actor: PROVINCE_AUDITOR }));
  await test.settle();
  expect(await linesOf(CITY_AUDITOR)).toEqual([[BAISHAMEN_PATH, 2, 750, 4, 180]]);
  expect(await linesOf(CITY_AUDITOR, { from: "2026-03-06", to: "2026-03-06" })).toEqual([[BAISHAMEN_PATH, 1, 650, 2, 90]]);
  expect(await compareActivityFigures(test.store)).toEqual([]);
  await valueOf(decideOn(test, other, "RETURN", { actor: PLATFORM_REVIEWER, remark: "重复上报" }));
  await test.settle();
  expect(await compareActivityFigures(test.store)).toEqual([]);
});

it("F7 a figure that somebody changed is found, with what it is and what it should be", async () => {
  await countedActivity(test);
  await test.settle();
  await test.store.transact([
    { kind: "update", tag: "tampered", key: { pk: `FIGURES#ACTIVITIES#${BAISHAMEN_PATH}`, sk: "DAY#2026-03-02" }, add: { audience: 1 } },
  ]);
  expect(await compareActivityFigures(test.store)).toEqual([
    { unitId: BAISHAMEN_PATH, period: "DAY#2026-03-02", figure: "audience", kept: 801, recounted: 800 },
  ]);
});

import type { LocalDate } from "@app/contract/kernel/time";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { CITY_AUDITOR, countedActivity, decideOn, PROVINCE_AUDITOR, submitted } from "../../../testing/activityBuilders";
import { download } from "../../../testing/download";
import { grantAt, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { eventsIn, valueOf } from "../../../testing/visitActs";
import { aFacility, hongsha, putItems } from "../../../testing/visitBuilders";

const PROVINCE = { grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "陈建华" };
const PATH = "/api/statistics/activities.xlsx";

let test: TestProduct;
beforeAll(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), hongsha()]);
  await countedActivity(test);
  const ofCity = await submitted(test, CITY_AUDITOR, { audience: 500, resources: 1, minutes: 30, endDate: "2026-03-05" as LocalDate });
  await valueOf(decideOn(test, ofCity, "AUDIT_BY_PROVINCE", { actor: PROVINCE_AUDITOR }));
  // Not audited: on no line.
  await submitted(test, CITY_AUDITOR, { audience: 9999 });
  await test.settle();
});
afterAll(() => test.stop());

it("R15 F25 the workbook holds the very rows and sums of the screen, each unit at its own level, and says what it is of", async () => {
  const shown = await valueOf((await test.as(PROVINCE)).call(statisticsRoutes.getActivityStatistics, {}));
  const { table, facts } = await download(test, await test.token(PROVINCE), PATH);
  const cells = ({ activities, audience, resources, minutes }: typeof shown.total): number[] => [activities, audience, resources, minutes];
  expect(table[0]).toEqual(["序号", "提交人", "级别", "活动场次", "受众人数", "资源数量", "视频时长（分钟）"]);
  expect(table.slice(1, -1).map(([number, unitName, , ...figures]) => [number, unitName, ...figures])).toEqual(
    shown.rows.map(({ unitName, figures }, index) => [index + 1, unitName, ...cells(figures)]),
  );
  expect(table.slice(1, -1).map(([, unitName, level, activities, audience]) => [unitName, level, activities, audience])).toEqual([
    ["海南省", "省", 0, 0],
    ["海口市", "地市", 1, 500],
    [aFacility().name, "开放单位", 1, (shown.rows[2]?.figures.audience ?? 0) as unknown],
    ["三亚市", "地市", 0, 0],
    [hongsha().name, "开放单位", 0, 0],
  ]);
  expect(table.at(-1)).toEqual([undefined, "合计", undefined, ...cells(shown.total)]);
  expect(shown.total.activities).toBe(2);
  expect(facts).toMatchObject({
    筛选条件: "活动结束日期：2026-01-01 至 2026-12-31；统计范围：海南省；只计已审核",
    导出人: "陈建华（省级管理员）",
    行数: "5 行（不含合计）",
  });
});

it("M29 M35 takes the screen's range and leaves a record of it", async () => {
  const { table } = await download(test, await test.token(PROVINCE), `${PATH}?from=2026-03-05&to=2026-03-05`);
  expect(table.at(-1)?.slice(3)).toEqual([1, 500, 1, 30]);
  const payloads = (await eventsIn(test.store)).filter(({ eventType }) => eventType === "EXPORT_MADE").map(({ payload }) => payload);
  expect(payloads.map(({ exportKind, filter, rows }) => [exportKind, filter, rows])).toContainEqual([
    "ACTIVITY_STATISTICS",
    { from: "2026-03-05", to: "2026-03-05" },
    5,
  ]);
});

it("R12 a city's admin gets the city and what lies below it", async () => {
  const token = await test.token({ grants: [grantAt("CITY_ADMIN", "CN/46/4602")], name: "林文博" });
  expect((await download(test, token, PATH)).table.slice(1, -1).map((row) => row[1])).toEqual(["三亚市", hongsha().name]);
});

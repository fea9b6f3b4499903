import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import { download } from "../../../testing/download";
import { grantAt, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { confirmedBooking, enter, eventsIn, onDay, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN_PATH, hongsha, putItems } from "../../../testing/visitBuilders";

const PROVINCE = { grants: [grantAt("PROVINCE_ADMIN", "CN/46")], name: "陈建华" };
const PATH = "/api/statistics/visits.xlsx";

let test: TestProduct;
beforeAll(async () => {
  test = await startTestProduct();
  const slot = aSlot();
  await putItems(test.store, [aFacility(), hongsha(), slot]);
  const first = await confirmedBooking(test, slot, { personId: "p-lin", heads: 4 });
  const second = await confirmedBooking(test, slot, { personId: "p-chen", heads: 2 });
  test.clock.set(onDay("2026-03-14", "09:20:00.000"));
  await valueOf(enter(test, first.booking, { code: first.code, heads: 4 }));
  await valueOf(enter(test, second.booking, { code: second.code, heads: 1 }));
  await test.settle();
});
afterAll(() => test.stop());

it("R15 F25 holds the sheet of seed 五 word for word, row by row as the screen, with the same sums", async () => {
  const shown = await valueOf((await test.as(PROVINCE)).call(statisticsRoutes.getVisitStatistics, {}));
  const { table, facts, workbook, headers } = await download(test, await test.token(PROVINCE), PATH);
  const cells = ({ teamVisits, teamHeads, familyVisits, familyHeads, visitsTotal, headsTotal }: typeof shown.total): number[] => [
    teamVisits,
    teamHeads,
    familyVisits,
    familyHeads,
    visitsTotal,
    headsTotal,
  ];
  const rows = shown.provinces.flatMap((province) => [
    [province.provinceName, ...cells(province.figures)],
    ...shown.cities
      .filter((city) => city.provinceCode === province.provinceCode)
      .flatMap((city) => [[city.cityName, ...cells(city.figures)], ...city.facilities.map((facility) => [facility.facilityName, ...cells(facility.figures)])]),
  ]);
  expect(table).toEqual([
    ["序号", "管理单位", "团队次数", "团队人数", "家庭(个人)次数", "家庭(个人)人数", "线下次数合计", "线下人数合计"],
    ...rows.map((row, index) => [index + 1, ...row]),
    [undefined, "合计", ...cells(shown.total)],
  ]);
  expect(table.slice(1)).toEqual([
    [1, "海南省", 0, 0, 2, 5, 2, 5],
    [2, "海口市", 0, 0, 2, 5, 2, 5],
    [3, aFacility().name, 0, 0, 2, 5, 2, 5],
    [4, "三亚市", 0, 0, 0, 0, 0, 0],
    [5, hongsha().name, 0, 0, 0, 0, 0, 0],
    [undefined, "合计", 0, 0, 2, 5, 2, 5],
  ]);
  expect(facts).toEqual({
    筛选条件: "统计区间：2026-01-01 至 2026-12-31；统计范围：海南省",
    导出时间: "2026-03-14 09:20（北京时间）",
    导出人: "陈建华（省级管理员）",
    行数: "5 行（不含合计）",
  });
  expect(decodeURIComponent(headers.get("content-disposition") ?? "")).toContain("UTF-8''综合统计_2026-03-14_0920.xlsx");
  expect(workbook.rows.at(-1)?.[7]).toMatchObject({ value: 5, format: "1", bold: true });
});

it("M29 takes the screen's range, across years too", async () => {
  const { facts, table } = await download(test, await test.token(PROVINCE), `${PATH}?from=2025-06-01&to=2026-03-13`);
  expect([facts["筛选条件"], table.at(-1)?.[7]]).toEqual(["统计区间：2025-06-01 至 2026-03-13；统计范围：海南省", 0]);
});

it("R12 shows another city's admin and a facility's own only what is theirs", async () => {
  const namesFor = async (role: "CITY_ADMIN" | "FACILITY_ADMIN", place: string): Promise<unknown[]> =>
    (await download(test, await test.token({ grants: [grantAt(role, place)] }), PATH)).table.slice(1, -1).map((row) => row[1]);
  expect(await namesFor("CITY_ADMIN", "CN/46/4602")).toEqual(["三亚市", hongsha().name]);
  expect(await namesFor("FACILITY_ADMIN", BAISHAMEN_PATH)).toEqual(["海口市", aFacility().name]);
});

it("M35 leaves a record with the range that was meant", async () => {
  const made = (await eventsIn(test.store)).filter((event) => event.eventType === "EXPORT_MADE" && event.by.name === "陈建华");
  const leftBy = (from: string, to: string) => ({
    exportKind: "VISIT_STATISTICS",
    filter: { from, to },
    filterText: `统计区间：${from} 至 ${to}；统计范围：海南省`,
    rows: 5,
    fileName: "综合统计_2026-03-14_0920.xlsx",
  });
  // Ids of one millisecond have no order.
  const records = made.map((event) => event.payload).sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
  expect(records).toEqual([leftBy("2025-06-01", "2026-03-13"), leftBy("2026-01-01", "2026-12-31")]);
});

import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { LocalDate } from "@app/contract/kernel/time";
import { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import type { VisitStatistics } from "@app/contract/statistics/visitFigures.schema";
import { addFigures } from "../../../engines/counters/dayCounters";
import { grantAt, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { aFacility, BAISHAMEN, BAISHAMEN_PATH, HONGSHA, hongsha, putItems } from "../../../testing/visitBuilders";
import type { FacilityItem } from "../../visits/public";
import { VISIT_METRIC } from "../visitFiguresRepository";

let test: TestProduct;
beforeAll(async () => {
  test = await startTestProduct();
  const applying = aFacility({
    facilityId: "haikou-applying" as FacilityItem["facilityId"],
    orgPath: "CN/46/4601/460105/haikou-applying" as FacilityItem["orgPath"],
    status: "APPLYING",
  });
  await putItems(test.store, [aFacility(), hongsha(), applying]);
  // Today is 7 March 2026.
  await visit(BAISHAMEN, "4601", "2025-12-31", 5);
  await visit(BAISHAMEN, "4601", "2026-01-01", 4);
  await visit(BAISHAMEN, "4601", "2026-03-06", 3);
  await visit(BAISHAMEN, "4601", "2026-03-07", 2);
  await visit(HONGSHA, "4602", "2026-03-07", 6);
});
afterAll(() => test.stop());

async function visit(unitId: string, cityCode: string, date: string, heads: number): Promise<void> {
  await test.store.transact(
    await addFigures(test.store, { metric: VISIT_METRIC, unitId, cityCode, provinceCode: "46" }, date as LocalDate, { familyVisits: 1, familyHeads: heads }),
  );
}
const seenBy = (role: "CITY_ADMIN" | "PROVINCE_ADMIN" | "FACILITY_ADMIN" | "PLATFORM_ADMIN", orgPath: string): Promise<ApiClient> =>
  test.as({ grants: [grantAt(role, orgPath)], name: role });
async function statistics(client: ApiClient, from?: string, to?: string): Promise<VisitStatistics> {
  const answered = await client.call(statisticsRoutes.getVisitStatistics, { query: { from, to } });
  if (!answered.ok) throw new Error(answered.refusal.message);
  return answered.value;
}
const totals = ({ total }: VisitStatistics): number[] => [total.familyVisits, total.familyHeads, total.visitsTotal, total.headsTotal];

describe("综合统计 (seed 000, 五)", () => {
  it("refuses a range that ends before it begins, and one of more than ten years, at its field", async () => {
    const province = await seenBy("PROVINCE_ADMIN", "CN/46");
    const ask = (from: string, to: string) => province.call(statisticsRoutes.getVisitStatistics, { query: { from, to } });
    expect(await ask("2026-03-07", "2026-03-06")).toMatchObject({
      refusal: { status: 400, fields: [{ path: "query.to", message: "结束日期不能早于开始日期" }] },
    });
    expect(await ask("2010-01-01", "2026-03-06")).toMatchObject({ refusal: { fields: [{ path: "query.from", message: "统计区间最多 10 年，请缩短" }] } });
  });

  it("is of this year unless said otherwise, of any range across years, to the day", async () => {
    const city = await seenBy("CITY_ADMIN", "CN/46/4601");
    expect(await statistics(city)).toMatchObject({ from: "2026-01-01", to: "2026-12-31", scopeName: "海口市" });
    expect(totals(await statistics(city))).toEqual([3, 9, 3, 9]);
    expect(totals(await statistics(city, "2025-12-31", "2026-01-01"))).toEqual([2, 9, 2, 9]);
    expect(totals(await statistics(city, "2026-03-06", "2026-03-06"))).toEqual([1, 3, 1, 3]);
    expect(totals(await statistics(city, "2026-03-08", "2026-03-31"))).toEqual([0, 0, 0, 0]);
  });

  it("has a line for every open facility of the scope, also without visits, and none for one that applies", async () => {
    const province = await statistics(await seenBy("PROVINCE_ADMIN", "CN/46"), "2026-03-01", "2026-03-06");
    expect(
      province.cities.map((each) => [each.cityName, each.figures.headsTotal, each.facilities.map((line) => [line.facilityId, line.figures.headsTotal])]),
    ).toEqual([
      ["海口市", 3, [[BAISHAMEN, 3]]],
      ["三亚市", 0, [[HONGSHA, 0]]],
    ]);
  });

  it("has the level of the province for whoever has it whole, and two levels for a city and a facility (seed 000, 五-3)", async () => {
    const provinces = async (client: Promise<ApiClient>) =>
      (await statistics(await client)).provinces.map(({ provinceCode, provinceName, figures }) => [provinceCode, provinceName, figures.headsTotal]);
    expect(await provinces(seenBy("PLATFORM_ADMIN", "CN"))).toEqual([["46", "海南省", 15]]);
    expect(await provinces(seenBy("PROVINCE_ADMIN", "CN/46"))).toEqual([["46", "海南省", 15]]);
    expect(await provinces(seenBy("CITY_ADMIN", "CN/46/4601"))).toEqual([]);
    expect(await provinces(seenBy("FACILITY_ADMIN", BAISHAMEN_PATH))).toEqual([]);
  });

  it("R12 each sees their own place: country, province, city, facility", async () => {
    expect(totals(await statistics(await seenBy("PLATFORM_ADMIN", "CN")))).toEqual([4, 15, 4, 15]);
    expect(totals(await statistics(await seenBy("PROVINCE_ADMIN", "CN/46")))).toEqual([4, 15, 4, 15]);
    expect(totals(await statistics(await seenBy("CITY_ADMIN", "CN/46/4602")))).toEqual([1, 6, 1, 6]);
    expect(totals(await statistics(await seenBy("FACILITY_ADMIN", BAISHAMEN_PATH)))).toEqual([3, 9, 3, 9]);
    expect(totals(await statistics(await seenBy("PROVINCE_ADMIN", "CN/44")))).toEqual([0, 0, 0, 0]);
  });
});

describe("最新数据 (seed 000, 四)", () => {
  it("counts this year, this month and today of the scope, open days as days on which somebody came", async () => {
    const answered = await (await seenBy("PROVINCE_ADMIN", "CN/46")).call(statisticsRoutes.getLatestFigures, {});
    if (!answered.ok) throw new Error(answered.refusal.message);
    const { monthly, ...latest } = answered.value;
    expect(latest).toEqual({
      year: 2026,
      month: "2026-03",
      scopeName: "海南省",
      facilities: 2,
      openDays: 4,
      teamHeads: 0,
      familyHeads: 15,
      monthHeads: 11,
      todayHeads: 8,
      todayTeamHeads: 0,
    });
    expect(monthly.map((each) => each.familyHeads)).toEqual([4, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});

import type { FacilityId } from "@app/contract/kernel/ids";
import type { LocalDate } from "@app/contract/kernel/time";
import { addFigures, ZERO_FIGURES, type VisitStatistics } from "@app/contract/statistics/visitFigures.schema";
import { foldedBelow, rowsInSight, statisticsRows, type StatisticsRow } from "@app/contract/statistics/statisticsRows";

import { nextOrder, sortWithinLevels } from "./sortWithinLevels";

const one = addFigures(ZERO_FIGURES, { teamVisits: 0, teamHeads: 0, familyVisits: 1, familyHeads: 4 });
const STATISTICS: VisitStatistics = {
  from: "2026-01-01" as LocalDate,
  to: "2026-12-31" as LocalDate,
  scopeName: "海南省",
  total: one,
  provinces: [],
  cities: [
    {
      provinceCode: "46",
      cityCode: "4601",
      cityName: "海口市",
      figures: one,
      facilities: [{ facilityId: "haikou-baishamen" as FacilityId, facilityName: "白沙门污水处理厂", figures: one }],
    },
    { provinceCode: "46", cityCode: "4602", cityName: "三亚市", figures: ZERO_FIGURES, facilities: [] },
  ],
};

test("rows are numbered through, each city before its facilities", () => {
  expect(statisticsRows(STATISTICS).map((row) => [row.number, row.level, row.name])).toEqual([
    [1, "CITY", "海口市"],
    [2, "FACILITY", "白沙门污水处理厂"],
    [3, "CITY", "三亚市"],
  ]);
});

describe("with provinces above the cities", () => {
  const heads = (familyHeads: number) => addFigures(ZERO_FIGURES, { teamVisits: 0, teamHeads: 0, familyVisits: 1, familyHeads });
  const facility = (facilityId: string, familyHeads: number) => ({
    facilityId: facilityId as FacilityId,
    facilityName: facilityId,
    figures: heads(familyHeads),
  });
  const country: VisitStatistics = {
    ...STATISTICS,
    scopeName: "全国",
    provinces: [
      { provinceCode: "44", provinceName: "广东省", figures: heads(1) },
      { provinceCode: "46", provinceName: "海南省", figures: heads(9) },
    ],
    cities: [
      { provinceCode: "44", cityCode: "4401", cityName: "广州市", figures: heads(1), facilities: [facility("g1", 1)] },
      { provinceCode: "46", cityCode: "4601", cityName: "海口市", figures: heads(3), facilities: [facility("h1", 1), facility("h2", 2)] },
      { provinceCode: "46", cityCode: "4602", cityName: "三亚市", figures: heads(6), facilities: [facility("s1", 6)] },
    ],
  };
  const rows = statisticsRows(country);
  const keys = (of: readonly StatisticsRow[]): string[] => of.map(({ key }) => key);

  test("each province stands before its cities and each city before its facilities, numbered through", () => {
    expect(rows.map((row) => `${row.number} ${"-".repeat(row.above.length)}${row.key}`)).toEqual([
      "1 44",
      "2 -4401",
      "3 --g1",
      "4 46",
      "5 -4601",
      "6 --h1",
      "7 --h2",
      "8 -4602",
      "9 --s1",
    ]);
  });

  test("folding hides what lies below, and a row keeps its number", () => {
    const inSight = (folded: ReadonlySet<string>) => rowsInSight(rows, folded).map((row) => `${row.number} ${row.key}`);
    expect(inSight(new Set(["4601"]))).toEqual(["1 44", "2 4401", "3 g1", "4 46", "5 4601", "8 4602", "9 s1"]);
    expect(inSight(new Set(["46", "4601"]))).toEqual(["1 44", "2 4401", "3 g1", "4 46"]);
    expect(keys(rowsInSight(rows, foldedBelow(rows, "PROVINCE")))).toEqual(["44", "46"]);
    expect(keys(rowsInSight(rows, foldedBelow(rows, "CITY")))).toEqual(["44", "4401", "46", "4601", "4602"]);
    expect(keys(rowsInSight(rows, foldedBelow(rows, "FACILITY")))).toEqual(keys(rows));
  });

  test("sorting moves no row out of the one it belongs to", () => {
    const sorted = (direction: "ascending" | "descending") => keys(sortWithinLevels(rows, { column: "familyHeads", direction }));
    expect(sorted("descending")).toEqual(["46", "4602", "s1", "4601", "h2", "h1", "44", "4401", "g1"]);
    expect(sorted("ascending")).toEqual(["44", "4401", "g1", "46", "4601", "h1", "h2", "4602", "s1"]);
    expect(keys(sortWithinLevels(rows, undefined))).toEqual(keys(rows));
    const pressed = [1, 2, 3].reduce<ReturnType<typeof nextOrder>[]>((orders) => [...orders, nextOrder(orders.at(-1), "teamHeads")], []);
    expect(pressed).toEqual([{ column: "teamHeads", direction: "descending" }, { column: "teamHeads", direction: "ascending" }, undefined]);
  });
});

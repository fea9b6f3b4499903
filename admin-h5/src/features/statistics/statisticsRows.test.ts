import type { FacilityId } from "@app/contract/kernel/ids";
import type { LocalDate } from "@app/contract/kernel/time";
import { addFigures, ZERO_FIGURES, type VisitStatistics } from "@app/contract/statistics/visitFigures.schema";
import { statisticsRows } from "@app/contract/statistics/statisticsRows";

const one = addFigures(ZERO_FIGURES, { teamVisits: 0, teamHeads: 0, familyVisits: 1, familyHeads: 4 });
const STATISTICS: VisitStatistics = {
  from: "2026-01-01" as LocalDate,
  to: "2026-12-31" as LocalDate,
  scopeName: "海南省",
  total: one,
  cities: [
    {
      cityCode: "4601",
      cityName: "海口市",
      figures: one,
      facilities: [{ facilityId: "haikou-baishamen" as FacilityId, facilityName: "白沙门污水处理厂", figures: one }],
    },
    { cityCode: "4602", cityName: "三亚市", figures: ZERO_FIGURES, facilities: [] },
  ],
};

test("rows are numbered through, each city before its facilities", () => {
  expect(statisticsRows(STATISTICS).map((row) => [row.number, row.level, row.name])).toEqual([
    [1, "CITY", "海口市"],
    [2, "FACILITY", "白沙门污水处理厂"],
    [3, "CITY", "三亚市"],
  ]);
});

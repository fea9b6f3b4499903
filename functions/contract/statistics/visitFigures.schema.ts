import { FacilityId } from "../kernel/ids";
import { LocalDate, LocalMonth } from "../kernel/time";
import { z } from "../kernel/zod";
import { CityCode, ProvinceCode } from "../regions/regions.schema";

const Count = z.number().int();

/** 最新数据 (seed 000, 四). */
export const LatestFigures = z
  .strictObject({
    year: z.number().int(),
    month: LocalMonth,
    scopeName: z.string(),
    /** 开放单位, without those still applying. */
    facilities: Count,
    /** 总计开放: days of this year on which a facility received somebody, added over the facilities. */
    openDays: Count,
    teamHeads: Count,
    familyHeads: Count,
    /** 当月人数 */
    monthHeads: Count,
    todayHeads: Count,
    /** The teams among them: their records are another list than the families'. */
    todayTeamHeads: Count,
    monthly: z.array(z.strictObject({ month: LocalMonth, teamHeads: Count, familyHeads: Count })),
  })
  .meta({ title: "LatestFigures" });
export type LatestFigures = z.infer<typeof LatestFigures>;

/** One line of 综合统计 (seed 000, 五): the columns word for word. */
export const VisitFigures = z
  .strictObject({ teamVisits: Count, teamHeads: Count, familyVisits: Count, familyHeads: Count, visitsTotal: Count, headsTotal: Count })
  .meta({ title: "VisitFigures" });
export type VisitFigures = z.infer<typeof VisitFigures>;

export const FacilityFigures = z.strictObject({ facilityId: FacilityId, facilityName: z.string(), figures: VisitFigures }).meta({ title: "FacilityFigures" });
export const CityFigures = z
  .strictObject({ provinceCode: ProvinceCode, cityCode: CityCode, cityName: z.string(), figures: VisitFigures, facilities: z.array(FacilityFigures) })
  .meta({ title: "CityFigures" });
export type CityFigures = z.infer<typeof CityFigures>;
export const ProvinceFigures = z
  .strictObject({ provinceCode: ProvinceCode, provinceName: z.string(), figures: VisitFigures })
  .meta({ title: "ProvinceFigures" });
export type ProvinceFigures = z.infer<typeof ProvinceFigures>;

export const VisitStatisticsQuery = z
  .strictObject({ from: LocalDate.optional(), to: LocalDate.optional() })
  .refine((query) => query.from === undefined || query.to === undefined || query.from <= query.to, { path: ["to"], message: "结束日期不能早于开始日期" })
  .refine((query) => query.from === undefined || query.to === undefined || Number(query.to.slice(0, 4)) - Number(query.from.slice(0, 4)) <= 10, {
    path: ["from"],
    message: "统计区间最多 10 年，请缩短",
  });
export type VisitStatisticsQuery = z.infer<typeof VisitStatisticsQuery>;

export const VisitStatistics = z
  .strictObject({
    from: LocalDate,
    to: LocalDate,
    scopeName: z.string(),
    total: VisitFigures,
    /** The level above the cities, for whoever has a province or the country; a city knows two levels (seed 000, 五-3). */
    provinces: z.array(ProvinceFigures),
    cities: z.array(CityFigures),
  })
  .meta({ title: "VisitStatistics" });
export type VisitStatistics = z.infer<typeof VisitStatistics>;

export const ZERO_FIGURES: VisitFigures = { teamVisits: 0, teamHeads: 0, familyVisits: 0, familyHeads: 0, visitsTotal: 0, headsTotal: 0 };

/** 线下次数合计 = 团队次数 + 家庭(个人)次数; 线下人数合计 = 团队人数 + 家庭(个人)人数 (seed 000, 五-4). */
export function addFigures(left: VisitFigures, right: Pick<VisitFigures, "teamVisits" | "teamHeads" | "familyVisits" | "familyHeads">): VisitFigures {
  const teamVisits = left.teamVisits + right.teamVisits;
  const teamHeads = left.teamHeads + right.teamHeads;
  const familyVisits = left.familyVisits + right.familyVisits;
  const familyHeads = left.familyHeads + right.familyHeads;
  return { teamVisits, teamHeads, familyVisits, familyHeads, visitsTotal: teamVisits + familyVisits, headsTotal: teamHeads + familyHeads };
}

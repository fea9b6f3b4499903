import type { VisitFigures, VisitStatistics } from "./visitFigures.schema";

export interface StatisticsRow {
  readonly key: string;
  /** 序号: counts cities and facilities alike, as the sheet always did. */
  readonly number: number;
  readonly level: "CITY" | "FACILITY";
  readonly name: string;
  readonly figures: VisitFigures;
  readonly cityCode: string;
  readonly facilityId: string | undefined;
}

/** Two levels in reading order: each city, then its facilities. The screen and its export show these very rows. */
export function statisticsRows(statistics: VisitStatistics): StatisticsRow[] {
  const rows: StatisticsRow[] = [];
  for (const { cityCode, cityName, figures, facilities } of statistics.cities) {
    rows.push({ key: cityCode, number: rows.length + 1, level: "CITY", name: cityName, figures, cityCode, facilityId: undefined });
    for (const facility of facilities) {
      rows.push({
        key: facility.facilityId,
        number: rows.length + 1,
        level: "FACILITY",
        name: facility.facilityName,
        figures: facility.figures,
        cityCode,
        facilityId: facility.facilityId,
      });
    }
  }
  return rows;
}

export const FIGURE_COLUMNS = [
  "teamVisits",
  "teamHeads",
  "familyVisits",
  "familyHeads",
  "visitsTotal",
  "headsTotal",
] as const satisfies readonly (keyof VisitFigures)[];
export type FigureColumn = (typeof FIGURE_COLUMNS)[number];
/** The sheet's column heads, word for word (seed 000, 五). */
export const FIGURE_COLUMN_LABELS = {
  teamVisits: "团队次数",
  teamHeads: "团队人数",
  familyVisits: "家庭(个人)次数",
  familyHeads: "家庭(个人)人数",
  visitsTotal: "线下次数合计",
  headsTotal: "线下人数合计",
} as const satisfies Record<FigureColumn, string>;

import type { CityFigures, VisitFigures, VisitStatistics } from "./visitFigures.schema";

export const STATISTICS_LEVELS = ["PROVINCE", "CITY", "FACILITY"] as const;
export type StatisticsLevel = (typeof STATISTICS_LEVELS)[number];
export const STATISTICS_LEVEL_LABELS = { PROVINCE: "省", CITY: "地市", FACILITY: "开放单位" } as const satisfies Record<StatisticsLevel, string>;

export interface StatisticsRow {
  readonly key: string;
  /** 序号: counts provinces, cities and facilities alike, as the sheet always did. A row keeps its number when others are folded. */
  readonly number: number;
  readonly level: StatisticsLevel;
  readonly name: string;
  readonly figures: VisitFigures;
  /** The keys of the rows above it, the highest first: it is out of sight when one of them is folded. */
  readonly above: readonly string[];
  readonly hasBelow: boolean;
  /** What of `cityCode` and `facilityId` its records are asked for with; a province's have neither. */
  readonly place: { readonly cityCode?: string; readonly facilityId?: string };
}

/** In reading order: a province where there is that level, its cities, then each city's facilities. The screen and its export show these very rows. */
export function statisticsRows(statistics: VisitStatistics): StatisticsRow[] {
  const rows: StatisticsRow[] = [];
  const add = (row: Omit<StatisticsRow, "number">): void => void rows.push({ ...row, number: rows.length + 1 });
  const addCity = ({ cityCode, cityName, figures, facilities }: CityFigures, above: readonly string[]): void => {
    add({ key: cityCode, level: "CITY", name: cityName, figures, above, hasBelow: facilities.length > 0, place: { cityCode } });
    for (const { facilityId, facilityName, figures: own } of facilities) {
      add({ key: facilityId, level: "FACILITY", name: facilityName, figures: own, above: [...above, cityCode], hasBelow: false, place: { facilityId } });
    }
  };
  if (statistics.provinces.length === 0) for (const city of statistics.cities) addCity(city, []);
  for (const { provinceCode, provinceName, figures } of statistics.provinces) {
    const cities = statistics.cities.filter((city) => city.provinceCode === provinceCode);
    add({ key: provinceCode, level: "PROVINCE", name: provinceName, figures, above: [], hasBelow: cities.length > 0, place: {} });
    for (const city of cities) addCity(city, [provinceCode]);
  }
  return rows;
}

/** What is left in sight while these rows are folded. */
export function rowsInSight(rows: readonly StatisticsRow[], folded: ReadonlySet<string>): StatisticsRow[] {
  return rows.filter((row) => !row.above.some((key) => folded.has(key)));
}

/** The rows to fold so that no level below `level` is in sight. */
export function foldedBelow(rows: readonly StatisticsRow[], level: StatisticsLevel): ReadonlySet<string> {
  const lowest = STATISTICS_LEVELS.indexOf(level);
  return new Set(rows.filter((row) => row.hasBelow && STATISTICS_LEVELS.indexOf(row.level) >= lowest).map(({ key }) => key));
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

import type { FigureColumn, StatisticsRow } from "@app/contract/statistics/statisticsRows";
import type { VisitFigures, VisitStatistics } from "@app/contract/statistics/visitFigures.schema";
import { useMay } from "../../platform/currentUser";
import { bookingsPath, checkInsPath } from "../../platform/paths";

/** The records that add up to a figure: a family's are its entries, a team's the visits reported. A total of both has no one list. */
export function recordsBehind(column: FigureColumn, figures: VisitFigures): "CHECK_INS" | "TEAM_VISITS" | undefined {
  switch (column) {
    case "familyVisits":
    case "familyHeads":
      return "CHECK_INS";
    case "teamVisits":
    case "teamHeads":
      return "TEAM_VISITS";
    case "visitsTotal":
      return figures.teamVisits === 0 ? "CHECK_INS" : figures.familyVisits === 0 ? "TEAM_VISITS" : undefined;
    case "headsTotal":
      return figures.teamHeads === 0 ? "CHECK_INS" : figures.familyHeads === 0 ? "TEAM_VISITS" : undefined;
  }
}

export interface RecordsAsked {
  readonly facilityId?: string;
  readonly cityCode?: string;
  readonly from: string;
  readonly to: string;
}

/** Where the records of a row are asked for. A list is of one city or of everything: a province among several has none of its own, its cities have. */
export function askedOfRow(row: Pick<StatisticsRow, "level" | "place">, { provinces, from, to }: VisitStatistics): RecordsAsked | undefined {
  return row.level === "PROVINCE" && provinces.length > 1 ? undefined : { ...row.place, from, to };
}

/** The way to a figure's records, for those who may read them. */
export function useRecordsPath(): (column: FigureColumn, figures: VisitFigures, asked: RecordsAsked) => string | undefined {
  const mayRead = { CHECK_INS: useMay("checkIns.read"), TEAM_VISITS: useMay("bookings.read") };
  return (column, figures, asked) => {
    const records = recordsBehind(column, figures);
    if (records === undefined || !mayRead[records]) return undefined;
    return records === "CHECK_INS" ? checkInsPath(asked) : bookingsPath({ kind: "TEAM", counted: "true", ...asked });
  };
}

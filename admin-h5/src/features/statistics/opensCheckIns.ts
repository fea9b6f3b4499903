import type { FigureColumn } from "@app/contract/statistics/statisticsRows";
import type { VisitFigures } from "@app/contract/statistics/visitFigures.schema";

/** The figures whose records are the check-ins; a total opens them only where no team is part of it. */
export function opensCheckIns(column: FigureColumn, figures: VisitFigures): boolean {
  switch (column) {
    case "familyVisits":
    case "familyHeads":
      return true;
    case "visitsTotal":
      return figures.teamVisits === 0;
    case "headsTotal":
      return figures.teamHeads === 0;
    case "teamVisits":
    case "teamHeads":
      return false;
  }
}

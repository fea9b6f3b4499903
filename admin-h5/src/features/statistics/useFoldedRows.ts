import { useState } from "react";
import { foldedBelow, rowsInSight, STATISTICS_LEVELS, type StatisticsLevel, type StatisticsRow } from "@app/contract/statistics/statisticsRows";

export interface FoldedRows {
  readonly inSight: readonly StatisticsRow[];
  /** The levels that there are, the highest first. */
  readonly levels: readonly StatisticsLevel[];
  /** The lowest level shown everywhere; undefined when some rows are folded by hand. */
  readonly shownTo: StatisticsLevel | undefined;
  isFolded(key: string): boolean;
  toggle(key: string): void;
  showTo(level: StatisticsLevel): void;
}

/** Which rows are folded. Only the screen folds: 合计 and the export always hold all. */
export function useFoldedRows(rows: readonly StatisticsRow[]): FoldedRows {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const levels = STATISTICS_LEVELS.filter((level) => rows.some((row) => row.level === level));
  const known = new Set(rows.map(({ key }) => key));
  const now = [...folded].filter((key) => known.has(key));
  return {
    inSight: rowsInSight(rows, folded),
    levels,
    shownTo: levels.find((level) => isSame(now, foldedBelow(rows, level))),
    isFolded: (key) => folded.has(key),
    toggle: (key) => setFolded((before) => (before.has(key) ? new Set([...before].filter((each) => each !== key)) : new Set([...before, key]))),
    showTo: (level) => setFolded(foldedBelow(rows, level)),
  };
}

function isSame(left: readonly string[], right: ReadonlySet<string>): boolean {
  return left.length === right.size && left.every((key) => right.has(key));
}

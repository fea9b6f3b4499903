import type { FigureColumn, StatisticsRow } from "@app/contract/statistics/statisticsRows";

export interface RowOrder {
  readonly column: FigureColumn;
  readonly direction: "ascending" | "descending";
}

/** Facilities are sorted among those of their city, cities among those of their province: no row ever leaves the one it belongs to. */
export function sortWithinLevels(rows: readonly StatisticsRow[], order: RowOrder | undefined): readonly StatisticsRow[] {
  if (order === undefined) return rows;
  const sign = order.direction === "ascending" ? 1 : -1;
  const below = (parent: string | undefined): StatisticsRow[] =>
    rows
      .filter((row) => row.above.at(-1) === parent)
      .sort((left, right) => sign * (left.figures[order.column] - right.figures[order.column]) || left.number - right.number)
      .flatMap((row) => [row, ...(row.hasBelow ? below(row.key) : [])]);
  return below(undefined);
}

/** A head that is pressed again and again: largest first, smallest first, the order of the tree. */
export function nextOrder(order: RowOrder | undefined, column: FigureColumn): RowOrder | undefined {
  if (order?.column !== column) return { column, direction: "descending" };
  return order.direction === "descending" ? { column, direction: "ascending" } : undefined;
}

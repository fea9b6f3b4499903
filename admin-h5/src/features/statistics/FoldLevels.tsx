import { STATISTICS_LEVEL_LABELS } from "@app/contract/statistics/statisticsRows";
import type { FoldedRows } from "./useFoldedRows";

/** Folds every row of a level at once; nothing to choose where there is one level. */
export function FoldLevels({ rows }: { readonly rows: FoldedRows }) {
  if (rows.levels.length < 2) return null;
  return (
    <div className="fold-levels" role="group" aria-label="显示到哪一级">
      <span className="filter-caption">显示到</span>
      {rows.levels.map((level) => (
        <button
          key={level}
          type="button"
          className="chip"
          aria-pressed={rows.shownTo === level}
          onClick={() => rows.showTo(level)}
          data-testid={`fold-to-${level}`}
        >
          {STATISTICS_LEVEL_LABELS[level]}
        </button>
      ))}
    </div>
  );
}

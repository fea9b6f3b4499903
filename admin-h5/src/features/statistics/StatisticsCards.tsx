import { FIGURE_COLUMN_LABELS, FIGURE_COLUMNS, statisticsRows } from "@app/contract/statistics/statisticsRows";
import type { VisitFigures, VisitStatistics } from "@app/contract/statistics/visitFigures.schema";
import { FoldLevels } from "./FoldLevels";
import { askedOfRow, type RecordsAsked } from "./recordsBehind";
import { RowFigure } from "./RowFigure";
import { useFoldedRows } from "./useFoldedRows";

/** The same figures at phone width, the total first: eight columns do not fit a hand. */
export function StatisticsCards({ statistics, isStale }: { readonly statistics: VisitStatistics; readonly isStale: boolean }) {
  const rows = useFoldedRows(statisticsRows(statistics));
  const { from, to } = statistics;
  return (
    <>
      <FoldLevels rows={rows} />
      <div className="cards" aria-busy={isStale} data-testid="statistics-table">
        <FiguresCard testId="statistics-total" name="合计" figures={statistics.total} asked={{ from, to }} tone="total" />
        {rows.inSight.map((row) => (
          <FiguresCard
            key={row.key}
            testId={`statistics-row-${row.key}`}
            name={row.name}
            figures={row.figures}
            asked={askedOfRow(row, statistics)}
            tone={row.level.toLowerCase()}
            depth={row.above.length}
            {...(row.hasBelow ? { isFolded: rows.isFolded(row.key), onFold: () => rows.toggle(row.key), foldTestId: `fold-${row.key}` } : {})}
          />
        ))}
      </div>
    </>
  );
}

function FiguresCard(props: {
  readonly testId: string;
  readonly name: string;
  readonly figures: VisitFigures;
  readonly asked: RecordsAsked | undefined;
  readonly tone: string;
  readonly depth?: number;
  readonly isFolded?: boolean;
  readonly onFold?: () => void;
  readonly foldTestId?: string;
}) {
  return (
    <section
      className={`record-card statistics-card statistics-card-${props.tone}`}
      data-depth={props.depth ?? 0}
      aria-label={props.name}
      data-testid={props.testId}
    >
      <h2 className="record-card-head">
        {props.name}
        {props.onFold === undefined ? null : (
          <button type="button" className="plain-link card-fold" aria-expanded={props.isFolded !== true} onClick={props.onFold} data-testid={props.foldTestId}>
            {props.isFolded === true ? "展开" : "收起"}
          </button>
        )}
      </h2>
      <dl className="statistics-card-figures">
        {FIGURE_COLUMNS.map((column) => (
          <div key={column}>
            <dt>{FIGURE_COLUMN_LABELS[column]}</dt>
            <dd>
              <RowFigure name={props.name} column={column} figures={props.figures} asked={props.asked} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

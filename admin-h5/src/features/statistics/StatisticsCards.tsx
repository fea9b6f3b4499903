import { FIGURE_COLUMN_LABELS, FIGURE_COLUMNS, statisticsRows } from "@app/contract/statistics/statisticsRows";
import type { VisitFigures, VisitStatistics } from "@app/contract/statistics/visitFigures.schema";
import { FigureLink } from "../../ui/figures";
import { useRecordsPath } from "./recordsBehind";

/** The same figures at phone width, the total first: eight columns do not fit a hand. */
export function StatisticsCards({ statistics, isStale }: { readonly statistics: VisitStatistics; readonly isStale: boolean }) {
  const { from, to } = statistics;
  return (
    <div className="cards" aria-busy={isStale} data-testid="statistics-table">
      <FiguresCard testId="statistics-total" name="合计" figures={statistics.total} asked={{ from, to }} tone="total" />
      {statisticsRows(statistics).map((row) => (
        <FiguresCard
          key={row.key}
          testId={`statistics-row-${row.key}`}
          name={row.name}
          figures={row.figures}
          asked={{ ...(row.facilityId === undefined ? { cityCode: row.cityCode } : { facilityId: row.facilityId }), from, to }}
          tone={row.level === "CITY" ? "city" : "facility"}
        />
      ))}
    </div>
  );
}

function FiguresCard(props: {
  readonly testId: string;
  readonly name: string;
  readonly figures: VisitFigures;
  readonly asked: Parameters<ReturnType<typeof useRecordsPath>>[2];
  readonly tone: "total" | "city" | "facility";
}) {
  const recordsPath = useRecordsPath();
  return (
    <section className={`record-card statistics-card statistics-card-${props.tone}`} aria-label={props.name} data-testid={props.testId}>
      <h2 className="record-card-head">{props.name}</h2>
      <dl className="statistics-card-figures">
        {FIGURE_COLUMNS.map((column) => (
          <div key={column}>
            <dt>{FIGURE_COLUMN_LABELS[column]}</dt>
            <dd>
              <FigureLink
                value={props.figures[column]}
                label={`${props.name} ${FIGURE_COLUMN_LABELS[column]}`}
                to={recordsPath(column, props.figures, props.asked)}
                testId={`figure-${column}`}
              />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

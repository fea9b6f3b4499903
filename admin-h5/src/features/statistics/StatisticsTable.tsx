import { FIGURE_COLUMN_LABELS, FIGURE_COLUMNS, statisticsRows } from "@app/contract/statistics/statisticsRows";
import type { VisitStatistics } from "@app/contract/statistics/visitFigures.schema";
import { FigureLink } from "../../ui/figures";
import { Panel } from "../../ui/Panel";
import { useRecordsPath } from "./recordsBehind";

/** A plain table: nine columns, no sorting that would part a city from its facilities, and 合计 always in sight. */
export function StatisticsTable({ statistics, isStale }: { readonly statistics: VisitStatistics; readonly isStale: boolean }) {
  const recordsPath = useRecordsPath();
  const { from, to } = statistics;
  return (
    <Panel flush>
      <table className="plain-table statistics-table" aria-busy={isStale} data-testid="statistics-table">
        <thead>
          <tr>
            <th scope="col">序号</th>
            <th scope="col">管理单位</th>
            {FIGURE_COLUMNS.map((column) => (
              <th key={column} scope="col">
                {FIGURE_COLUMN_LABELS[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {statisticsRows(statistics).map((row) => (
            <tr key={row.key} className={row.level === "CITY" ? "statistics-city" : "statistics-facility"} data-testid={`statistics-row-${row.key}`}>
              <td>{row.number}</td>
              <th scope="row">{row.name}</th>
              {FIGURE_COLUMNS.map((column) => (
                <td key={column}>
                  <FigureLink
                    value={row.figures[column]}
                    label={`${row.name} ${FIGURE_COLUMN_LABELS[column]}`}
                    to={recordsPath(column, row.figures, {
                      ...(row.facilityId === undefined ? { cityCode: row.cityCode } : { facilityId: row.facilityId }),
                      from,
                      to,
                    })}
                    testId={`figure-${column}`}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr data-testid="statistics-total">
            <td />
            <th scope="row">合计</th>
            {FIGURE_COLUMNS.map((column) => (
              <td key={column}>
                <FigureLink
                  value={statistics.total[column]}
                  label={`合计 ${FIGURE_COLUMN_LABELS[column]}`}
                  to={recordsPath(column, statistics.total, { from, to })}
                  testId={`figure-${column}`}
                />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </Panel>
  );
}

import CaretDownOutlined from "@ant-design/icons/CaretDownOutlined";
import CaretRightOutlined from "@ant-design/icons/CaretRightOutlined";
import { useState } from "react";
import { FIGURE_COLUMN_LABELS, FIGURE_COLUMNS, statisticsRows } from "@app/contract/statistics/statisticsRows";
import type { VisitStatistics } from "@app/contract/statistics/visitFigures.schema";
import { Panel } from "../../ui/Panel";
import { FoldLevels } from "./FoldLevels";
import { askedOfRow } from "./recordsBehind";
import { RowFigure } from "./RowFigure";
import { nextOrder, sortWithinLevels, type RowOrder } from "./sortWithinLevels";
import { useFoldedRows } from "./useFoldedRows";

/** A plain table: eight columns as the sheet has them, sorted only within a level so that no facility leaves its city, and 合计 always in sight. */
export function StatisticsTable({ statistics, isStale }: { readonly statistics: VisitStatistics; readonly isStale: boolean }) {
  const [order, setOrder] = useState<RowOrder>();
  const rows = useFoldedRows(sortWithinLevels(statisticsRows(statistics), order));
  const { from, to } = statistics;
  return (
    <>
      <FoldLevels rows={rows} />
      <Panel flush>
        <div className="wide-table">
          <table className="plain-table statistics-table" aria-busy={isStale} data-testid="statistics-table">
            <thead>
              <tr>
                <th scope="col">序号</th>
                <th scope="col">管理单位</th>
                {FIGURE_COLUMNS.map((column) => (
                  <th key={column} scope="col" aria-sort={order?.column === column ? order.direction : "none"}>
                    <button
                      type="button"
                      className="column-sort"
                      title="按此列排序（各级之内）"
                      onClick={() => setOrder(nextOrder(order, column))}
                      data-testid={`sort-${column}`}
                    >
                      {FIGURE_COLUMN_LABELS[column]}
                      <span className="column-sort-mark" aria-hidden>
                        {order?.column !== column ? "↕" : order.direction === "descending" ? "↓" : "↑"}
                      </span>
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.inSight.map((row) => (
                <tr key={row.key} className={`statistics-${row.level.toLowerCase()}`} data-depth={row.above.length} data-testid={`statistics-row-${row.key}`}>
                  <td>{row.number}</td>
                  <th scope="row">
                    {row.hasBelow ? (
                      <button
                        type="button"
                        className="fold"
                        aria-expanded={!rows.isFolded(row.key)}
                        aria-label={`${rows.isFolded(row.key) ? "展开" : "收起"}${row.name}`}
                        onClick={() => rows.toggle(row.key)}
                        data-testid={`fold-${row.key}`}
                      >
                        {rows.isFolded(row.key) ? <CaretRightOutlined aria-hidden /> : <CaretDownOutlined aria-hidden />}
                      </button>
                    ) : null}
                    {row.name}
                  </th>
                  {FIGURE_COLUMNS.map((column) => (
                    <td key={column}>
                      <RowFigure name={row.name} column={column} figures={row.figures} asked={askedOfRow(row, statistics)} />
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
                    <RowFigure name="合计" column={column} figures={statistics.total} asked={{ from, to }} />
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      </Panel>
    </>
  );
}

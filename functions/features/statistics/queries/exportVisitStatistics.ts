import type { Actor } from "@app/contract/kernel/actor";
import type { Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { FIGURE_COLUMN_LABELS, FIGURE_COLUMNS, statisticsRows } from "@app/contract/statistics/statisticsRows";
import type { VisitFigures, VisitStatisticsQuery } from "@app/contract/statistics/visitFigures.schema";
import { makeExport, type ExportDeps, type ExportRefusal } from "../../../engines/exports/makeExport";
import type { SheetColumn, SheetRow } from "../../../engines/spreadsheet/sheetXml";
import { getVisitStatistics } from "./getVisitStatistics";

const COLUMNS: readonly SheetColumn[] = [
  { header: "序号", kind: "NUMBER", width: 10 },
  { header: "管理单位", kind: "TEXT", width: 40 },
  ...FIGURE_COLUMNS.map((column): SheetColumn => ({ header: FIGURE_COLUMN_LABELS[column], kind: "NUMBER", width: column.startsWith("family") ? 16 : 14 })),
];

/** 「将当前条件下的统计数据导出为 Excel 格式」 (seed 000, 五-6): the very rows and sums that the screen shows. */
export async function exportVisitStatistics(deps: ExportDeps, actor: Actor, query: VisitStatisticsQuery): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const found = await getVisitStatistics(deps.engine, actor, query);
  if (!found.ok) return found;
  const statistics = found.value;
  const rows = statisticsRows(statistics).map(({ number, name, figures }): SheetRow => [number, name, ...figureCells(figures)]);
  return makeExport(deps, {
    actor,
    exportKind: "VISIT_STATISTICS",
    title: "综合统计",
    filterText: `统计区间：${statistics.from} 至 ${statistics.to}；统计范围：${statistics.scopeName}`,
    filter: { from: statistics.from, to: statistics.to },
    columns: COLUMNS,
    pages: [rows],
    total: () => [undefined, "合计", ...figureCells(statistics.total)],
    countRows: async () => rows.length,
  });
}

function figureCells(figures: VisitFigures): number[] {
  return FIGURE_COLUMNS.map((column) => figures[column]);
}

import { ACTIVITY_LEVEL_LABELS } from "@app/contract/activities/activity.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { ACTIVITY_FIGURE_COLUMNS, ACTIVITY_FIGURE_LABELS, type ActivityFigures } from "@app/contract/statistics/activityFigures.schema";
import type { VisitStatisticsQuery } from "@app/contract/statistics/visitFigures.schema";
import { makeExport, type ExportDeps, type ExportRefusal } from "../../../engines/exports/makeExport";
import type { SheetColumn, SheetRow } from "../../../engines/spreadsheet/sheetXml";
import { getActivityStatistics } from "./getActivityStatistics";

const COLUMNS: readonly SheetColumn[] = [
  { header: "序号", kind: "NUMBER", width: 10 },
  { header: "提交人", kind: "TEXT", width: 40 },
  { header: "级别", kind: "TEXT", width: 12 },
  ...ACTIVITY_FIGURE_COLUMNS.map((column): SheetColumn => ({ header: ACTIVITY_FIGURE_LABELS[column], kind: "NUMBER", width: column === "minutes" ? 18 : 12 })),
];

/** 线上活动 of 综合统计 under the condition on the screen: its very rows and sums. */
export async function exportActivityStatistics(deps: ExportDeps, actor: Actor, query: VisitStatisticsQuery): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const found = await getActivityStatistics(deps.engine, actor, query);
  if (!found.ok) return found;
  const { from, to, scopeName, rows, total } = found.value;
  const sheetRows = rows.map(({ unitName, level, figures }, index): SheetRow => [index + 1, unitName, ACTIVITY_LEVEL_LABELS[level], ...figureCells(figures)]);
  return makeExport(deps, {
    actor,
    exportKind: "ACTIVITY_STATISTICS",
    title: "线上活动统计",
    filterText: `活动结束日期：${from} 至 ${to}；统计范围：${scopeName}；只计已审核`,
    filter: { from, to },
    columns: COLUMNS,
    pages: [sheetRows],
    total: () => [undefined, "合计", undefined, ...figureCells(total)],
    countRows: async () => sheetRows.length,
  });
}

function figureCells(figures: ActivityFigures): number[] {
  return ACTIVITY_FIGURE_COLUMNS.map((column) => figures[column]);
}

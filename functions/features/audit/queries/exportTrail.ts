import type { ExportTrailQuery, TrailLine } from "@app/contract/audit/trail.schema";
import { TRAIL_KIND_LABELS } from "@app/contract/engines/trail";
import type { Actor } from "@app/contract/kernel/actor";
import type { Result } from "@app/contract/kernel/result";
import type { SpreadsheetFile } from "@app/contract/kernel/spreadsheet";
import { makeExport, type ExportDeps, type ExportRefusal } from "../../../engines/exports/makeExport";
import type { SheetColumn, SheetRow } from "../../../engines/spreadsheet/sheetXml";
import type { Store } from "../../../engines/store/storePort";
import { walkTrail, type TrailSearch } from "../trailRepository";
import { toTrailLine } from "../trailView";
import { placesText, searchOf } from "./listTrail";

const COLUMNS: readonly (SheetColumn & { readonly show: (line: TrailLine) => string })[] = [
  { header: "时间", kind: "MOMENT", width: 20, show: ({ at }) => at },
  { header: "操作人", kind: "TEXT", width: 12, show: ({ byName }) => byName },
  { header: "账号", kind: "TEXT", width: 20, show: ({ username, accountId }) => username ?? accountId },
  { header: "角色", kind: "TEXT", width: 18, show: ({ roleLabels }) => roleLabels.join("、") },
  { header: "操作", kind: "TEXT", width: 24, show: ({ words }) => words },
  { header: "对象", kind: "TEXT", width: 14, show: ({ caseLabel }) => caseLabel },
  { header: "编号", kind: "TEXT", width: 13, show: ({ caseNumber }) => caseNumber ?? "" },
  { header: "名称", kind: "TEXT", width: 38, show: ({ caseName }) => caseName ?? "" },
  { header: "说明", kind: "TEXT", width: 30, show: ({ said }) => said ?? "" },
  { header: "变更", kind: "TEXT", width: 40, show: ({ changes }) => changes.map(({ label, before, after }) => `${label}：${before} → ${after}`).join("；") },
  { header: "地点", kind: "TEXT", width: 22, show: ({ placeName }) => placeName },
  { header: "IP 地址", kind: "TEXT", width: 18, show: ({ address }) => address ?? "" },
  { header: "设备", kind: "TEXT", width: 20, show: ({ device }) => device ?? "" },
];

/** For keeping and for whoever inspects (seed 004, 5.1.8.9): what the page shows. The export is an entry of the trail itself. */
export async function exportTrail(deps: ExportDeps, actor: Actor, query: ExportTrailQuery): Promise<Result<SpreadsheetFile, ExportRefusal>> {
  const { store } = deps.engine;
  const readable = await searchOf(store, actor, query);
  if (!readable.ok) return readable;
  const { search, places } = readable.value;
  const { kind, person, caseNumber, from, to } = query;
  const filterText = [
    `类别：${TRAIL_KIND_LABELS[kind]}`,
    `范围：${placesText(places)}`,
    `日期：${from === undefined && to === undefined ? "不限" : `${from ?? "不限"} 至 ${to ?? "不限"}`}`,
    ...(person === undefined ? [] : [`操作人：${person}`]),
    ...(caseNumber === undefined ? [] : [`编号：${caseNumber}`]),
  ].join("；");
  return makeExport(deps, {
    actor,
    exportKind: "TRAIL",
    title: "操作日志",
    filterText,
    filter: query,
    columns: COLUMNS,
    pages: pagesOf(store, search),
    countRows: (max) => countOf(store, search, max),
  });
}

async function* pagesOf(store: Store, search: TrailSearch): AsyncGenerator<SheetRow[]> {
  for await (const entries of walkTrail(store, search)) yield entries.map(toTrailLine).map((line) => COLUMNS.map(({ show }) => show(line)));
}

async function countOf(store: Store, search: TrailSearch, max: number): Promise<number> {
  let count = 0;
  for await (const entries of walkTrail(store, search)) {
    count += entries.length;
    if (count >= max) return max;
  }
  return count;
}

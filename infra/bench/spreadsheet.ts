import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { addDays, instantFromEpochMs, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { SheetColumn, SheetRow } from "../../functions/engines/spreadsheet/sheetXml";
import { writeWorkbook } from "../../functions/engines/spreadsheet/writeWorkbook";

const MB = 1024 * 1024;
const PAGE_ROWS = 200;
const RESOLUTION_MS = 5;
const COLUMNS: readonly SheetColumn[] = [
  { header: "序号", kind: "NUMBER", width: 8 },
  { header: "开放单位", kind: "TEXT", width: 34 },
  { header: "预约日期", kind: "DATE", width: 14 },
  { header: "时段", kind: "TEXT", width: 18 },
  { header: "预约编号", kind: "TEXT", width: 14 },
  { header: "联系人", kind: "TEXT", width: 12 },
  { header: "电话", kind: "TEXT", width: 16 },
  { header: "人数", kind: "NUMBER", width: 8 },
  { header: "已入场", kind: "NUMBER", width: 8 },
  { header: "状态", kind: "TEXT", width: 16 },
  { header: "提交时间", kind: "MOMENT", width: 18 },
  { header: "备注", kind: "TEXT", width: 40 },
];

/** The writer alone, to a file: seconds, memory added and the longest wait of the event loop (P5), beside the waits of the same process doing nothing. */
export async function measureSpreadsheet(rows: number): Promise<object> {
  const idleBlockMs = await longestIdleBlockMs(2000);
  const folder = mkdtempSync(join(tmpdir(), "civic-green-bench-"));
  const file = join(folder, "bench.xlsx");
  const rssBefore = process.memoryUsage().rss;
  let rssPeak = rssBefore;
  const watching = setInterval(() => (rssPeak = Math.max(rssPeak, process.memoryUsage().rss)), 5);
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const startedAtMs = performance.now();
  const sheet = { name: "明细", title: "预约明细", facts: [{ label: "筛选条件", value: "全部" }], columns: COLUMNS, pages: pagesOf(rows) };
  await pipeline(Readable.from(writeWorkbook(sheet, "2026-03-07T09:00:00.000+08:00" as Instant)), createWriteStream(file));
  const seconds = (performance.now() - startedAtMs) / 1000;
  delay.disable();
  clearInterval(watching);
  const fileBytes = statSync(file).size;
  rmSync(folder, { recursive: true });
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return {
    rows,
    columns: COLUMNS.length,
    seconds: rounded(seconds),
    addedRssMb: rounded((rssPeak - rssBefore) / MB),
    longestBlockMs: rounded(delay.max / 1e6 - RESOLUTION_MS),
    idleBlockMs: rounded(idleBlockMs),
    fileMb: rounded(fileBytes / MB),
  };
}

/** What the machine's other work does to a process: blocks of this length are none of ours. */
async function longestIdleBlockMs(ms: number): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, ms));
  delay.disable();
  return delay.max / 1e6 - RESOLUTION_MS;
}

function* pagesOf(rows: number): Generator<SheetRow[]> {
  for (let from = 0; from < rows; from += PAGE_ROWS) yield Array.from({ length: Math.min(PAGE_ROWS, rows - from) }, (_, index) => rowOf(from + index));
}

function rowOf(number: number): SheetRow {
  const date = addDays("2025-01-01" as LocalDate, number % 365);
  const at = instantFromEpochMs(1_735_700_000_000 + number * 61_000);
  return [
    number + 1,
    `海口市白沙门污水处理厂（${number % 40} 期）`,
    date,
    "上午 09:00-11:30",
    `B${number}`,
    "林*燕",
    "139****0001",
    1 + (number % 6),
    number % 6,
    "已到访",
    at,
    `第 ${number} 批，带孩子参观`,
  ];
}

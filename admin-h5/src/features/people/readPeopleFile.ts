import { unzipSync, zipSync, type Zippable } from "fflate";
import { readSheet, type CellValue } from "read-excel-file/universal";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { IMPORT_BYTES_MAX, IMPORT_COLUMNS, IMPORT_HEADS, IMPORT_ROWS_MAX, type ImportColumn, type ImportRow } from "@app/contract/people/peopleImport.schema";

/** A workbook of a thousand people unpacks to a few hundred KB; what unpacks to more is none of ours. */
const UNPACKED_MAX = 30 * 1024 * 1024;
const PARTS_MAX = 200;
/** Heads stand below the instructions. */
const HEAD_ROWS_MAX = 30;
const CELL_MAX = 200;

export interface FileRefusal {
  readonly sentence: string;
}

/** The rows of a filled-in template, or one sentence with the way out. Nothing of the file is believed: the server decides each row. */
export async function readPeopleFile(file: {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}): Promise<Result<ImportRow[], FileRefusal>> {
  if (file.size > IMPORT_BYTES_MAX) return no("文件超过 2 MB。请分成几个文件，分别导入。");
  if (/\.xls$/i.test(file.name)) return no("这是旧版 Excel 文件（.xls）。请在 Excel 里另存为 .xlsx 再导入。");
  const parts = unpack(new Uint8Array(await file.arrayBuffer()));
  if (parts === undefined) return no("这不是能读的 Excel 文件（.xlsx）。请下载模板，填好后保存再导入。");
  if (parts === "TOO_LARGE") return no("文件解开后太大，不像人员名单。请下载模板，把名单复制到模板里再导入。");
  if (hasFormula(parts)) return no("表里有公式。请选中全部内容，复制后「选择性粘贴为数值」，再导入。");
  let cells: (CellValue | null)[][];
  try {
    // Packed anew from what was looked at, so that nothing else can be unpacked from it.
    cells = (await readSheet(zipSync(parts, { level: 0 }).slice().buffer, 1, { parseNumber: (text: string) => text as never })) as (CellValue | null)[][];
  } catch {
    return no("这个 Excel 文件已损坏或为空。请下载模板，填好后保存再导入。");
  }
  return rowsOf(cells);
}

function rowsOf(cells: readonly (readonly (CellValue | null)[])[]): Result<ImportRow[], FileRefusal> {
  const headAt = cells.slice(0, HEAD_ROWS_MAX).findIndex((row) => {
    const texts = row.map(textOf);
    return texts.includes(IMPORT_HEADS.username) && texts.includes(IMPORT_HEADS.name);
  });
  const head = cells[headAt]?.map(textOf);
  if (head === undefined) return no("没有找到表头（用户名、姓名、手机、单位、岗位）。请下载模板，把名单填在模板里。");
  const missing = (["username", "name", "phone", "organization", "posts"] as const).find((column) => !head.includes(IMPORT_HEADS[column]));
  if (missing !== undefined) return no(`表头里缺少「${IMPORT_HEADS[missing]}」这一列。请下载模板，把名单填在模板里。`);
  const rows: ImportRow[] = [];
  for (const [index, row] of cells.entries()) {
    if (index <= headAt) continue;
    const read = Object.fromEntries(IMPORT_COLUMNS.map((column) => [column, cellAt(row, head.indexOf(IMPORT_HEADS[column]))])) as Record<ImportColumn, string>;
    if (IMPORT_COLUMNS.every((column) => read[column] === "")) continue;
    rows.push({ rowNumber: index + 1, ...read });
    if (rows.length > IMPORT_ROWS_MAX) return no(`一次最多导入 ${IMPORT_ROWS_MAX} 行。请分成几个文件，分别导入。`);
  }
  return rows.length === 0 ? no("表头下面没有内容。请从表头的下一行开始填写。") : ok(rows);
}

/** The parts of the archive, unpacked no further than they say and than we take. */
function unpack(bytes: Uint8Array): Record<string, Uint8Array> | "TOO_LARGE" | undefined {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return undefined;
  let unpacked = 0;
  let count = 0;
  let isTooLarge = false;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        unpacked += originalSize;
        count += 1;
        isTooLarge ||= unpacked > UNPACKED_MAX || count > PARTS_MAX;
        return !isTooLarge;
      },
    });
    if (isTooLarge) return "TOO_LARGE";
    return parts["xl/workbook.xml"] === undefined ? undefined : parts;
  } catch {
    return undefined;
  }
}

/** Asked of the first sheet, where people are; the drop-downs' own formulas are no cells. */
function hasFormula(parts: Zippable): boolean {
  return Object.entries(parts).some(
    ([name, part]) => name.startsWith("xl/worksheets/") && part instanceof Uint8Array && /<(?:\w+:)?f[\s>/]/.test(new TextDecoder().decode(part)),
  );
}

function cellAt(row: readonly (CellValue | null)[], index: number): string {
  return index < 0 ? "" : textOf(row[index] ?? null);
}

/** Phones typed as numbers stay what was typed; whoever let Excel make 1.38E+10 of one is told by the server. */
function textOf(cell: CellValue | null): string {
  const value: unknown = cell;
  if (value === null || value === undefined) return "";
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  return text.trim().slice(0, CELL_MAX);
}

function no(sentence: string): Result<never, FileRefusal> {
  return refuse({ sentence });
}

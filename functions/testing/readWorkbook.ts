import { crc32, inflateRawSync } from "node:zlib";

export interface ReadCell {
  readonly value: string | number;
  /** The number format's code or built-in number; dates are told from numbers by nothing else. */
  readonly format: string;
  readonly bold: boolean;
  readonly quotePrefix: boolean;
}
export interface ReadWorkbook {
  readonly sheetName: string;
  readonly widths: readonly number[];
  /** The rows that stay in sight. */
  readonly frozenRows: number;
  readonly hasFormula: boolean;
  /** Rows as they are numbered, from 0; a cell that is not there is undefined. */
  readonly rows: readonly (readonly (ReadCell | undefined)[])[];
}

/** Reads a ZIP by its directory at the end, as spreadsheets do, and checks each part against its checksum and size. Knows nothing of how ours are written. */
export function readZip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const parts = new Map<string, string>();
  let position = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (file.readUInt32LE(position) !== 0x02014b50) throw new Error("no directory entry where one should be");
    const [crc, packedBytes, bytes] = [file.readUInt32LE(position + 16), file.readUInt32LE(position + 20), file.readUInt32LE(position + 24)];
    const [nameLength, extraLength, commentLength] = [file.readUInt16LE(position + 28), file.readUInt16LE(position + 30), file.readUInt16LE(position + 32)];
    const local = file.readUInt32LE(position + 42);
    const name = file.toString("utf8", position + 46, position + 46 + nameLength);
    if (file.readUInt32LE(local) !== 0x04034b50) throw new Error(`${name} has no local header`);
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const content = inflateRawSync(file.subarray(from, from + packedBytes));
    if (content.length !== bytes || crc32(content) !== crc) throw new Error(`${name} is not what the directory says`);
    parts.set(name, content.toString("utf8"));
    position += 46 + nameLength + extraLength + commentLength;
  }
  return parts;
}

export function readWorkbook(file: Buffer): ReadWorkbook {
  const parts = readZip(file);
  const sheet = parts.get("xl/worksheets/sheet1.xml") ?? "";
  const shared = matchesOf(/<si>(.*?)<\/si>/gs, parts.get("xl/sharedStrings.xml") ?? "").map(([, item = ""]) => textOf(item));
  const styles = stylesOf(parts.get("xl/styles.xml") ?? "");
  const rows: (ReadCell | undefined)[][] = [];
  for (const [, row, cells = ""] of matchesOf(/<row r="(\d+)"[^>]*>(.*?)<\/row>/gs, sheet)) {
    const read: (ReadCell | undefined)[] = [];
    for (const [, column = "", , attributes = "", content = ""] of matchesOf(/<c r="([A-Z]+)(\d+)"([^>]*)>(.*?)<\/c>/gs, cells)) {
      const raw = /<v>(.*?)<\/v>/s.exec(content)?.[1] ?? "";
      const type = /t="(\w+)"/.exec(attributes)?.[1];
      const value = type === "inlineStr" ? textOf(content) : type === "s" ? (shared[Number(raw)] ?? "") : Number(raw);
      read[columnIndex(column)] = { value, ...(styles[Number(/s="(\d+)"/.exec(attributes)?.[1] ?? 0)] ?? { format: "?", bold: false, quotePrefix: false }) };
    }
    rows[Number(row) - 1] = read;
  }
  return {
    sheetName: /<sheet name="([^"]*)"/.exec(parts.get("xl/workbook.xml") ?? "")?.[1] ?? "",
    widths: matchesOf(/<col [^>]*width="([\d.]+)"/g, sheet).map(([, width]) => Number(width)),
    frozenRows: Number(/<pane [^>]*ySplit="(\d+)"[^>]*state="frozen"/.exec(sheet)?.[1] ?? 0),
    hasFormula: /<f[ >]/.test(sheet),
    rows,
  };
}

/** The table below the head, as texts and numbers; real dates as the text a reader sees. */
export function tableOf(workbook: ReadWorkbook): (string | number | undefined)[][] {
  const width = workbook.widths.length;
  return workbook.rows.slice(workbook.frozenRows - 1).map((row) => Array.from({ length: width }, (_, index) => shown(row[index])));
}

/** 「筛选条件」 → what stands beside it. */
export function factsOf(workbook: ReadWorkbook): Record<string, string> {
  return Object.fromEntries(workbook.rows.slice(1, workbook.frozenRows - 1).map(([label, value]) => [String(label?.value), String(value?.value)]));
}

function shown(cell: ReadCell | undefined): string | number | undefined {
  if (cell === undefined || typeof cell.value === "string" || !cell.format.startsWith("yyyy")) return cell?.value;
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round(cell.value * 86_400) * 1000).toISOString();
  return cell.format.includes("hh") ? `${at.slice(0, 10)} ${at.slice(11, 16)}` : at.slice(0, 10);
}

function stylesOf(xml: string): { format: string; bold: boolean; quotePrefix: boolean }[] {
  const codes = new Map(matchesOf(/<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g, xml).map(([, id, code = ""]) => [id, code.replaceAll("\\", "")]));
  const bold = matchesOf(/<font>(.*?)<\/font>/gs, xml).map(([, font = ""]) => font.includes("<b/>"));
  const cellFormats = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(xml)?.[1] ?? "";
  return matchesOf(/<xf numFmtId="(\d+)" fontId="(\d+)"([^>]*)>/g, cellFormats).map(([, id = "", font, rest = ""]) => ({
    format: codes.get(id) ?? id,
    bold: bold[Number(font)] ?? false,
    quotePrefix: rest.includes('quotePrefix="1"'),
  }));
}

function textOf(xml: string): string {
  const text = matchesOf(/<t[^>]*>(.*?)<\/t>/gs, xml)
    .map(([, part]) => part)
    .join("");
  const plain = text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" })[name] ?? "");
  return plain.replace(/_x([0-9A-F]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function columnIndex(letters: string): number {
  return [...letters].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function matchesOf(pattern: RegExp, text: string): RegExpExecArray[] {
  return [...text.matchAll(pattern)];
}

import { DAY_MS, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { cellText, looksLikeFormula } from "./xmlText";
import { STYLES } from "./workbookParts";

export type CellValue = string | number | undefined;

/** `DATE` takes a LocalDate, `MOMENT` an Instant; both become real dates, in China's time. */
export type ColumnKind = "TEXT" | "NUMBER" | "DATE" | "MOMENT";

export interface SheetColumn {
  readonly header: string;
  readonly kind: ColumnKind;
  /** In characters of the standard width; one of ours takes two. */
  readonly width: number;
  /** Offered in a drop-down in the rows that people fill in; what else they type stays. */
  readonly choices?: readonly string[];
}
export type SheetRow = readonly CellValue[];

/** One line above the table: 「筛选条件」「2026-03-01 至 2026-03-31」. */
export interface SheetFact {
  readonly label: string;
  /** A number points into the texts that are written after the sheet, for what is known only then. */
  readonly value: string | { readonly sharedText: number };
}

/** Everything before the rows. The table's head stays in sight when one scrolls. */
export function sheetOpening(title: string, facts: readonly SheetFact[], columns: readonly SheetColumn[]): string {
  const headRow = facts.length + 2;
  const below = `A${headRow + 1}`;
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${headRow}" topLeftCell="${below}" activePane="bottomLeft" state="frozen"/>`,
    `<selection pane="bottomLeft" activeCell="${below}" sqref="${below}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="16"/>`,
    `<cols>${columns.map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join("")}</cols>`,
    `<sheetData><row r="1" ht="26" customHeight="1">${textCell("A1", title, STYLES.title)}</row>`,
    ...facts.map(({ label, value }, index) => {
      const row = index + 2;
      const cell =
        typeof value === "string" ? textCell(`B${row}`, value, STYLES.fact) : `<c r="B${row}" s="${STYLES.fact}" t="s"><v>${value.sharedText}</v></c>`;
      return `<row r="${row}">${textCell(`A${row}`, label, STYLES.factLabel)}${cell}</row>`;
    }),
    `<row r="${headRow}" ht="20" customHeight="1">${columns.map(({ header }, index) => textCell(`${columnName(index)}${headRow}`, header, STYLES.head)).join("")}</row>`,
  ].join("");
}

/** A fitting page for whoever prints it: A4 across, all columns on one page's width. */
const PAGE_SETUP = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>';

/** @param firstRow the first below the head */
export function sheetClosing(columns: readonly SheetColumn[], firstRow: number): string {
  const offered = columnsWithChoices(columns).map(({ index, choices }, position) => {
    const [column, source] = [columnName(index), columnName(position)];
    const cells = `${column}${firstRow}:${column}${firstRow + FORM_ROWS - 1}`;
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${cells}"><formula1>${CHOICES_SHEET}!$${source}$1:$${source}$${choices.length}</formula1></dataValidation>`;
  });
  const validations = offered.length === 0 ? "" : `<dataValidations count="${offered.length}">${offered.join("")}</dataValidations>`;
  return `</sheetData>${validations}${PAGE_SETUP}`;
}
/** As many rows as a form offers its drop-downs in. */
const FORM_ROWS = 1000;

/** The second sheet, which the drop-downs take their choices from: a column for each. */
export const CHOICES_SHEET = "可选内容";
export function columnsWithChoices(columns: readonly SheetColumn[]): { readonly index: number; readonly choices: readonly string[] }[] {
  return columns.flatMap(({ choices = [] }, index) => (choices.length === 0 ? [] : [{ index, choices }]));
}
export function choicesSheetXml(columns: readonly SheetColumn[]): string {
  const lists = columnsWithChoices(columns).map(({ choices }) => choices);
  const rows = Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, row) => {
    const cells = lists.map((list, column) => (list[row] === undefined ? "" : textCell(`${columnName(column)}${row + 1}`, list[row], STYLES.text)));
    return `<row r="${row + 1}">${cells.join("")}</row>`;
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.join("")}</sheetData></worksheet>`;
}

/** @param rowNumber as the spreadsheet counts, from 1 */
export function rowXml(rowNumber: number, cells: SheetRow, columns: readonly SheetColumn[], isTotal = false): string {
  let xml = `<row r="${rowNumber}">`;
  for (let index = 0; index < columns.length; index += 1) {
    const value = cells[index];
    if (value !== undefined) xml += cellXml(`${columnName(index)}${rowNumber}`, value, (columns[index] as SheetColumn).kind, isTotal);
  }
  return `${xml}</row>`;
}

function cellXml(place: string, value: string | number, kind: ColumnKind, isTotal: boolean): string {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error(`${place} would hold ${value}`);
    return `<c r="${place}" s="${isTotal ? STYLES.totalNumber : STYLES.number}"><v>${value}</v></c>`;
  }
  const serial = isTotal ? undefined : kind === "DATE" ? serialOfDate(value as LocalDate) : kind === "MOMENT" ? serialOfMoment(value as Instant) : undefined;
  if (serial !== undefined) return `<c r="${place}" s="${kind === "DATE" ? STYLES.date : STYLES.moment}"><v>${serial}</v></c>`;
  return textCell(place, value, isTotal ? STYLES.totalText : looksLikeFormula(value) ? STYLES.guardedText : STYLES.text);
}

/** A text written into its cell is never computed, whatever it begins with. */
function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
}

/** Day 1 of a spreadsheet is 1900-01-01, and by an old mistake it knows a 29 February of that year; before March it is one day off, so such days stay text. */
const SERIAL_EPOCH_MS = Date.UTC(1899, 11, 30);
const FIRST_SAFE_DATE = "1900-03-01";

function serialOfDate(date: LocalDate): number | undefined {
  return date < FIRST_SAFE_DATE ? undefined : (Date.parse(`${date}T00:00:00.000Z`) - SERIAL_EPOCH_MS) / DAY_MS;
}

function serialOfMoment(at: Instant): number | undefined {
  // Dates of spreadsheets know no zone: what the clock in China showed, to the second.
  return at < FIRST_SAFE_DATE ? undefined : Number(((Date.parse(`${at.slice(0, 19)}.000Z`) - SERIAL_EPOCH_MS) / DAY_MS).toFixed(8));
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** A, B, … Z, AA, … */
export function columnName(index: number): string {
  const name = LETTERS[index];
  return name ?? `${columnName(Math.floor(index / 26) - 1)}${LETTERS[index % 26] ?? ""}`;
}

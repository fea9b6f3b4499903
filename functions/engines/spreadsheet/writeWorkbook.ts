import type { Instant } from "@app/contract/kernel/time";
import {
  CHOICES_SHEET,
  choicesSheetXml,
  columnsWithChoices,
  rowXml,
  sheetClosing,
  sheetOpening,
  type SheetColumn,
  type SheetFact,
  type SheetRow,
} from "./sheetXml";
import { fixedParts, sharedTextsXml } from "./workbookParts";
import { zipArchive, type ZipEntry } from "./zipArchive";

export interface Sheet {
  /** At most 31 characters, none of []:*?/\ */
  readonly name: string;
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly columns: readonly SheetColumn[];
  /** Pages of rows: at no time is more than one of them held. */
  readonly pages: Iterable<readonly SheetRow[]> | AsyncIterable<readonly SheetRow[]>;
  /** The last line, asked for once all rows have passed. */
  readonly total?: () => SheetRow;
  /** To be filled in by somebody: it does not count its rows. */
  readonly isForm?: boolean;
}

/** Made in one go, between two turns of the event loop: 100 rows of twelve columns take about 1 ms. */
const ROWS_AT_ONCE = 100;
const ROW_COUNT_LABEL = "行数";

/**
 * A workbook of one sheet as it comes into being: title, facts, head, rows. The number of rows stands above them, for a reader to check; it is known last, so
 * its cell points to a text that is written after the sheet.
 */
export function writeWorkbook(sheet: Sheet, at: Instant): AsyncGenerator<Buffer> {
  const count = { rows: 0 };
  const facts: SheetFact[] = [...sheet.facts, ...(sheet.isForm === true ? [] : [{ label: ROW_COUNT_LABEL, value: { sharedText: 0 } }])];
  const hasChoices = columnsWithChoices(sheet.columns).length > 0;
  function* entries(): Generator<ZipEntry> {
    yield* fixedParts(sheet.name, hasChoices ? CHOICES_SHEET : undefined);
    if (hasChoices) yield { name: "xl/worksheets/sheet2.xml", content: [choicesSheetXml(sheet.columns)] };
    yield { name: "xl/worksheets/sheet1.xml", content: sheetContent(sheet, facts, count) };
    const totalNote = sheet.total === undefined ? "" : "（不含合计）";
    yield { name: "xl/sharedStrings.xml", content: [sharedTextsXml([`${count.rows} 行${totalNote}`])] };
  }
  return zipArchive(entries(), at);
}

async function* sheetContent(sheet: Sheet, facts: readonly SheetFact[], count: { rows: number }): AsyncGenerator<string> {
  yield sheetOpening(sheet.title, facts, sheet.columns);
  const firstRow = facts.length + 3;
  for await (const page of sheet.pages) {
    for (let from = 0; from < page.length; from += ROWS_AT_ONCE) {
      const rows = page.slice(from, from + ROWS_AT_ONCE);
      yield rows.map((row, index) => rowXml(firstRow + count.rows + index, row, sheet.columns)).join("");
      count.rows += rows.length;
    }
  }
  if (sheet.total !== undefined) yield rowXml(firstRow + count.rows, sheet.total(), sheet.columns, true);
  yield sheetClosing(sheet.columns, firstRow);
}

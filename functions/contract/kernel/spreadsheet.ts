import type { Route } from "./route";
import { z } from "./zod";

/** The media type of an .xlsx workbook. */
export const SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A workbook on its way: made piece by piece while it is sent. */
export interface SpreadsheetFile {
  /** As the person's folder shows it, with its ending. */
  readonly fileName: string;
  readonly content: AsyncIterable<Uint8Array>;
}
/** As a route's `output`: the route answers a file and no JSON; its refusals are JSON as ever. */
export const SpreadsheetFile = z.custom<SpreadsheetFile>(
  (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in ((value as { content?: object }).content ?? {}),
);

export function answersSpreadsheet(route: Pick<Route, "output">): boolean {
  return route.output === SpreadsheetFile;
}

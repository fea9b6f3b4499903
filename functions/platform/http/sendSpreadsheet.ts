import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { SPREADSHEET_TYPE, type SpreadsheetFile } from "@app/contract/kernel/spreadsheet";

/** Sends a workbook while it is made. A failure after the first byte can only cut the answer off, which every client notices; `onFailure` tells us why. */
export function sendSpreadsheet(reply: FastifyReply, file: SpreadsheetFile, onFailure: (error: unknown) => void): FastifyReply {
  return reply
    .type(SPREADSHEET_TYPE)
    .header("x-content-type-options", "nosniff")
    .header("content-disposition", `attachment; filename="export.xlsx"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
    .send(Readable.from(reported(file.content, onFailure)));
}

async function* reported(content: AsyncIterable<Uint8Array>, onFailure: (error: unknown) => void): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (error) {
    onFailure(error);
    throw error;
  }
}

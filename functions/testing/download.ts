import type { ErrorBody } from "@app/contract/kernel/errors";
import { factsOf, readWorkbook, tableOf, type ReadWorkbook } from "./readWorkbook";
import type { TestProduct } from "./startTestProduct";

export interface Downloaded {
  readonly status: number;
  readonly headers: Headers;
  readonly workbook: ReadWorkbook;
  readonly facts: Record<string, string>;
  readonly table: (string | number | undefined)[][];
}

/** A workbook as a browser gets it. */
export async function download(test: TestProduct, token: string, path: string): Promise<Downloaded> {
  const answer = await fetch(test.baseUrl + path, { headers: { authorization: `Bearer ${token}` } });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (answer.status !== 200) throw new Error(`${answer.status} ${bytes.toString()}`);
  const workbook = readWorkbook(bytes);
  return { status: answer.status, headers: answer.headers, workbook, facts: factsOf(workbook), table: tableOf(workbook) };
}

export async function refusedDownload(test: TestProduct, token: string, path: string): Promise<ErrorBody & { status: number }> {
  const answer = await fetch(test.baseUrl + path, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, ...((await answer.json()) as ErrorBody) };
}

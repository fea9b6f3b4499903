import { NO_ANSWER, readRefusal, routeAddress, type CallRefusal } from "@app/contract/kernel/apiClient";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Route, RouteCall } from "@app/contract/kernel/route";
import { noticeRefusal } from "./api";
import { sessionToken } from "./session";

/** Without a byte for that long the line is cut; the server counts the rows before it sends the first. */
const SILENCE_MAX_MS = 60_000;

const UNREACHED: CallRefusal = { ...NO_ANSWER, message: "网络不通，没有导出。请检查网络后重新导出。" };
const BROKEN_OFF: CallRefusal = { ...NO_ANSWER, message: "下载中断，文件不完整，没有保存。请检查网络后重新导出。" };

/**
 * Fetches the workbook of a route and hands it to the browser as a file. Nothing is saved unless all of it came.
 * @param onBytes told how much has come so far
 */
export async function downloadSpreadsheet<R extends Route>(
  route: R,
  input: RouteCall<R>,
  onBytes: (bytes: number) => void,
): Promise<Result<string, CallRefusal>> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), SILENCE_MAX_MS);
  let hasBegun = false;
  try {
    const token = sessionToken();
    const { body } = input as { body?: unknown };
    const answer = await fetch(routeAddress(route, input), {
      method: route.method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: abort.signal,
      cache: "no-store",
    });
    if (!answer.ok) {
      const refusal = readRefusal(answer.status, await answer.json().catch(() => undefined));
      noticeRefusal(refusal);
      return refuse(refusal);
    }
    hasBegun = true;
    const chunks: BlobPart[] = [];
    let bytes = 0;
    const reader = answer.body?.getReader();
    for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => abort.abort(), SILENCE_MAX_MS);
      chunks.push(read.value);
      bytes += read.value.byteLength;
      onBytes(bytes);
    }
    const fileName = fileNameOf(answer.headers.get("content-disposition"));
    save(new Blob(chunks, { type: answer.headers.get("content-type") ?? "" }), fileName);
    return ok(fileName);
  } catch {
    return refuse(hasBegun ? BROKEN_OFF : UNREACHED);
  } finally {
    clearTimeout(timer);
  }
}

function fileNameOf(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? "")?.[1];
  return encoded === undefined ? "导出.xlsx" : decodeURIComponent(encoded);
}

function save(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has its own hold on the blob once the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}

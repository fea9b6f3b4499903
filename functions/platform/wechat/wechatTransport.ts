import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { WechatRefusal } from "../../engines/messaging/wechatPort";
import { failureWords } from "./failureWords";

export interface WechatAnswer {
  /** Lower case, without parameters. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Tencent's codes are below 200 KB and its JSON below 4 KB; anything larger is not an answer to our question. */
const ANSWER_BYTES_MAX = 2_000_000;

/** One request, one bounded wait. Everything that is not an HTTP 200 in time is `UNAVAILABLE`: WeChat puts its refusals in the body of a 200. */
export async function askWechat(
  request: { readonly method: "GET" } | { readonly method: "POST"; readonly body: object },
  url: string,
  options: { readonly timeoutMs: number; readonly fetch: typeof fetch },
): Promise<Result<WechatAnswer, WechatRefusal>> {
  try {
    const response = await options.fetch(url, {
      method: request.method,
      // A redirect would carry the secret of the query somewhere else.
      redirect: "error",
      // Covers the body too, not only the headers.
      signal: AbortSignal.timeout(options.timeoutMs),
      ...(request.method === "POST" ? { headers: { "content-type": "application/json" }, body: JSON.stringify(request.body) } : {}),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status !== 200) return refuse(unavailable(`HTTP ${response.status}`));
    if (bytes.length > ANSWER_BYTES_MAX) return refuse(unavailable(`answer of ${bytes.length} bytes`));
    return ok({ mediaType: (response.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase(), bytes });
  } catch (error) {
    return refuse(unavailable(failureWords(error)));
  }
}

/** The JSON object of an answer whatever its content type says: `sns` interfaces declare `text/plain`. */
export function readWechatJson(answer: WechatAnswer): Result<Readonly<Record<string, unknown>>, WechatRefusal> {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(answer.bytes));
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return ok({ ...parsed });
  } catch {
    // Not JSON: a gateway's HTML page, most often.
  }
  return refuse(unavailable(`answer is no JSON object (${answer.mediaType || "no content type"})`));
}

export function unavailable(detail: string): WechatRefusal {
  return { code: "UNAVAILABLE", detail };
}

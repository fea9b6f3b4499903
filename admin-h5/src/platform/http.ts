import type { HttpTransport } from "@app/contract/kernel/apiClient";

const TIMEOUT_MS = 20_000;

/** No answer is an ordinary outcome, never a throw: the caller keeps its form and offers a retry. */
export const fetchTransport: HttpTransport = {
  async send({ method, url, headers, body }) {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      const answer = await fetch(url, { method, headers: { ...headers }, signal: abort.signal, cache: "no-store", ...(body === undefined ? {} : { body }) });
      return { kind: "ANSWER", status: answer.status, body: jsonOf(await answer.text()) };
    } catch {
      return { kind: "NETWORK" };
    } finally {
      clearTimeout(timer);
    }
  },
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's error page is no answer of ours; the client says that it cannot be read.
    return undefined;
  }
}

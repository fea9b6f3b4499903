import type { HttpTransport } from "@app/contract/kernel/apiClient";

/** A client's network in a test. */
export const fetchTransport: HttpTransport = {
  async send({ method, url, headers, body }) {
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    return { kind: "ANSWER", status: response.status, body: await response.json() };
  },
};

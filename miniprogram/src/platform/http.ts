import Taro from "@tarojs/taro";
import type { HttpTransport } from "@app/contract/kernel/apiClient";

/** Origin of the API without a trailing slash; empty in the H5, which the API's own origin serves. */
export const apiOrigin: string = API_ORIGIN;

/** An address as the server gave it: one that begins with `/` lies below the API. */
export const serverAddress = (address: string): string => (address.startsWith("/") ? apiOrigin + address : address);

/** People on a bus wait a while; a gate's scanner must not wait for ever. */
const TIMEOUT_MS = 15_000;

/** A lost network is an ordinary answer here, never a throw: the caller keeps the form and offers a retry. */
export const httpTransport: HttpTransport = {
  async send({ method, url, headers, body }) {
    try {
      const answer = await Taro.request<string>({
        url,
        method: method as keyof Taro.request.Method,
        header: { ...headers },
        ...(body === undefined ? {} : { data: body }),
        // Text on both targets: each parses JSON differently, and one throws on an empty body.
        dataType: "text",
        responseType: "text",
        timeout: TIMEOUT_MS,
      });
      return { kind: "ANSWER", status: answer.statusCode, body: jsonOf(answer.data) };
    } catch {
      return { kind: "NETWORK" };
    }
  },
};

function jsonOf(text: unknown): unknown {
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

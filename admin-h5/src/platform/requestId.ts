import type { RequestId } from "@app/contract/kernel/ids";

/** `crypto.randomUUID` is missing where the page is served without TLS, as on a bureau's own network; `getRandomValues` is there too. */
export function newRequestId(): RequestId {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID() as RequestId;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("") as RequestId;
}

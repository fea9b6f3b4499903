import { createHash, timingSafeEqual } from "node:crypto";

/** CloudFront adds it to what it sends on (infra/aws/site.yml); whoever asks the gateway by its own address does not know it. */
export const EDGE_HEADER = "x-edge-secret";

type Headers = Readonly<Record<string, string | undefined>>;

/**
 * The headers as they may be believed. What came through CloudFront names the visitor before CloudFront's own address; what came to the gateway directly may name
 * anybody, so of it only the last address stays, which the gateway itself wrote (promise R17). The secret goes no further.
 */
export function believedHeaders(headers: Headers, edgeSecret: string): Headers {
  const { [EDGE_HEADER]: given = "", "x-forwarded-for": forwarded, ...others } = headers;
  const believed = isSame(given, edgeSecret) ? forwarded : forwarded?.split(",").at(-1)?.trim();
  return believed === undefined ? others : { ...others, "x-forwarded-for": believed };
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

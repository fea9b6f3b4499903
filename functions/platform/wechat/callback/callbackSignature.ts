import { createHash, timingSafeEqual } from "node:crypto";

/** WeChat's signature of a callback: SHA-1 over its parts in alphabetical order. Three parts sign an address, the cipher text as a fourth signs the body too. */
export function callbackSignature(parts: readonly string[]): string {
  return createHash("sha1")
    .update([...parts].sort().join(""))
    .digest("hex");
}

/** Compared in a time that does not tell how much of it was right. */
export function isSignature(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

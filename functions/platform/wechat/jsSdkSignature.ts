import { createHash } from "node:crypto";

/** What WeChat's browser compares before a page may use the scanner. The address is signed as it is, never encoded anew, and without what stands behind #. */
export function jsSdkSignature(page: { readonly ticket: string; readonly nonceStr: string; readonly timestamp: number; readonly url: string }): string {
  const [address] = page.url.split("#");
  return createHash("sha1").update(`jsapi_ticket=${page.ticket}&noncestr=${page.nonceStr}&timestamp=${page.timestamp}&url=${address}`).digest("hex");
}

import type { JsSdkSignature } from "@app/contract/officialAccount/jsSdk.schema";

/** Asks our server to sign a page; undefined when it could not. */
export type SignPage = (url: string) => Promise<JsSdkSignature | undefined>;

/** The mini-program scans by itself; only the browser's edition needs a signature. */
export function signPagesBy(_sign: SignPage): void {
  // Nothing to sign here.
}

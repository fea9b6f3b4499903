// The form of the short signed texts that people carry on their screens; the prefix names the kind and its version.

export interface SignedText {
  readonly prefix: string;
  readonly payloadBase64Url: string;
  readonly signatureBase64Url: string;
}

/** Splits `<prefix>.<payload>.<signature>`; undefined when the text has not that form. A link that carries it as its `c` parameter is unwrapped. */
export function splitSignedText(text: string): SignedText | undefined {
  const bare = /[?&]c=([^&#]+)/.exec(text)?.[1] ?? text.trim();
  const match = /^(CG[A-Z]?\d)\.([A-Za-z0-9_-]{1,512})\.([A-Za-z0-9_-]{1,128})$/.exec(bare);
  if (match === null) return undefined;
  const [, prefix, payloadBase64Url, signatureBase64Url] = match;
  return prefix === undefined || payloadBase64Url === undefined || signatureBase64Url === undefined
    ? undefined
    : { prefix, payloadBase64Url, signatureBase64Url };
}

/** What the signature covers: prefix and payload, so that the signature of one kind never passes for another's. */
export function signedPart(prefix: string, payloadBase64Url: string): string {
  return `${prefix}.${payloadBase64Url}`;
}

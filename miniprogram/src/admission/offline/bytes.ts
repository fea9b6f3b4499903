// The mini-program has no `atob`, `TextEncoder` or `Buffer`; these three are all that checking a signature needs.

const BASE64_URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * Undefined when the text is not base64url, or is one of the other spellings that decode to the same bytes: a code has one text, as on the server.
 */
export function bytesOfBase64Url(text: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let bitCount = 0;
  let at = 0;
  for (const letter of text) {
    const value = BASE64_URL.indexOf(letter);
    if (value < 0) return undefined;
    bits = (bits << 6) | value;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes[at] = bits >> bitCount;
    at += 1;
    bits &= (1 << bitCount) - 1;
  }
  return bits === 0 ? bytes : undefined;
}

export function utf8Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  // By code points, so that the two halves of a rare character stay together.
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), tail(point));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), tail(point >> 6), tail(point));
    else bytes.push(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point));
  }
  return Uint8Array.from(bytes);
}

const tail = (bits: number): number => 0x80 | (bits & 0x3f);

/** Undefined for bytes that are not UTF-8. */
export function textOfUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
  } catch {
    return undefined;
  }
}

/** Writes a black-and-white PNG with no compression: the mini-program has neither zlib nor an encoder, and a QR code is a few kilobytes. */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** A stored deflate block holds at most this many bytes. */
const STORED_BLOCK_MAX = 0xffff;

export function pngOf(options: { readonly sizePx: number; readonly isDark: (row: number, column: number) => boolean }): Uint8Array {
  const { sizePx, isDark } = options;
  const stride = Math.ceil(sizePx / 8) + 1;
  const rows = new Uint8Array(stride * sizePx);
  for (let row = 0; row < sizePx; row += 1) {
    for (let column = 0; column < sizePx; column += 1) {
      // One bit a pixel, 1 is white; the first byte of each row is the filter (0: none).
      if (!isDark(row, column)) rows[row * stride + 1 + (column >> 3)]! |= 0x80 >> (column & 7);
    }
  }
  const header = [...bigEndian(sizePx), ...bigEndian(sizePx), 1, 0, 0, 0, 0];
  return Uint8Array.from([...SIGNATURE, ...chunk("IHDR", header), ...chunk("IDAT", storedZlib(rows)), ...chunk("IEND", [])]);
}

function storedZlib(bytes: Uint8Array): number[] {
  const out = [0x78, 0x01];
  for (let start = 0; start < bytes.length; start += STORED_BLOCK_MAX) {
    const block = bytes.subarray(start, start + STORED_BLOCK_MAX);
    const isLast = start + STORED_BLOCK_MAX >= bytes.length;
    out.push(isLast ? 1 : 0, block.length & 0xff, block.length >> 8, ~block.length & 0xff, (~block.length >> 8) & 0xff);
    for (let i = 0; i < block.length; i += 1) out.push(block[i]!);
  }
  return out.concat(bigEndian(adler32(bytes)));
}

function chunk(type: string, data: readonly number[]): number[] {
  const body = type
    .split("")
    .map((letter) => letter.charCodeAt(0))
    .concat(data);
  return [...bigEndian(data.length), ...body, ...bigEndian(crc32(body))];
}

function bigEndian(value: number): number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}

function crc32(bytes: readonly number[]): number {
  let crc = 0xffffffff;
  bytes.forEach((byte) => {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  });
  return (crc ^ 0xffffffff) >>> 0;
}

function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    low = (low + bytes[i]!) % 65521;
    high = (high + low) % 65521;
  }
  return high * 65536 + low;
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The mini-program has no `btoa`. */
export function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const triple = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += BASE64[triple >> 18]! + BASE64[(triple >> 12) & 63]!;
    text += i + 1 < bytes.length ? BASE64[(triple >> 6) & 63]! : "=";
    text += i + 2 < bytes.length ? BASE64[triple & 63]! : "=";
  }
  return text;
}

import { create } from "qrcode";
import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MARGIN_MODULES = 2;
const WHITE = 1;

/**
 * A QR code as a picture of one bit a pixel. The package's own writer makes four bytes of each pixel and tries five filters on every row: a poster kept the event loop
 * for 40 ms and more, this one for a few.
 */
export function qrPng(text: string, widthPx: number): Buffer {
  const { size, data } = create(text, { errorCorrectionLevel: "M" }).modules;
  const modulesAcross = size + 2 * MARGIN_MODULES;
  const moduleAt = (px: number): number => Math.floor((px * modulesAcross) / widthPx) - MARGIN_MODULES;
  const isDark = (row: number, column: number): boolean => row >= 0 && row < size && column >= 0 && column < size && data[row * size + column] === 1;
  const rowBytes = 1 + Math.ceil(widthPx / 8);
  const pixels = Buffer.alloc(rowBytes * widthPx);
  for (let y = 0; y < widthPx; y += 1) {
    const start = y * rowBytes;
    if (y > 0 && moduleAt(y) === moduleAt(y - 1)) {
      pixels.copyWithin(start, start - rowBytes, start);
      continue;
    }
    for (let x = 0; x < widthPx; x += 1) {
      const byte = start + 1 + (x >> 3);
      if (!isDark(moduleAt(y), moduleAt(x))) pixels[byte] = (pixels[byte] ?? 0) | (WHITE << (7 - (x & 7)));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(widthPx, 4);
  // One bit, grey.
  header[8] = 1;
  return Buffer.concat([SIGNATURE, chunk("IHDR", header), chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

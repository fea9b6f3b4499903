import { inflateSync } from "node:zlib";
import jsQR from "jsqr";
import { base64Of } from "./png";
import { qrDataUrl } from "./qr";

/** Reads back the one kind of PNG that png.ts writes, by Node's zlib, which checks the stored blocks and the checksum. */
function pixelsOf(dataUrl: string): { readonly rgba: Uint8ClampedArray; readonly sizePx: number } {
  const png = Buffer.from(dataUrl.replace("data:image/png;base64,", ""), "base64");
  const sizePx = png.readUInt32BE(16);
  const idatAt = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(idatAt + 4, idatAt + 4 + png.readUInt32BE(idatAt - 4)));
  const stride = Math.ceil(sizePx / 8) + 1;
  const rgba = new Uint8ClampedArray(sizePx * sizePx * 4).fill(255);
  for (let pixel = 0; pixel < sizePx * sizePx; pixel += 1) {
    const row = Math.floor(pixel / sizePx);
    const column = pixel % sizePx;
    const isWhite = (rows[row * stride + 1 + (column >> 3)]! & (0x80 >> (column & 7))) !== 0;
    rgba.fill(isWhite ? 255 : 0, pixel * 4, pixel * 4 + 3);
  }
  return { rgba, sizePx };
}

describe("qrDataUrl", () => {
  test.each(["A", "CG1.bk_01HV3Q7Z2M8N4K6P0R5T9W1X3Y.2026-03-07.4", "x".repeat(300)])("a scanner reads back what was drawn (%#)", (text) => {
    const { rgba, sizePx } = pixelsOf(qrDataUrl(text));
    expect(jsQR(rgba, sizePx, sizePx)?.data).toBe(text);
  });
});

describe("base64Of", () => {
  test.each([0, 1, 2, 3, 4, 255])("agrees with Node for %i bytes", (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 0xff);
    expect(base64Of(bytes)).toBe(Buffer.from(bytes).toString("base64"));
  });
});

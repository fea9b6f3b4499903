import type { FileKind } from "../../engines/files/picturePort";

/** The kinds we decode. libvips here reads AVIF but not the HEIC of iPhones, so neither is taken; browsers and WeChat hand over JPEG instead. */
export const DECODED_KINDS: readonly FileKind[] = ["JPEG", "PNG", "WEBP"];

const HEIC_BRANDS = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** What a file is by its first bytes. Its name and what the sender calls it are not asked. */
export function fileKindOf(bytes: Uint8Array): FileKind {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024));
  const latin = head.toString("latin1");
  if (latin.startsWith("\xff\xd8\xff")) return "JPEG";
  if (latin.startsWith("\x89PNG\r\n\x1a\n")) return "PNG";
  if (latin.startsWith("RIFF") && latin.slice(8, 12) === "WEBP") return "WEBP";
  if (/^GIF8[79]a/.test(latin)) return "GIF";
  if (latin.slice(4, 8) === "ftyp") return isoMediaKind(latin);
  if (latin.startsWith("II*\0") || latin.startsWith("MM\0*")) return "TIFF";
  if (latin.startsWith("%PDF-")) return "PDF";
  if (/^(PK\x03\x04|PK\x05\x06|Rar!|7z\xbc\xaf|\x1f\x8b)/.test(latin)) return "ZIP";
  if (/^(MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe)/.test(latin)) return "PROGRAM";
  if (/^\x1a\x45\xdf\xa3|^RIFF.{4}AVI /s.test(latin)) return "VIDEO";
  if (latin.startsWith("BM") && head.length > 14 && head.readUInt32LE(6) === 0) return "BMP";
  return textKind(head);
}

/** ISO base media: the brands say whether it is a still or a film. */
function isoMediaKind(latin: string): FileKind {
  const brands = latin.slice(8, 64);
  if (/^avi[fs]/.test(brands)) return "AVIF";
  return HEIC_BRANDS.some((brand) => brands.startsWith(brand)) ? "HEIC" : "VIDEO";
}

function textKind(head: Buffer): FileKind {
  const text = (head[0] === 0xff && head[1] === 0xfe ? head.toString("utf16le") : head.toString("utf8"))
    .replace(/^\uFEFF/, "")
    .trimStart()
    .toLowerCase();
  if (text.includes("<svg") && text.startsWith("<")) return "SVG";
  if (/^<(!doctype html|html|head|body|script|iframe|img|meta|!--|\?php)/.test(text)) return "HTML";
  if (text.startsWith("<?xml")) return "TEXT";
  // A replacement character or a control character inside: no text. A character cut at the end of the window is no fault.
  return head.length > 0 && !/[\u0000-\u0008\u000E-\u001F]|\uFFFD(?!$)/.test(text) ? "TEXT" : "UNKNOWN";
}

/** An animated PNG says so in a chunk before its pixels; decoders show its first frame only. */
export function isAnimatedPng(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 8 <= bytes.byteLength; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type === "acTL") return true;
    if (type === "IDAT") return false;
  }
  return false;
}

import { inflateSync } from "node:zlib";

export type PdfProblem = "PDF_BROKEN" | "PDF_LOCKED" | "PDF_ACTIVE";

/** Far more than any list of a real document's objects holds; an archive that swells beyond it is no document. */
const UNPACKED_BYTES_MAX = 32 * 1024 * 1024;
const TAIL_BYTES = 2048;

/**
 * What a PDF can do beside being read. Each name is at least six letters long, so that packed pixels do not spell it by chance; every script of a PDF is an action
 * named JavaScript, and every program an action named Launch.
 */
const ACTIVE = /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|SubmitForm|ImportData|GoToE)(?![A-Za-z])/;

/**
 * Why a PDF is not taken; undefined for one that can only be read. It looks at everything that is not packed, and into the packed lists of objects (object
 * streams), where a name would hide otherwise. What it cannot look into, it does not take.
 */
export function pdfProblem(bytes: Uint8Array): PdfProblem | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const raw = file.toString("latin1");
  if (!raw.startsWith("%PDF-") || !raw.slice(-TAIL_BYTES).includes("%%EOF")) return "PDF_BROKEN";
  // A name may be written with its letters as numbers: /J#61vaScript.
  if (ACTIVE.test(plainNames(raw))) return "PDF_ACTIVE";
  if (/\/Encrypt(?![A-Za-z])/.test(plainNames(raw))) return "PDF_LOCKED";
  let left = UNPACKED_BYTES_MAX;
  for (const { dictionary, from } of packedLists(raw)) {
    const unpacked = unpack(file.subarray(from), dictionary, left);
    if (unpacked === undefined) return "PDF_LOCKED";
    left -= unpacked.length;
    if (ACTIVE.test(plainNames(unpacked))) return "PDF_ACTIVE";
  }
  return undefined;
}

function plainNames(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Every stream whose dictionary calls it a list of objects, wherever it lies. */
function* packedLists(raw: string): Generator<{ dictionary: string; from: number }> {
  for (const found of raw.matchAll(/(?<!end)stream\r?\n/g)) {
    const begin = raw.lastIndexOf("obj", found.index);
    const dictionary = plainNames(raw.slice(Math.max(begin, 0), found.index));
    if (/\/ObjStm(?![A-Za-z])/.test(dictionary)) yield { dictionary, from: found.index + found[0].length };
  }
}

function unpack(packed: Buffer, dictionary: string, bytesMax: number): string | undefined {
  if (!/\/Filter\b/.test(dictionary)) {
    const end = packed.indexOf("endstream");
    return packed.subarray(0, end === -1 ? packed.length : end).toString("latin1");
  }
  // Two filters one behind the other, or a rare one, are for hiding.
  if (!/\/Filter\s*(\[\s*\/FlateDecode\s*\]|\/FlateDecode)/.test(dictionary)) return undefined;
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(bytesMax, 1) }).toString("latin1");
  } catch {
    return undefined;
  }
}

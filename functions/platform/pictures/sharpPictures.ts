import type { Metadata, Sharp, SharpOptions } from "sharp";
import type { FileStore } from "../../engines/files/fileStorePort";
import type { CoverTask, PicturePort, PictureProblem, PictureTask, PreparedPicture } from "../../engines/files/picturePort";
import { cameraFacts } from "./cameraFacts";
import { DECODED_KINDS, fileKindOf, isAnimatedPng } from "./fileKind";

type SharpModule = (input: Uint8Array, options: SharpOptions) => Sharp;

/** A picture is decoded outside the event loop, but memory is shared: two at a time, the others wait their turn. */
const AT_ONCE = 2;
/** No honest picture within our limits takes that long; a bomb would take for ever. */
const DECODE_SECONDS = 20;
const JPEG_QUALITY = 82;
/** Only these of libvips' readers may run: whatever else a file pretends to be, nothing parses it. */
const READERS = ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"];

let loading: Promise<SharpModule> | undefined;
/** Loaded at the first picture: a process that never sees one pays neither its memory nor its start. */
function loadSharp(): Promise<SharpModule> {
  loading ??= import("sharp").then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    sharp.block({ operation: ["VipsForeignLoad"] });
    sharp.unblock({ operation: READERS });
    return sharp;
  });
  return loading;
}

/** Picture work by libvips, beside the file store that it is given. */
export function createSharpPictures(files: Pick<FileStore, "read" | "write">): PicturePort {
  const inTurn = limitTo(AT_ONCE);
  return { prepare: (task) => inTurn(() => prepare(files, task)), cover: (task) => inTurn(() => cover(files, task)) };
}

async function prepare(files: Pick<FileStore, "read" | "write">, task: PictureTask): Promise<PreparedPicture | PictureProblem | undefined> {
  const bytes = await files.read(task.from);
  if (bytes === undefined) return undefined;
  const kind = fileKindOf(bytes);
  if (!DECODED_KINDS.includes(kind)) return { problem: "KIND", kind };
  const sharp = await loadSharp();
  let metadata: Metadata;
  const made: Buffer[] = [];
  try {
    // The header alone: it says how large the picture would be before a pixel of it is decoded.
    metadata = await sharp(bytes, { failOn: "error", limitInputPixels: false }).metadata();
    if (metadata.width * metadata.height > task.maxPixels) return { problem: "TOO_MANY_PIXELS", widthPx: metadata.width, heightPx: metadata.height };
    if ((metadata.pages ?? 1) > 1 || (kind === "PNG" && isAnimatedPng(bytes))) return { problem: "ANIMATED" };
    for (const { maxEdgePx } of task.copies) {
      // Each copy is made from the one before, which is smaller and already clean.
      made.push(
        await sharp(made.at(-1) ?? bytes, { failOn: "error", limitInputPixels: task.maxPixels, sequentialRead: true })
          .timeout({ seconds: DECODE_SECONDS })
          .autoOrient()
          .resize({ width: maxEdgePx, height: maxEdgePx, fit: "inside", withoutEnlargement: true })
          .flatten({ background: "#ffffff" })
          .jpeg({ quality: JPEG_QUALITY })
          .toBuffer(),
      );
    }
  } catch {
    // libvips has one kind of error for everything a file can be wrong in.
    return { problem: "BROKEN" };
  }
  await files.write(task.original, bytes, "application/octet-stream");
  for (const [position, { key }] of task.copies.entries()) await files.write(key, made[position] as Buffer, "image/jpeg");
  const { width, height } = metadata.autoOrient;
  return { widthPx: width, heightPx: height, ...cameraFacts(metadata.exif) };
}

/** Black, not blurred: what a blur leaves can be guessed. Each edge goes outwards to the whole pixel. */
async function cover(files: Pick<FileStore, "read" | "write">, task: CoverTask): Promise<{ widthPx: number; heightPx: number } | undefined> {
  const bytes = await files.read(task.from);
  if (bytes === undefined) return undefined;
  const sharp = await loadSharp();
  const { width, height } = await sharp(bytes, { failOn: "error" }).metadata();
  const boxes = task.parts.map((part) => {
    const left = Math.max(0, Math.floor(part.left * width));
    const top = Math.max(0, Math.floor(part.top * height));
    const right = Math.min(width, Math.ceil((part.left + part.width) * width));
    const bottom = Math.min(height, Math.ceil((part.top + part.height) * height));
    return { left, top, width: Math.max(1, right - left), height: Math.max(1, bottom - top) };
  });
  let made: Buffer = await sharp(bytes, { failOn: "error" })
    .timeout({ seconds: DECODE_SECONDS })
    .composite(
      boxes.map((box) => ({ input: { create: { width: box.width, height: box.height, channels: 3, background: "#000000" } }, left: box.left, top: box.top })),
    )
    .png({ compressionLevel: 0 })
    .toBuffer();
  for (const { key, maxEdgePx } of task.copies) {
    made = await sharp(made, { failOn: "error" })
      .resize({ width: maxEdgePx, height: maxEdgePx, fit: "inside", withoutEnlargement: true })
      // Colour at every pixel: halved, the black would run into what stands beside it.
      .jpeg({ quality: JPEG_QUALITY, chromaSubsampling: "4:4:4" })
      .toBuffer();
    await files.write(key, made, "image/jpeg");
  }
  return { widthPx: width, heightPx: height };
}

function limitTo(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= width) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next in the line without being free in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

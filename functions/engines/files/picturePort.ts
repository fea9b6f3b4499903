import type { LocalDateTime, PicturePlace } from "./pictureFacts";

/** What the first bytes of a file say it is, whatever it is called. */
export const FILE_KINDS = [
  "JPEG",
  "PNG",
  "WEBP",
  "GIF",
  "HEIC",
  "AVIF",
  "TIFF",
  "BMP",
  "SVG",
  "HTML",
  "PDF",
  "ZIP",
  "PROGRAM",
  "VIDEO",
  "TEXT",
  "UNKNOWN",
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export type PictureProblem =
  /** Not one of the kinds we decode. */
  | { readonly problem: "KIND"; readonly kind: FileKind }
  | { readonly problem: "TOO_MANY_PIXELS"; readonly widthPx: number; readonly heightPx: number }
  | { readonly problem: "ANIMATED" }
  /** It begins like a picture and cannot be decoded to its end. */
  | { readonly problem: "BROKEN" };

export interface PreparedPicture {
  /** As it is shown, upright. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** What the camera wrote, for staff; no copy carries it. */
  readonly takenAt: LocalDateTime | undefined;
  readonly place: PicturePlace | undefined;
}

export interface PictureTask {
  /** Where the upload lies in the file store … */
  readonly from: string;
  /** … and where its copies go. */
  readonly original: string;
  readonly copies: readonly { readonly key: string; readonly maxEdgePx: number }[];
  readonly maxPixels: number;
}

/**
 * Picture work, done beside the file store so that no picture travels through a message: reads the upload, looks what it is by its content, and writes the
 * original as it came and copies that are decoded and encoded anew: upright, JPEG, without any metadata. The same task again gives the same files.
 * Throws FilesUnavailable when the store or the worker cannot answer now. `undefined` when nothing was uploaded.
 */
export interface CoverTask {
  /** A copy of ours, in the file store. */
  readonly from: string;
  readonly copies: readonly { readonly key: string; readonly maxEdgePx: number }[];
  /** Rectangles as shares of the picture, from its upper left corner. */
  readonly parts: readonly { readonly left: number; readonly top: number; readonly width: number; readonly height: number }[];
}

export interface PicturePort {
  prepare(task: PictureTask): Promise<PreparedPicture | PictureProblem | undefined>;
  /** Copies of a picture with some parts black; `undefined` when it is not there. The same task again gives the same files. */
  cover(task: CoverTask): Promise<{ readonly widthPx: number; readonly heightPx: number } | undefined>;
}

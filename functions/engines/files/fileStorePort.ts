import type { Instant } from "@app/contract/kernel/time";

/**
 * The file store port: where photos lie. Keys are made by us (`<folder>/<id>`, see FILE_KEY), never from what a person typed. Nothing is public: a browser
 * gets a form that takes one file, or a link that expires.
 */
export const FILE_KEY = /^[a-z]{1,20}\/[0-9A-Za-z]{1,64}(\.[a-z]{1,5})?$/;

/** Uploads arrive under this folder and nowhere else; what stays there longer than UPLOADS_KEPT_DAYS is dropped by the store itself. */
export const UPLOADS_FOLDER = "uploads";
export const UPLOADS_KEPT_DAYS = 8;

/** A link works at least that long from the moment it is made, and at most LINK_WINDOW_MINUTES longer. */
export const LINK_MINUTES = 60;
/** Links made within one such window are the same text, so that a list that refreshes does not load its pictures again. */
export const LINK_WINDOW_MINUTES = 10;

export interface UploadForm {
  /** Below the API's own address when it begins with `/`. */
  readonly url: string;
  /** All of them come before the file, unchanged; the part with the file is named `file`. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface FileStore {
  /** A form by which anybody may put one file of 1 to `maxBytes` bytes under `key` until `expiresAt`. The store itself holds it to the limits. */
  signedUploadForm(input: { readonly key: string; readonly maxBytes: number; readonly expiresAt: Instant }): Promise<UploadForm>;
  head(key: string): Promise<{ readonly sizeBytes: number } | undefined>;
  /** The whole file; callers ask `head` first and read no more than they have memory for. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Whole or not at all; the same key again replaces it. */
  write(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** A link that shows the file for LINK_MINUTES. It reads nothing: the file may be missing. */
  signedUrl(key: string): Promise<string>;
  /** Those that are missing already are no failure. */
  remove(keys: readonly string[]): Promise<void>;
}

/** The file store cannot answer now. The caller may try again; nothing was half written. */
export class FilesUnavailable extends Error {
  override readonly name = "FilesUnavailable";
}

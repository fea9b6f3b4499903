import { createReadStream, mkdirSync } from "node:fs";
import { open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { addMs, DAY_MS, epochMsOf } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import type { Ids } from "../../../engines/context/ids";
import { FilesUnavailable, UPLOADS_FOLDER, UPLOADS_KEPT_DAYS, type FileStore } from "../../../engines/files/fileStorePort";
import { refuseBadKey, refuseUnlinkableKey } from "../refuseBadKey";
import { createFileSignatures, type FileSignatures } from "./fileSignatures";

/** Half-written files lie here, on the same disk, so that a rename makes them whole at once. */
const UNFINISHED = "unfinished";

export interface DiskFiles extends FileStore {
  readonly signatures: FileSignatures;
  readonly clock: Clock;
  /** Streams an upload to its place. `TOO_LARGE` as soon as it is; then nothing is left of it. */
  receive(key: string, content: Readable, maxBytes: number): Promise<"RECEIVED" | "TOO_LARGE" | "EMPTY">;
  openRead(key: string): Promise<{ readonly content: Readable; readonly sizeBytes: number } | undefined>;
  /** What the cloud's bucket does by its lifecycle rules. Returns how many files went. */
  dropOldUploads(): Promise<number>;
}

/**
 * Photos in a folder of one machine. The API serves its own forms and links (registerFileRoutes.ts), signed with `secret`.
 */
export function createDiskFiles(options: { readonly folder: string; readonly secret: string; readonly clock: Clock; readonly ids: Ids }): DiskFiles {
  const { folder, clock } = options;
  const signatures = createFileSignatures(options.secret);
  const pathOf = (key: string): string => join(folder, refuseBadKey(key));
  mkdirSync(join(folder, UNFINISHED), { recursive: true });

  /** Written beside, synced and renamed: a power cut leaves the whole file or none. */
  async function put(key: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const path = pathOf(key);
    const unfinished = join(folder, UNFINISHED, options.ids.next());
    mkdirSync(dirname(path), { recursive: true });
    try {
      const file = await open(unfinished, "wx", 0o600);
      try {
        for await (const piece of content) await file.writeFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  return {
    signatures,
    clock,
    async signedUploadForm(form) {
      refuseBadKey(form.key);
      return { url: "/files", fields: signatures.formFields(form) };
    },
    head: (key) =>
      unlessMissing(async () => {
        const { size } = await stat(pathOf(key));
        return { sizeBytes: size };
      }),
    read: (key) => unlessMissing(() => readFile(pathOf(key))),
    write: (key, bytes) => unlessAway(() => put(key, [bytes])),
    async signedUrl(key) {
      return `/files/${refuseUnlinkableKey(key)}?${signatures.linkQuery(key, clock.now())}`;
    },
    async remove(keys) {
      for (const key of keys) await unlessAway(() => rm(pathOf(key), { force: true }));
    },
    async receive(key, content, maxBytes) {
      try {
        await unlessAway(() => put(key, heldTo(content, maxBytes)));
      } catch (error) {
        if (error instanceof TooLarge) return "TOO_LARGE";
        if (error instanceof Empty) return "EMPTY";
        throw error;
      }
      return "RECEIVED";
    },
    openRead: (key) =>
      unlessMissing(async () => {
        const { size } = await stat(pathOf(key));
        return { content: createReadStream(pathOf(key)), sizeBytes: size };
      }),
    async dropOldUploads() {
      const before = epochMsOf(addMs(clock.now(), -UPLOADS_KEPT_DAYS * DAY_MS));
      let dropped = 0;
      for (const name of [UPLOADS_FOLDER, UNFINISHED]) {
        for (const file of await readdir(join(folder, name)).catch(() => [])) {
          const path = join(folder, name, file);
          const found = await stat(path).catch(() => undefined);
          if (found === undefined || found.mtimeMs >= before) continue;
          await rm(path, { force: true });
          dropped += 1;
        }
      }
      return dropped;
    },
  };
}

class TooLarge extends Error {}
class Empty extends Error {}

async function* heldTo(content: AsyncIterable<Uint8Array>, maxBytes: number): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    if (bytes > maxBytes) throw new TooLarge();
    yield piece;
  }
  if (bytes === 0) throw new Empty();
}

/** Codes of a disk that is full, gone or failing; all else is a fault of ours. */
const AWAY = new Set(["ENOSPC", "EDQUOT", "EIO", "EROFS", "EMFILE", "ENFILE", "EACCES", "EPERM", "ESTALE", "EBUSY"]);

async function unlessAway<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== undefined && AWAY.has(code)) throw new FilesUnavailable(message);
    throw error;
  }
}

function unlessMissing<T>(act: () => Promise<T>): Promise<T | undefined> {
  return unlessAway(async () => {
    try {
      return await act();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  });
}

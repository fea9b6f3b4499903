import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "@app/contract/kernel/zod";

/**
 * What a backup holds: a folder of its own for each moment, with the state of one machine as it lay in the state folder, and a list of every file's size and hash.
 * The list is written last, so a folder without one was never whole.
 */
export const DATABASE = "civic-green.sqlite";
export const FILES = "files";
/** Small files of the state folder: whose data, of which edition, and the keys without which codes and links would be refused. */
export const STATE_FILES = ["home", "edition", "account-secret.key", "booking-code-key.pem", "file-link-secret"] as const;
export const MANIFEST = "manifest.json";
export const UNFINISHED = ".unfinished";

export const Manifest = z.object({
  at: z.string(),
  files: z.array(
    z.object({ path: z.string().regex(/^(?!.*\.\.)[^/\\][^\\]*$/), sizeBytes: z.number().int().min(0), modifiedAtMs: z.number(), sha256: z.string() }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;
export type BackedUpFile = Manifest["files"][number];

const NAME = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}$/;

/** Whole ones, oldest first. */
export async function listBackups(backupFolder: string): Promise<string[]> {
  if (!existsSync(backupFolder)) return [];
  const names = (await readdir(backupFolder)).filter((name) => NAME.test(name) && existsSync(join(backupFolder, name, MANIFEST)));
  return names.sort();
}

/** Undefined when there is no list or none that can be read. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    const parsed = Manifest.safeParse(JSON.parse(await readFile(join(folder, MANIFEST), "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

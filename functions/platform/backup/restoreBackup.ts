import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import Database from "libsql";
import { refuse, ok, type Result } from "@app/contract/kernel/result";
import { DATABASE, MANIFEST, readManifest, type Manifest } from "./backupFolder";
import { hashedCopy } from "./hashedCopy";

export type RestoreRefusal =
  | { readonly code: "NOT_A_BACKUP" }
  /** The first of the files that are not as they were, by its name in the backup. */
  | { readonly code: "BACKUP_DAMAGED"; readonly path: string }
  | { readonly code: "STATE_FOLDER_NOT_EMPTY" };

/**
 * Puts a backup into an empty state folder, so that the product starts on it. Every file is held against the list while it is copied, and the database is read through;
 * whatever is wrong leaves the folder as empty as it was.
 */
export async function restoreBackup(input: { readonly from: string; readonly stateFolder: string }): Promise<Result<Manifest, RestoreRefusal>> {
  const { from, stateFolder } = input;
  const manifest = await readManifest(from);
  if (manifest === undefined || !manifest.files.some(({ path }) => path === DATABASE)) {
    return refuse(existsSync(join(from, MANIFEST)) ? { code: "BACKUP_DAMAGED", path: MANIFEST } : { code: "NOT_A_BACKUP" });
  }
  await mkdir(stateFolder, { recursive: true, mode: 0o700 });
  if ((await readdir(stateFolder)).length > 0) return refuse({ code: "STATE_FOLDER_NOT_EMPTY" });
  try {
    for (const file of manifest.files) if (!(await isRestored(from, stateFolder, file))) return await emptied(stateFolder, file.path);
    return isSound(join(stateFolder, DATABASE)) ? ok(manifest) : await emptied(stateFolder, DATABASE);
  } catch (error) {
    await emptied(stateFolder, "");
    throw error;
  }
}

async function isRestored(from: string, into: string, { path, sizeBytes, sha256, modifiedAtMs }: Manifest["files"][number]): Promise<boolean> {
  const source = join(from, path);
  if (!existsSync(source) || (await stat(source)).size !== sizeBytes) return false;
  const target = join(into, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  if ((await hashedCopy(source, target)) !== sha256) return false;
  // The next backup then knows it again.
  await utimes(target, new Date(), new Date(modifiedAtMs));
  return true;
}

function isSound(path: string): boolean {
  const database = new Database(path);
  try {
    const answers = database.prepare("PRAGMA integrity_check").all([]) as { readonly integrity_check: string }[];
    return answers.length === 1 && answers[0]?.integrity_check === "ok";
  } catch {
    return false;
  } finally {
    database.close();
  }
}

async function emptied(stateFolder: string, path: string): Promise<Result<never, RestoreRefusal>> {
  for (const name of await readdir(stateFolder)) await rm(join(stateFolder, name), { recursive: true, force: true });
  return refuse({ code: "BACKUP_DAMAGED", path });
}

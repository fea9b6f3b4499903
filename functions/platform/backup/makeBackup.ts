import { existsSync } from "node:fs";
import { link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { addDays, localDateOf, type Instant } from "@app/contract/kernel/time";
import type { SqliteStore } from "../store/sqlite/sqliteStore";
import { DATABASE, FILES, listBackups, MANIFEST, readManifest, STATE_FILES, UNFINISHED, type BackedUpFile, type Manifest } from "./backupFolder";
import { hashedCopy, hashOfFile } from "./hashedCopy";

export interface MadeBackup {
  readonly folder: string;
  readonly sizeBytes: number;
}

/**
 * A whole copy of one machine's state, made while it is in use. The database is copied first, the photos after it: one that comes in between is in the copy without
 * being known, never known without being there. A photo that an older backup has already is linked to it, so that a night costs what the day brought.
 */
export async function makeBackup(input: {
  readonly store: Pick<SqliteStore, "backUpTo">;
  readonly stateFolder: string;
  readonly backupFolder: string;
  readonly now: Instant;
  readonly keepDays: number;
}): Promise<MadeBackup> {
  const { store, stateFolder, backupFolder, now, keepDays } = input;
  const folder = join(backupFolder, now.slice(0, 19).replaceAll(":", "-"));
  const unfinished = folder + UNFINISHED;
  await mkdir(backupFolder, { recursive: true, mode: 0o700 });
  // Left by one that was cut off; two never run at once, for the nightly one waits a day and a person looks.
  for (const name of await readdir(backupFolder)) if (name.endsWith(UNFINISHED)) await rm(join(backupFolder, name), { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  try {
    await store.backUpTo(join(unfinished, DATABASE));
    const files: BackedUpFile[] = [await described(unfinished, DATABASE)];
    const before = await latestOf(backupFolder);
    for (const path of [...STATE_FILES.filter((name) => existsSync(join(stateFolder, name))), ...(await photosOf(stateFolder))]) {
      const file = await copied(stateFolder, unfinished, path, before);
      if (file !== undefined) files.push(file);
    }
    const manifest: Manifest = { at: now, files };
    const list = await open(join(unfinished, MANIFEST), "wx", 0o600);
    await list.writeFile(JSON.stringify(manifest));
    await list.sync();
    await list.close();
    await rename(unfinished, folder);
    await dropOld(backupFolder, now, keepDays);
    return { folder, sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) };
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

interface Before {
  readonly folder: string;
  readonly files: ReadonlyMap<string, BackedUpFile>;
}

async function latestOf(backupFolder: string): Promise<Before | undefined> {
  const name = (await listBackups(backupFolder)).at(-1);
  const manifest = name === undefined ? undefined : await readManifest(join(backupFolder, name));
  return name === undefined || manifest === undefined
    ? undefined
    : { folder: join(backupFolder, name), files: new Map(manifest.files.map((file) => [file.path, file])) };
}

/** Undefined when it was cleared away meanwhile, as its rule of retention said. */
async function copied(stateFolder: string, into: string, path: string, before: Before | undefined): Promise<BackedUpFile | undefined> {
  const from = join(stateFolder, path);
  const to = join(into, path);
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    const { size: sizeBytes, mtimeMs: modifiedAtMs } = await stat(from);
    const known = before?.files.get(path);
    if (before !== undefined && known?.sizeBytes === sizeBytes && known.modifiedAtMs === modifiedAtMs && (await linked(join(before.folder, path), to)))
      return { path, sizeBytes, modifiedAtMs, sha256: known.sha256 };
    return { path, sizeBytes, modifiedAtMs, sha256: await hashedCopy(from, to) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && path.startsWith(`${FILES}/`) && !existsSync(from)) return undefined;
    throw error;
  }
}

/** A disk that knows no links (FAT, some network shares) gets copies. */
async function linked(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    () => false,
  );
}

async function described(folder: string, path: string): Promise<BackedUpFile> {
  const { size: sizeBytes, mtimeMs: modifiedAtMs } = await stat(join(folder, path));
  return { path, sizeBytes, modifiedAtMs, sha256: await hashOfFile(join(folder, path)) };
}

async function photosOf(stateFolder: string): Promise<string[]> {
  const folder = join(stateFolder, FILES);
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(stateFolder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith(join(FILES, "unfinished")));
}

/** The newest stays whatever its age: the machine may have stood still for a month. */
async function dropOld(backupFolder: string, now: Instant, keepDays: number): Promise<void> {
  const oldest = addDays(localDateOf(now), -keepDays);
  const names = await listBackups(backupFolder);
  for (const name of names.slice(0, -1)) if (name.slice(0, 10) < oldest) await rm(join(backupFolder, name), { recursive: true, force: true });
}

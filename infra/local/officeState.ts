import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { OfficeSettingsWrong, readOfficeSettings, type OfficeSettings } from "../../functions/platform/config/officeSettings";
import { openSqliteStore, type SqliteStore } from "../../functions/platform/store/sqlite/sqliteStore";

/** A failure whose message says all that the person at the terminal needs, as `plainFailure.mjs` is for the scripts without types. */
export class Told extends Error {}

/** Ends a command: the sentence alone for what was told, the stack for a bug. */
export function tellFailure(error: unknown): void {
  console.error(error instanceof Told ? `\n${error.message}\n` : error);
  process.exitCode = 1;
}

/** The settings file of an office, seen from where the command was typed. */
export function readSettingsFile(named: string): OfficeSettings {
  const path = resolve(process.env["INIT_CWD"] ?? process.cwd(), named);
  if (!existsSync(path)) throw new Told(`没有找到设置文件 ${path}。请用 --settings 写出它在哪里。`);
  try {
    return readOfficeSettings({ path, content: readFileSync(path, "utf8") });
  } catch (error) {
    throw error instanceof OfficeSettingsWrong ? new Told(error.message) : error;
  }
}

/** As `stateFolder.mjs` and `entrypoints/oneMachine.ts` name them. */
export const HOME_FILE = "home";
export const DATABASE = "civic-green.sqlite";
export const STATE_MARKER = ".civic-green-state";

export function sizeText(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`;
  const megabytes = bytes / 1024 / 1024;
  return megabytes < 1024 ? `${megabytes.toFixed(1)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
}

/** The store of an office that was started at least once; the product may be running beside it. */
export function openOfficeStore(settingsFile: string): { readonly store: SqliteStore; readonly settings: OfficeSettings; close(): Promise<void> } {
  const settings = readSettingsFile(settingsFile);
  const home = join(settings.stateFolder, HOME_FILE);
  if (!existsSync(home) || readFileSync(home, "utf8").trim() !== "office" || !existsSync(join(settings.stateFolder, DATABASE)))
    throw new Told(`数据目录 ${settings.stateFolder} 里还没有正式运行的数据。请先启动一次：npm run office -- ${settingsFile}`);
  const store = openSqliteStore({ path: join(settings.stateFolder, DATABASE) });
  return { store, settings, close: () => store.close() };
}

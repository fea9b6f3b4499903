import { addMs, HOUR_MS, instantAt, localDateOf, type Instant, type TimeOfDay } from "@app/contract/kernel/time";
import { getLastBackup, recordBackup, type LastBackup } from "../../engines/backup/lastBackup";
import type { Clock } from "../../engines/context/clock";
import type { Log } from "../log/log";
import type { SqliteStore } from "../store/sqlite/sqliteStore";
import { makeBackup } from "./makeBackup";

const LOOK_EVERY_MS = 60_000;
/** A disk that was full or a share that was away may be back by then. */
const AGAIN_AFTER_MS = HOUR_MS;

export interface BackupPlan {
  readonly folder: string;
  /** 02:30, in China. */
  readonly at: TimeOfDay;
  readonly keepDays: number;
}

/** Once a day from its hour on; one that was missed while the machine stood still is made when it is back. */
export function isBackupDue(now: Instant, at: TimeOfDay, last: Pick<LastBackup, "at" | "failedAt"> | undefined): boolean {
  const dueAt = instantAt(localDateOf(now), at);
  if (now < dueAt || (last?.at !== undefined && last.at >= dueAt)) return last?.at === undefined && last?.failedAt === undefined;
  return last?.failedAt === undefined || last.failedAt < dueAt || addMs(last.failedAt, AGAIN_AFTER_MS) <= now;
}

/** Makes one and writes down how it went; a person and the night do the same. */
export async function backUp(input: {
  readonly store: SqliteStore;
  readonly stateFolder: string;
  readonly plan: Pick<BackupPlan, "folder" | "keepDays">;
  readonly now: Instant;
}): Promise<{ readonly folder: string; readonly sizeBytes: number }> {
  const { store, stateFolder, plan, now } = input;
  try {
    const made = await makeBackup({ store, stateFolder, backupFolder: plan.folder, keepDays: plan.keepDays, now });
    await recordBackup(store, { at: now, sizeBytes: made.sizeBytes });
    return made;
  } catch (error) {
    await recordBackup(store, { at: now, failure: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}

export function startNightlyBackups(input: {
  readonly store: SqliteStore;
  readonly stateFolder: string;
  readonly plan: BackupPlan;
  readonly clock: Clock;
  readonly log: Log;
}): { stop(): Promise<void> } {
  const { store, plan, clock, log } = input;
  let running: Promise<unknown> = Promise.resolve();
  let isRunning = false;
  const look = async (): Promise<void> => {
    const now = clock.now();
    if (isBackupDue(now, plan.at, await getLastBackup(store))) await backUp({ ...input, now });
  };
  const turn = (): void => {
    if (isRunning) return;
    isRunning = true;
    running = look()
      .catch((error: unknown) => log.error("backup failed", { error }))
      .finally(() => (isRunning = false));
  };
  turn();
  const timer = setInterval(turn, LOOK_EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

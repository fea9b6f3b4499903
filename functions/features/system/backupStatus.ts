import { addMs, HOUR_MS, type Instant } from "@app/contract/kernel/time";
import type { BackupMode, BackupStatus } from "@app/contract/system/system.schema";
import type { LastBackup } from "../../engines/backup/lastBackup";
import { withoutPersonalData } from "./systemWords";

/** A night and a half: then one is missing. */
const LATE_AFTER_MS = 36 * HOUR_MS;

export function backupStatusOf(mode: BackupMode, last: LastBackup | undefined, now: Instant): BackupStatus {
  const { at, sizeBytes, failedAt, failure } = last ?? {};
  const hasFailed = failedAt !== undefined && (at === undefined || failedAt > at);
  return {
    state: mode === "NONE" ? "NONE" : hasFailed ? "FAILED" : at === undefined ? "NEVER" : addMs(at, LATE_AFTER_MS) <= now ? "LATE" : "FINE",
    ...(at === undefined || sizeBytes === undefined ? {} : { at, sizeBytes }),
    ...(hasFailed ? { failedAt, failure: withoutPersonalData(failure ?? "") } : {}),
  };
}

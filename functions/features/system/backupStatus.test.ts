import type { BackupMode, BackupStatus } from "@app/contract/system/system.schema";
import type { Instant } from "@app/contract/kernel/time";
import { backupStatusOf } from "./backupStatus";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const night = (day: string): Instant => `2026-03-${day}T02:30:00.000+08:00` as Instant;

it.each<[string, BackupMode, Parameters<typeof backupStatusOf>[1] | object, BackupStatus]>([
  ["none asked for", "NONE", undefined, { state: "NONE" }],
  ["not yet", "NIGHTLY", undefined, { state: "NEVER" }],
  ["last night's", "NIGHTLY", { at: night("07"), sizeBytes: 5 }, { state: "FINE", at: night("07"), sizeBytes: 5 }],
  [
    "35 h 59 min old",
    "NIGHTLY",
    { at: "2026-03-05T21:00:01.000+08:00", sizeBytes: 5 },
    { state: "FINE", at: "2026-03-05T21:00:01.000+08:00" as Instant, sizeBytes: 5 },
  ],
  [
    "36 h old",
    "NIGHTLY",
    { at: "2026-03-05T21:00:00.000+08:00", sizeBytes: 5 },
    { state: "LATE", at: "2026-03-05T21:00:00.000+08:00" as Instant, sizeBytes: 5 },
  ],
  [
    "failed since",
    "NIGHTLY",
    { at: night("06"), sizeBytes: 5, failedAt: night("07"), failure: "ENOSPC: no space left on device" },
    { state: "FAILED", at: night("06"), sizeBytes: 5, failedAt: night("07"), failure: "ENOSPC: no space left on device" },
  ],
  ["good again", "NIGHTLY", { at: night("07"), sizeBytes: 5, failedAt: night("06"), failure: "x" }, { state: "FINE", at: night("07"), sizeBytes: 5 }],
])("%s", (_, mode, last, status) => {
  expect(backupStatusOf(mode, last as never, NOW)).toEqual(status);
});

import { addDays, epochMsOf, localDateOf, startOfDay, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { Store, StoredItem } from "../store/storePort";

/**
 * What the system did by itself, a line for each kind and day: a deadline that always fails would else be seen only while it stands in its list.
 * | AP-Y4 · the last days of one kind · 系统运行 · primary · JOB#kind / day · page |
 */
export interface JobDayItem extends StoredItem {
  readonly day: LocalDate;
  readonly settled: number;
  readonly failed: number;
  readonly lastAt: Instant;
  readonly lastFailureAt?: Instant;
  /** As the program said it; it may name people. */
  readonly lastFailure?: string;
}
export interface JobRun {
  readonly kind: string;
  readonly at: Instant;
  readonly settled: number;
  readonly failed: number;
  readonly lastFailure?: string;
}

const KEPT_DAYS = 90;
const FAILURE_LENGTH_MAX = 300;
export const jobPk = (kind: string): string => `JOB#${kind}`;

/** One write for a sweep that found something to do; a sweep that found nothing leaves none. */
export async function recordJobRun(store: Store, { kind, at, settled, failed, lastFailure }: JobRun): Promise<void> {
  const day = localDateOf(at);
  await store.transact([
    {
      kind: "update",
      tag: "job day",
      key: { pk: jobPk(kind), sk: day },
      set: {
        day,
        lastAt: at,
        expiresAtEpochSeconds: Math.floor(epochMsOf(startOfDay(addDays(day, KEPT_DAYS))) / 1000),
        ...(lastFailure === undefined ? {} : { lastFailureAt: at, lastFailure: lastFailure.slice(0, FAILURE_LENGTH_MAX) }),
      },
      add: { settled, failed },
    },
  ]);
}

/** Latest first. */
export async function listJobDays(store: Store, kind: string, limit: number): Promise<readonly JobDayItem[]> {
  return (await store.query({ index: "primary", pk: jobPk(kind), order: "descending", limit })).items as readonly JobDayItem[];
}

import type { KernelRefusal } from "@app/contract/kernel/errors";
import { OUTSIDE_SERVICE_LABELS, OUTSIDE_SERVICES } from "@app/contract/kernel/outsideServices";
import { ok, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import type { Backlog, SystemStatus } from "@app/contract/system/system.schema";
import { getLastBackup } from "../../engines/backup/lastBackup";
import { DEAD_LETTER_PK } from "../../engines/events/deadLetters";
import { OUTBOX_SHARDS, outboxPk } from "../../engines/events/event";
import { COUNTED_UP_TO, countBacklog, type CountedBacklog } from "../../engines/paging/countBacklog";
import type { StoredItem } from "../../engines/store/storePort";
import { countUndelivered } from "../notices/public";
import { backupStatusOf } from "./backupStatus";
import type { SystemDeps } from "./systemDeps";
import { deadlineLabel } from "./systemWords";

/**
 * How the system is: what waits, and since when. Each number costs one bounded read.
 * | pattern | index | partition / range |
 * | AP-Y1 events that wait | index4 | OUTBOX#shard |
 * | AP-Y2 what is due of one kind | index4 | DUE#kind / up to now |
 * | AP-Y3 dead letters, undelivered notices | primary, index2 | DEAD_LETTER, NOTICES_UNDELIVERED |
 */
export async function getSystemStatus({
  engine,
  version,
  storeKind,
  missingServices,
  backups,
  deadlineKinds,
}: SystemDeps): Promise<Result<SystemStatus, KernelRefusal>> {
  const { store } = engine;
  const now = engine.clock.now();
  const [shards, due, deadLetters, undelivered, lastBackup] = await Promise.all([
    Promise.all(Array.from({ length: OUTBOX_SHARDS }, (_, shard) => countBacklog(store, { index: "index4", pk: outboxPk(shard) }))),
    Promise.all(deadlineKinds.map((kind) => countBacklog(store, { index: "index4", pk: `DUE#${kind}`, range: { to: `${now}~` } }))),
    countBacklog(store, { index: "primary", pk: DEAD_LETTER_PK }),
    countUndelivered(store),
    backups === undefined ? undefined : getLastBackup(store),
  ]);
  return ok({
    version,
    storeKind,
    serverTime: now,
    services: OUTSIDE_SERVICES.map((service) => ({ service, label: OUTSIDE_SERVICE_LABELS[service], isSetUp: !missingServices.includes(service) })),
    ...(backups === undefined ? {} : { backup: backupStatusOf(backups, lastBackup, now) }),
    outbox: backlogOf(shards, (item) => item.index4?.sk),
    deadlines: deadlineKinds.map((kind, position) => ({
      kind,
      label: deadlineLabel(kind),
      ...backlogOf(due.slice(position, position + 1), (item) => item.index4?.sk),
    })),
    deadLetters: backlogOf([deadLetters], (item) => item.sk),
    undeliveredNotices: backlogOf([undelivered], (item) => item.index2?.sk),
    calendar: calendarAt(now, (await engine.calendar()).years),
  });
}

/** @param sortKeyOf begins with the moment since which the item stands there */
export function backlogOf(counted: readonly CountedBacklog[], sortKeyOf: (item: StoredItem) => string | undefined): Backlog {
  const sum = counted.reduce((total, { count }) => total + count, 0);
  const moments = counted.flatMap(({ first }) => (first === undefined ? [] : [(sortKeyOf(first) ?? "").split("#")[0] ?? ""])).sort();
  const [oldest] = moments;
  return {
    count: Math.min(sum, COUNTED_UP_TO),
    isMore: sum > COUNTED_UP_TO || counted.some(({ isMore }) => isMore),
    ...(oldest === undefined ? {} : { oldestAt: oldest as Instant }),
  };
}

/** Next year's days off are published in October or November; without them no visit of that year can be planned. */
export function calendarAt(now: Instant, years: readonly number[]): SystemStatus["calendar"] {
  const thisYear = Number(now.slice(0, 4));
  const missingYear = [thisYear, thisYear + 1].find((year) => !years.includes(year));
  return { years: [...years], ...(missingYear === undefined ? {} : { missingYear }) };
}

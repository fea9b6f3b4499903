import { createHash } from "node:crypto";
import type { LocalDate } from "@app/contract/kernel/time";
import { addFigures, readFigures } from "../../engines/counters/dayCounters";
import type { Store, Write } from "../../engines/store/storePort";
import { NOTICE_CHANNELS, type NoticeChannel } from "./noticeKinds";

/** How many notices went by which way, by day. Spread over a few units, so that senders side by side do not wait for one item. */
const METRIC = "NOTICES";
const SHARDS = 8;
const EVERYWHERE = { cityCode: "CN", provinceCode: "CN" };
export const NOTICE_OUTCOMES = [...NOTICE_CHANNELS, "UNDELIVERED"] as const;
export type NoticeOutcome = NoticeChannel | "UNDELIVERED";

/** @param count -1 takes one back */
export function noticeCounted(store: Store, noticeId: string, date: LocalDate, outcome: NoticeOutcome, gained = 1): Promise<Write[]> {
  return noticesCounted(store, noticeId, date, { [outcome]: gained });
}

/** Several in one; `noticeId` is one of theirs. */
export function noticesCounted(store: Store, noticeId: string, date: LocalDate, counts: Readonly<Partial<Record<NoticeOutcome, number>>>): Promise<Write[]> {
  const shard = (createHash("sha256").update(noticeId).digest()[0] ?? 0) % SHARDS;
  return addFigures(store, { metric: METRIC, unitId: `shard-${shard}`, ...EVERYWHERE }, date, counts);
}

/** A row a day in which anything was sent, latest first. */
export async function noticesByDay(
  store: Store,
  from: LocalDate,
  to: LocalDate,
): Promise<{ readonly date: LocalDate; readonly figures: Readonly<Record<NoticeOutcome, number>> }[]> {
  const rows = await readFigures(store, METRIC, { kind: "CITY", cityCode: EVERYWHERE.cityCode }, from, to, NOTICE_OUTCOMES, "DAYS");
  const days = new Map<LocalDate, Record<NoticeOutcome, number>>();
  for (const { date, figures } of rows) {
    if (date === undefined) continue;
    const before = days.get(date);
    days.set(date, Object.fromEntries(NOTICE_OUTCOMES.map((name) => [name, (before?.[name] ?? 0) + (figures[name] ?? 0)])) as Record<NoticeOutcome, number>);
  }
  return [...days].map(([date, figures]) => ({ date, figures })).sort((left, right) => (left.date < right.date ? 1 : -1));
}

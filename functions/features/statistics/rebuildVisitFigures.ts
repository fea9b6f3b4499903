import { monthOf, type LocalDate } from "@app/contract/kernel/time";
import type { VisitFigures } from "@app/contract/statistics/visitFigures.schema";
import { ACTIVE_DAYS } from "../../engines/counters/dayCounters";
import { readEvent } from "../../engines/events/event";
import type { ScannableStore, StoredItem } from "../../engines/store/storePort";
import type { BookingEntered, TeamVisitStepped } from "../visits/public";
import { figuresOfEvent } from "./figureEvents";
import { VISIT_FIGURES, VISIT_METRIC } from "./visitFiguresRepository";

export interface FigureDifference {
  readonly unitId: string;
  readonly period: string;
  readonly figure: string;
  readonly kept: number;
  readonly recounted: number;
}

type Counts = Map<string, Record<string, number>>;

/**
 * Recounts the figures from the events and compares them with what the consumer keeps. Reads the whole table: for a script, never for a request.
 * An empty answer means that every figure is explained by its events.
 */
export async function compareVisitFigures(store: ScannableStore): Promise<FigureDifference[]> {
  const recounted: Counts = new Map();
  const kept: Counts = new Map();
  for await (const item of everyItem(store)) {
    const event = readEvent(item);
    const figures = event === undefined ? undefined : figuresOfEvent(event);
    if (event !== undefined && figures !== undefined) recount(recounted, event.payload as unknown as BookingEntered | TeamVisitStepped, figures);
    else if (item.pk.startsWith(`FIGURES#${VISIT_METRIC}#`)) kept.set(`${String(item["unitId"])}|${item.sk}`, numbersOf(item));
  }
  countActiveDays(recounted);
  return [...new Set([...recounted.keys(), ...kept.keys()])].sort().flatMap((row) => {
    const [unitId = "", period = ""] = row.split("|");
    return [...VISIT_FIGURES, ACTIVE_DAYS].flatMap((figure) => {
      const is = kept.get(row)?.[figure] ?? 0;
      const should = recounted.get(row)?.[figure] ?? 0;
      return is === should ? [] : [{ unitId, period, figure, kept: is, recounted: should }];
    });
  });
}

/** A day on which nothing is left of what was counted is no open day. */
function countActiveDays(counts: Counts): void {
  for (const [row, figures] of [...counts]) {
    const [unitId = "", period = ""] = row.split("|");
    const isActive = period.startsWith("DAY#") && Object.values(figures).some((figure) => figure !== 0);
    const month = counts.get(`${unitId}|MONTH#${period.slice("DAY#".length, "DAY#yyyy-mm".length)}`);
    if (isActive && month !== undefined) month[ACTIVE_DAYS] = (month[ACTIVE_DAYS] ?? 0) + 1;
  }
}

function recount(counts: Counts, { facilityId, date }: { readonly facilityId: string; readonly date: string }, gained: VisitFigures): void {
  for (const row of [`${facilityId}|DAY#${date}`, `${facilityId}|MONTH#${monthOf(date as LocalDate)}`]) {
    const figures = counts.get(row) ?? {};
    for (const figure of VISIT_FIGURES) figures[figure] = (figures[figure] ?? 0) + gained[figure];
    counts.set(row, figures);
  }
}

function numbersOf(item: StoredItem): Record<string, number> {
  return Object.fromEntries(Object.entries(item).flatMap(([name, value]) => (typeof value === "number" ? [[name, value]] : [])));
}

async function* everyItem(store: ScannableStore): AsyncGenerator<StoredItem> {
  let cursor: string | undefined;
  do {
    const page = await store.scan({ limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

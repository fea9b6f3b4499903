import { monthOf, type LocalDate } from "@app/contract/kernel/time";
import { ACTIVITY_FIGURE_COLUMNS, addActivityFigures, ZERO_ACTIVITY_FIGURES, type ActivityFigures } from "@app/contract/statistics/activityFigures.schema";
import { readEvent } from "../../engines/events/event";
import type { ScannableStore } from "../../engines/store/storePort";
import type { ActivityCounted } from "../activities/public";
import { ACTIVITY_METRIC, figuresOfActivity } from "./activityFigures";
import type { FigureDifference } from "./rebuildVisitFigures";

/**
 * Recounts the figures of online activities from the events and compares them with what the consumer keeps. Reads the whole table: for a script, never for a
 * request. An empty answer means that every figure is explained by its events.
 */
export async function compareActivityFigures(store: ScannableStore): Promise<FigureDifference[]> {
  const recounted = new Map<string, ActivityFigures>();
  const kept = new Map<string, ActivityFigures>();
  let cursor: string | undefined;
  do {
    const page = await store.scan({ limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    for (const item of page.items) {
      const event = readEvent(item);
      const figures = event === undefined ? undefined : figuresOfActivity(event);
      if (event !== undefined && figures !== undefined) {
        const { unit, endDate } = event.payload as unknown as ActivityCounted;
        for (const row of [`${unit}|DAY#${endDate}`, `${unit}|MONTH#${monthOf(endDate as LocalDate)}`])
          recounted.set(row, addActivityFigures(recounted.get(row) ?? ZERO_ACTIVITY_FIGURES, figures));
      } else if (item.pk.startsWith(`FIGURES#${ACTIVITY_METRIC}#`)) {
        const numbers = ACTIVITY_FIGURE_COLUMNS.map((name) => [name, Number(item[name] ?? 0)] as const);
        kept.set(`${String(item["unitId"])}|${item.sk}`, Object.fromEntries(numbers) as ActivityFigures);
      }
    }
    cursor = page.next;
  } while (cursor !== undefined);
  return [...new Set([...recounted.keys(), ...kept.keys()])].sort().flatMap((row) => {
    const [unitId = "", period = ""] = row.split("|");
    return ACTIVITY_FIGURE_COLUMNS.flatMap((figure) => {
      const is = kept.get(row)?.[figure] ?? 0;
      const should = recounted.get(row)?.[figure] ?? 0;
      return is === should ? [] : [{ unitId, period, figure, kept: is, recounted: should }];
    });
  });
}

import type { LocalDate } from "@app/contract/kernel/time";
import { addFigures, readFigures } from "../../../engines/counters/dayCounters";
import type { ItemKey, Store, StoredItem, Write } from "../../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | bound |
 * | AP-D1 how many follow and wait now | 供需 | primary | DEMAND#facility / STATE | 1 a row |
 * | AP-D2 asks by day | 供需, 30 days | primary, of the counters | FIGURES#DEMAND#facility / DAY#… | ≤ 31 a row |
 *
 * Both only report. They follow the events, once each, so nobody who books or waits has to wait for a busy figure.
 */
export interface DemandItem extends StoredItem {
  readonly followers?: number;
  readonly waitingParties?: number;
  readonly waitingHeads?: number;
}
export const DEMAND_METRIC = "DEMAND";
const NAMES = ["waitingParties", "waitingHeads", "newFollowers"] as const;

export const demandKey = (facilityId: string): ItemKey => ({ pk: `DEMAND#${facilityId}`, sk: "STATE" });

export function addToDemand(facilityId: string, change: Partial<Record<"followers" | "waitingParties" | "waitingHeads", number>>): Write {
  return { kind: "update", tag: "demand", key: demandKey(facilityId), add: change };
}

export interface DemandUnit {
  readonly facilityId: string;
  readonly cityCode: string;
  readonly provinceCode: string;
}

export function addAsks(store: Store, unit: DemandUnit, date: LocalDate, asks: Partial<Record<(typeof NAMES)[number], number>>): Promise<Write[]> {
  const { facilityId, cityCode, provinceCode } = unit;
  return addFigures(store, { metric: DEMAND_METRIC, unitId: facilityId, cityCode, provinceCode }, date, asks);
}

export async function sumOfAsks(store: Store, facilityId: string, from: LocalDate, to: LocalDate): Promise<Record<(typeof NAMES)[number], number>> {
  const rows = await readFigures(store, DEMAND_METRIC, { kind: "UNIT", unitId: facilityId }, from, to, NAMES);
  const sum = { waitingParties: 0, waitingHeads: 0, newFollowers: 0 };
  for (const { figures } of rows) for (const name of NAMES) sum[name] += figures[name] ?? 0;
  return sum;
}

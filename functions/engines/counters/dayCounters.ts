import { firstDayOf, lastDayOf, monthOf, monthsBetween, type LocalDate, type LocalMonth } from "@app/contract/kernel/time";
import { absent, and, numberAtLeast, numberAtMost, type Condition, type ItemKey, type Store, type StoredItem, type Write } from "../store/storePort";

/**
 * Figures of a unit (a facility) by day and by month. A consumer adds to them, so a year of a city reads twelve partitions and never the cases
 * behind it (promise P3). They only report; they gate nothing; they can be dropped and rebuilt from the events.
 *
 * AP-C1 · figures of one unit · primary · FIGURES#metric#unit / MONTH#… or DAY#… · ≤ 12 or 31 a month
 * AP-C2 · figures of a city's units in a month · index1 · FIGURES#metric#CITY#code#yyyy-mm#MONTHS / unit
 * AP-C3 · figures of a city's units by day · index1 · FIGURES#metric#CITY#code#yyyy-mm#DAYS / dd#unit
 * AP-C4, AP-C5 · the same for a province · index2
 */
export interface CounterUnit {
  readonly metric: string;
  readonly unitId: string;
  readonly cityCode: string;
  readonly provinceCode: string;
}
export type CounterScope =
  | { readonly kind: "UNIT"; readonly unitId: string }
  | { readonly kind: "CITY"; readonly cityCode: string }
  | { readonly kind: "PROVINCE"; readonly provinceCode: string };

export type Figures = Readonly<Record<string, number>>;

/** Counts the days whose figures are not all zero; kept in the month's item beside the figures. */
export const ACTIVE_DAYS = "activeDays";
/** All figures of a day in one number. None of them is ever below zero, so it is zero exactly when nothing is left of the day. */
const DAY_SUM = "daySum";

const dayKey = (unit: { metric: string; unitId: string }, date: LocalDate): ItemKey => ({ pk: `FIGURES#${unit.metric}#${unit.unitId}`, sk: `DAY#${date}` });
const monthKey = (unit: { metric: string; unitId: string }, month: LocalMonth): ItemKey => ({
  pk: `FIGURES#${unit.metric}#${unit.unitId}`,
  sk: `MONTH#${month}`,
});
const cityPk = (metric: string, cityCode: string, month: LocalMonth, grain: "MONTHS" | "DAYS"): string =>
  `FIGURES#${metric}#CITY#${cityCode}#${month}#${grain}`;
const provincePk = (metric: string, provinceCode: string, month: LocalMonth, grain: "MONTHS" | "DAYS"): string =>
  `FIGURES#${metric}#PROVINCE#${provinceCode}#${month}#${grain}`;

/**
 * The writes that add `figures` to the unit's day and month; figures below zero take back. Reads the day first: its first figure makes it an active one, the last
 * that is taken back makes it none again, and the condition keeps that true when two events race.
 */
export async function addFigures(store: Store, unit: CounterUnit, date: LocalDate, figures: Figures): Promise<Write[]> {
  const month = monthOf(date);
  const found = await store.get(dayKey(unit, date));
  const gained = Object.values(figures).reduce((sum, figure) => sum + figure, 0);
  const before = found === undefined ? undefined : Number(found[DAY_SUM] ?? 0);
  const activeDays = Number((before ?? 0) + gained > 0) - Number((before ?? 0) > 0);
  const day = date.slice(8, 10);
  return [
    {
      kind: "update",
      tag: "day figures",
      key: dayKey(unit, date),
      set: {
        unitId: unit.unitId,
        date,
        index1: { pk: cityPk(unit.metric, unit.cityCode, month, "DAYS"), sk: `${day}#${unit.unitId}` },
        index2: { pk: provincePk(unit.metric, unit.provinceCode, month, "DAYS"), sk: `${day}#${unit.unitId}` },
      },
      add: { ...figures, [DAY_SUM]: gained },
      condition: before === undefined ? absent : staysSo(before, gained),
    },
    {
      kind: "update",
      tag: "month figures",
      key: monthKey(unit, month),
      set: {
        unitId: unit.unitId,
        month,
        index1: { pk: cityPk(unit.metric, unit.cityCode, month, "MONTHS"), sk: unit.unitId },
        index2: { pk: provincePk(unit.metric, unit.provinceCode, month, "MONTHS"), sk: unit.unitId },
      },
      add: activeDays === 0 ? figures : { ...figures, [ACTIVE_DAYS]: activeDays },
    },
  ];
}

/** That the day is active, or is not, before and after the write as it was when it was read; how much there is of it may change meanwhile. */
function staysSo(before: number, gained: number): Condition {
  const is = before > 0 ? numberAtLeast(DAY_SUM, 1) : numberAtMost(DAY_SUM, 0);
  const becomes = before + gained > 0 ? numberAtLeast(DAY_SUM, 1 - gained) : numberAtMost(DAY_SUM, -gained);
  return and(is, becomes);
}

export interface FiguresRow {
  readonly unitId: string;
  readonly month: LocalMonth;
  /** Present on a row of a single day. */
  readonly date?: LocalDate;
  readonly figures: Figures;
}

/**
 * The rows of a range: one a unit and month for whole months, one a unit and day for the months cut by the range.
 * @param grain DAYS reads whole months by their days too
 */
export async function readFigures(
  store: Store,
  metric: string,
  scope: CounterScope,
  from: LocalDate,
  to: LocalDate,
  names: readonly string[],
  grain: "COARSEST" | "DAYS" = "COARSEST",
): Promise<FiguresRow[]> {
  const perMonth = await Promise.all(
    monthsBetween(from, to).map(async (month) => {
      const whole = grain === "COARSEST" && from <= firstDayOf(month) && lastDayOf(month) <= to;
      const firstDate = from > firstDayOf(month) ? from : firstDayOf(month);
      const lastDate = to < lastDayOf(month) ? to : lastDayOf(month);
      const items = await readPartition(store, metric, scope, month, whole, firstDate, lastDate);
      return items.map((item) => toRow(item, month, names));
    }),
  );
  return perMonth.flat();
}

async function readPartition(
  store: Store,
  metric: string,
  scope: CounterScope,
  month: LocalMonth,
  whole: boolean,
  from: LocalDate,
  to: LocalDate,
): Promise<StoredItem[]> {
  const dayRange = { from: from.slice(8, 10), to: `${to.slice(8, 10)}~` };
  switch (scope.kind) {
    case "UNIT":
      return readAll(store, {
        index: "primary",
        pk: `FIGURES#${metric}#${scope.unitId}`,
        range: whole ? { from: `MONTH#${month}`, to: `MONTH#${month}` } : { from: `DAY#${from}`, to: `DAY#${to}` },
      });
    case "CITY":
      return readAll(store, { index: "index1", pk: cityPk(metric, scope.cityCode, month, whole ? "MONTHS" : "DAYS"), ...(whole ? {} : { range: dayRange }) });
    case "PROVINCE":
      return readAll(store, {
        index: "index2",
        pk: provincePk(metric, scope.provinceCode, month, whole ? "MONTHS" : "DAYS"),
        ...(whole ? {} : { range: dayRange }),
      });
  }
}

async function readAll(store: Store, query: Omit<Parameters<Store["query"]>[0], "limit" | "cursor">): Promise<StoredItem[]> {
  const items: StoredItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.query({ ...query, limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

function toRow(item: StoredItem, month: LocalMonth, names: readonly string[]): FiguresRow {
  const date = item["date"];
  return {
    unitId: String(item["unitId"]),
    month,
    ...(typeof date === "string" ? { date: date as LocalDate } : {}),
    figures: Object.fromEntries(names.map((name) => [name, Number(item[name] ?? 0)])),
  };
}

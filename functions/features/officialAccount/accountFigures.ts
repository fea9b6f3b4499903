import { addDays, type LocalDate } from "@app/contract/kernel/time";
import { addFigures, readFigures, type CounterUnit } from "../../engines/counters/dayCounters";
import type { Figures } from "../../engines/counters/dayCounters";
import type { Store, Write } from "../../engines/store/storePort";
import { FOLLOWERS_TOTAL_KEY } from "./accountRepository";

/** Of the account as a whole, and of each code. The account is nobody's city. */
const COUNTRY = { cityCode: "CN", provinceCode: "CN" } as const;
const ACCOUNT: CounterUnit = { metric: "followers", unitId: "account", ...COUNTRY };
const CODE_METRIC = "sceneCode";
export const ACCOUNT_FIGURES = ["gained", "lost", "forgotten", "scans", "menuTaps"] as const;
export const CODE_FIGURES = ["scans", "newFollowers"] as const;

export const addAccountFigures = (store: Store, date: LocalDate, figures: Figures): Promise<Write[]> => addFigures(store, ACCOUNT, date, figures);
export const addCodeFigures = (store: Store, codeId: string, date: LocalDate, figures: Figures): Promise<Write[]> =>
  addFigures(store, { metric: CODE_METRIC, unitId: codeId, ...COUNTRY }, date, figures);

/** Exactly as many as there are follower records that say so. */
export const addToFollowersTotal = (by: 1 | -1): Write => ({
  kind: "update",
  tag: "followers total",
  key: FOLLOWERS_TOTAL_KEY,
  add: { followers: by },
});

/** One row for each day of the range, those without figures too. */
export async function readDays<Name extends string>(
  store: Store,
  of: "ACCOUNT" | { readonly codeId: string },
  range: { readonly from: LocalDate; readonly to: LocalDate },
  names: readonly Name[],
): Promise<(Record<Name, number> & { readonly date: LocalDate })[]> {
  const { metric, unitId } = of === "ACCOUNT" ? ACCOUNT : { metric: CODE_METRIC, unitId: of.codeId };
  const rows = await readFigures(store, metric, { kind: "UNIT", unitId }, range.from, range.to, names, "DAYS");
  const byDate = new Map(rows.map((row) => [row.date, row.figures]));
  const days: (Record<Name, number> & { readonly date: LocalDate })[] = [];
  for (let date = range.from; date <= range.to; date = addDays(date, 1)) {
    const found = byDate.get(date);
    days.push({ date, ...(Object.fromEntries(names.map((name) => [name, found?.[name] ?? 0])) as Record<Name, number>) });
  }
  return days;
}

import type { BookingCounts, BookingStatus, BookingSummary } from "@app/contract/visits/booking.schema";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { FIRST_FILTER, type BookingsFilter } from "./bookingsFilter";

/** Work that waits, with the list that shows exactly it. */
export interface DeskItem {
  readonly key: string;
  readonly label: string;
  readonly count: number;
  /** There are more than `count`. */
  readonly more: boolean;
  readonly tone: "waiting" | "alert";
  readonly filter: BookingsFilter;
}

/** Confirmed teams whose day has come, from the earliest day on; `more` when these are not all. */
export interface DueReports {
  readonly items: readonly Pick<BookingSummary, "date" | "flags">[];
  readonly more: boolean;
}

export interface DeskRead {
  readonly team: BookingCounts;
  readonly family: BookingCounts | undefined;
  readonly due: DueReports | undefined;
  readonly audits: boolean;
}

/** What waits for a facility: requests to answer, visits to report. For a bureau: reports to audit. Nothing that is empty. */
export function deskItems({ team, family, due, audits }: DeskRead): DeskItem[] {
  const ofStatus = (counts: BookingCounts, status: BookingStatus, key: string, label: string, tone: DeskItem["tone"] = "waiting"): DeskItem => {
    const found = counts.items.find((item) => item.status === status);
    return { key, label, count: found?.count ?? 0, more: found?.more ?? false, tone, filter: { ...FIRST_FILTER, kind: counts.kind, status } };
  };
  const items = audits
    ? [ofStatus(team, "REPORTED", "REPORTED", "待审核")]
    : [
        ...(due === undefined ? [] : [dueItem(due, "REPORT_DUE", "待上报", "waiting"), dueItem(due, "REPORT_OVERDUE", "上报超期", "alert")]),
        ...(due === undefined ? [] : [ofStatus(team, "RETURNED", "RETURNED", "已驳回待重报", "alert")]),
        ...(family === undefined ? [] : [ofStatus(team, "PENDING", "PENDING_TEAM", "团队待确认"), ofStatus(family, "PENDING", "PENDING_FAMILY", "家庭待确认")]),
      ];
  return items.filter(({ count }) => count > 0);
}

/** A report falls due by its visit's day alone, so that the days of those found name exactly them. */
function dueItem({ items, more }: DueReports, flag: "REPORT_DUE" | "REPORT_OVERDUE", label: string, tone: DeskItem["tone"]): DeskItem {
  const found = items.filter((booking) => booking.flags.some((raised) => raised.flag === flag));
  const [first, last] = [found[0], found[found.length - 1]];
  const range = first === undefined || last === undefined ? undefined : { from: first.date, to: last.date };
  return { key: flag, label, count: found.length, more, tone, filter: { ...FIRST_FILTER, kind: "TEAM" satisfies BookingKind, status: "CONFIRMED", range } };
}

export function countText({ count, more }: Pick<DeskItem, "count" | "more">): string {
  return more || count > 99 ? `${Math.min(count, 99)}+` : String(count);
}

/** The number beside the menu's entry, and the same for who listens instead of looking. */
export function deskBadge(items: readonly DeskItem[]): { readonly text: string; readonly sentence: string } | undefined {
  if (items.length === 0) return undefined;
  const count = items.reduce((sum, item) => sum + item.count, 0);
  return {
    text: countText({ count, more: items.some(({ more }) => more) }),
    sentence: items.map((item) => `${item.label} ${countText(item)} 条`).join("，"),
  };
}

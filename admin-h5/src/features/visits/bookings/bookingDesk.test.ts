import type { LocalDate } from "@app/contract/kernel/time";
import { BOOKING_KIND_STATUSES, BOOKING_STATUS_LABELS, type BookingCounts, type BookingFlag, type BookingStatus } from "@app/contract/visits/booking.schema";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { deskBadge, deskItems, type DueReports } from "./bookingDesk";
import { FIRST_FILTER } from "./bookingsFilter";

const counts = (kind: BookingKind, found: Partial<Record<BookingStatus, number>>, more = false): BookingCounts => ({
  kind,
  items: BOOKING_KIND_STATUSES[kind].map((status) => ({ status, statusLabel: BOOKING_STATUS_LABELS[status], count: found[status] ?? 0, more })),
});
const due = (...visits: [string, BookingFlag][]): DueReports => ({
  items: visits.map(([date, flag]) => ({ date: date as LocalDate, flags: [{ flag, label: "" }] })),
  more: false,
});

test("nothing waits: no line, no badge", () => {
  expect(deskItems({ team: counts("TEAM", { COUNTED: 4 }), family: counts("FAMILY", {}), due: due(), audits: false })).toEqual([]);
  expect(deskBadge([])).toBeUndefined();
});

test("a facility reports what is due, overdue and returned, and answers requests; each opens exactly its own list", () => {
  const items = deskItems({
    team: counts("TEAM", { PENDING: 3, RETURNED: 1, REPORTED: 9 }),
    family: counts("FAMILY", { PENDING: 2 }),
    due: due(["2026-03-02", "REPORT_OVERDUE"], ["2026-03-03", "REPORT_OVERDUE"], ["2026-03-06", "REPORT_DUE"]),
    audits: false,
  });
  expect(items.map(({ label, count }) => `${label} ${count}`)).toEqual(["待上报 1", "上报超期 2", "已驳回待重报 1", "团队待确认 3", "家庭待确认 2"]);
  expect(items.map(({ filter }) => filter)).toEqual([
    { ...FIRST_FILTER, status: "CONFIRMED", range: { from: "2026-03-06", to: "2026-03-06" } },
    { ...FIRST_FILTER, status: "CONFIRMED", range: { from: "2026-03-02", to: "2026-03-03" } },
    { ...FIRST_FILTER, status: "RETURNED" },
    { ...FIRST_FILTER, status: "PENDING" },
    { ...FIRST_FILTER, kind: "FAMILY", status: "PENDING" },
  ]);
  expect(deskBadge(items)).toEqual({ text: "9", sentence: "待上报 1 条，上报超期 2 条，已驳回待重报 1 条，团队待确认 3 条，家庭待确认 2 条" });
});

test("a bureau audits, and is not told of requests that are the facility's", () => {
  const items = deskItems({ team: counts("TEAM", { PENDING: 3, REPORTED: 7 }), family: undefined, due: undefined, audits: true });
  expect(items.map(({ label, count, filter }) => [label, count, filter.status])).toEqual([["待审核", 7, "REPORTED"]]);
});

test("more than are counted are said to be more", () => {
  const items = deskItems({ team: counts("TEAM", { REPORTED: 99 }, true), family: undefined, due: undefined, audits: true });
  expect(deskBadge(items)).toEqual({ text: "99+", sentence: "待审核 99+ 条" });
});

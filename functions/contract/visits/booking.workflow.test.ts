import { availableActions, decideAction } from "../engines/workflow";
import type { Instant } from "../kernel/time";
import { BOOKING_ACTIONS, BOOKING_GROUP_STATUSES, BOOKING_STATUSES, type BookingAction, type BookingStatus } from "./booking.schema";
import { BOOKING_PARTIES, bookingWorkflow, type BookingCase, type BookingParty } from "./booking.workflow";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const LATER = "2026-03-14T08:00:00.000+08:00" as Instant;
const aBooking = (status: BookingStatus): BookingCase => ({ status, confirmBy: LATER, cancelBy: LATER });
const actionsOf = (party: BookingParty, status: BookingStatus, now = NOW): BookingAction[] =>
  availableActions(bookingWorkflow, aBooking(status), [party], now).map(({ action }) => action);

/** Party × status → the exact list. Written by hand from the rules, not from the table. */
const ALLOWED: Record<BookingParty, Record<BookingStatus, BookingAction[]>> = {
  BOOKER: { PENDING: ["CANCEL"], CONFIRMED: ["CHECK_IN", "CANCEL"], CHECKED_IN: ["CHECK_IN"], DECLINED: [], CANCELLED: [], EXPIRED: [], NO_SHOW: [] },
  FACILITY_DECIDER: { PENDING: ["CONFIRM", "DECLINE"], CONFIRMED: [], CHECKED_IN: [], DECLINED: [], CANCELLED: [], EXPIRED: [], NO_SHOW: [] },
  GATE: { PENDING: [], CONFIRMED: ["CHECK_IN"], CHECKED_IN: ["CHECK_IN"], DECLINED: [], CANCELLED: [], EXPIRED: [], NO_SHOW: [] },
  SYSTEM: { PENDING: ["EXPIRE", "CLOSE_OUT"], CONFIRMED: ["MARK_NO_SHOW", "CLOSE_OUT"], CHECKED_IN: [], DECLINED: [], CANCELLED: [], EXPIRED: [], NO_SHOW: [] },
};
/** Where each allowed action leads and what it is called in history, audit and outbox. */
const LEADS_TO: Record<BookingAction, { to: BookingStatus; event: string }> = {
  CONFIRM: { to: "CONFIRMED", event: "BOOKING_CONFIRMED" },
  DECLINE: { to: "DECLINED", event: "BOOKING_DECLINED" },
  CANCEL: { to: "CANCELLED", event: "BOOKING_CANCELLED" },
  CHECK_IN: { to: "CHECKED_IN", event: "BOOKING_CHECKED_IN" },
  EXPIRE: { to: "EXPIRED", event: "BOOKING_EXPIRED" },
  MARK_NO_SHOW: { to: "NO_SHOW", event: "BOOKING_NOT_SHOWN" },
  CLOSE_OUT: { to: "CANCELLED", event: "BOOKING_CLOSED_OUT" },
};
const EVER: Record<BookingParty, BookingAction[]> = {
  BOOKER: ["CANCEL", "CHECK_IN"],
  FACILITY_DECIDER: ["CONFIRM", "DECLINE"],
  GATE: ["CHECK_IN"],
  SYSTEM: ["EXPIRE", "MARK_NO_SHOW", "CLOSE_OUT"],
};

const everyPair = BOOKING_PARTIES.flatMap((party) => BOOKING_STATUSES.map((status) => ({ party, status })));
const everyTriple = everyPair.flatMap(({ party, status }) => BOOKING_ACTIONS.map((action) => ({ party, status, action })));

it.each(everyPair)("$party may, on a $status booking, do exactly what the rules say", ({ party, status }) => {
  expect(actionsOf(party, status)).toEqual(ALLOWED[party][status]);
});

it.each(everyTriple)("$party asking $action on a $status booking gets its exact outcome", ({ party, status, action }) => {
  const decided = decideAction(bookingWorkflow, {
    item: aBooking(status),
    action,
    parties: [party],
    remark: "原因",
    now: NOW,
    lastChange: "王芳 2026-03-07 08:00 确认预约",
  });
  const someoneElseMayHere = BOOKING_PARTIES.some((other) => ALLOWED[other][status].includes(action));
  if (ALLOWED[party][status].includes(action)) {
    const asksForWords = action === "CONFIRM" || action === "DECLINE" || action === "CANCEL" || action === "CLOSE_OUT";
    expect(decided).toEqual({ ok: true, value: { from: status, ...LEADS_TO[action], remark: asksForWords ? "原因" : undefined } });
  } else if (!EVER[party].includes(action) || someoneElseMayHere) {
    expect(decided).toEqual({ ok: false, refusal: { code: "ACTION_NOT_YOURS", caseLabel: "预约单" } });
  } else {
    expect(decided).toEqual({
      ok: false,
      refusal: {
        code: "ACTION_NOT_AVAILABLE",
        caseLabel: "预约单",
        statusLabel: bookingWorkflow.statusLabels[status],
        availableLabels: ALLOWED[party][status].map((each) => bookingWorkflow.table[status][each]?.label),
        lastChange: "王芳 2026-03-07 08:00 确认预约",
      },
    });
  }
});

it("a stranger learns of no status whether the action could be taken", () => {
  for (const status of BOOKING_STATUSES) {
    for (const action of BOOKING_ACTIONS) {
      expect(decideAction(bookingWorkflow, { item: aBooking(status), action, parties: [], remark: undefined, now: NOW, lastChange: "x" })).toEqual({
        ok: false,
        refusal: { code: "ACTION_NOT_YOURS", caseLabel: "预约单" },
      });
    }
  }
});

it.each([
  { action: "CONFIRM", party: "FACILITY_DECIDER", refusal: { code: "CONFIRM_TOO_LATE", confirmBy: LATER } },
  { action: "CANCEL", party: "BOOKER", refusal: { code: "CANCEL_TOO_LATE", cancelBy: LATER } },
] as const)("M4 $action is offered and taken until the millisecond before its moment, never at it", ({ action, party, refusal }) => {
  const take = (now: string) =>
    decideAction(bookingWorkflow, { item: aBooking("PENDING"), action, parties: [party], remark: undefined, now: now as Instant, lastChange: undefined });
  expect(take("2026-03-14T07:59:59.999+08:00").ok).toBe(true);
  expect(actionsOf(party, "PENDING", "2026-03-14T07:59:59.999+08:00" as Instant)).toContain(action);
  for (const now of ["2026-03-14T08:00:00.000+08:00", "2026-03-14T08:00:01.000+08:00"]) {
    expect(take(now)).toEqual({ ok: false, refusal });
    expect(actionsOf(party, "PENDING", now as Instant)).toEqual(ALLOWED[party].PENDING.filter((each) => each !== action));
  }
});

it("every status lies in exactly one group of the work lists", () => {
  expect(Object.values(BOOKING_GROUP_STATUSES).flat().sort()).toEqual([...BOOKING_STATUSES].sort());
});

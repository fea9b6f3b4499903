import { availableActions, decideAction } from "../engines/workflow";
import type { Instant, LocalDate } from "../kernel/time";
import { BOOKING_ACTIONS, BOOKING_GROUP_STATUSES, BOOKING_KIND_STATUSES, BOOKING_STATUSES, type BookingAction, type BookingStatus } from "./booking.schema";
import { BOOKING_PARTIES, BOOKING_WORKFLOWS, type BookingCase, type BookingParty } from "./booking.workflow";
import { BOOKING_KINDS, type BookingKind } from "./bookingKind.schema";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const LATER = "2026-03-14T08:00:00.000+08:00" as Instant;
/** Of the three ways to take an entry back exactly one fits what is inside. */
const UNDO_SHAPES = {
  UNDO_ENTRY: { means: "BOOKED", entries: [{ state: "COUNTED" }, { state: "COUNTED" }] },
  UNDO_LAST_ENTRY: { means: "BOOKED", entries: [{ state: "UNDONE" }, { state: "COUNTED" }, { state: "DISPUTED" }] },
  UNDO_WALK_IN: { means: "WALK_IN", entries: [{ state: "COUNTED" }] },
} as const satisfies Partial<Record<BookingAction, Pick<BookingCase, "means" | "entries">>>;
type UndoAction = keyof typeof UNDO_SHAPES;
const UNDO_ACTIONS = Object.keys(UNDO_SHAPES) as UndoAction[];
const isUndo = (action: BookingAction): action is UndoAction => action in UNDO_SHAPES;

/** A party of four whose visit is today and of whom none counts as inside: no guard stands in the way. */
const aBooking = (status: BookingStatus, undo: UndoAction = "UNDO_ENTRY"): BookingCase => ({
  status,
  ...UNDO_SHAPES[undo],
  date: "2026-03-07" as LocalDate,
  heads: 4,
  headsEntered: 0,
  confirmBy: LATER,
  cancelBy: LATER,
});
const actionsOf = (kind: BookingKind, party: BookingParty, item: BookingCase, now = NOW): BookingAction[] =>
  availableActions(BOOKING_WORKFLOWS[kind], item, [party], now).map(({ action }) => action);

type Allowed = Record<BookingParty, Partial<Record<BookingStatus, BookingAction[]>>>;
/** UNDO_ENTRY stands for the one of the three that fits. Kind × party × status → the exact list; a status that is not named allows nothing. Written by hand from the rules, not from the table. */
const ALLOWED: Record<BookingKind, Allowed> = {
  FAMILY: {
    BOOKER: { PENDING: ["CANCEL", "CHANGE_HEADS"], CONFIRMED: ["CHECK_IN", "CANCEL", "CHANGE_HEADS"], CHECKED_IN: ["CHECK_IN"] },
    FACILITY_DECIDER: { PENDING: ["CONFIRM", "DECLINE"] },
    GATE: { CONFIRMED: ["CHECK_IN"], CHECKED_IN: ["CHECK_IN", "UNDO_ENTRY"] },
    SUPERVISOR: { CHECKED_IN: ["UNDO_ENTRY"] },
    REPORTER: {},
    AUDITOR: {},
    SYSTEM: { PENDING: ["EXPIRE", "CLOSE_OUT"], CONFIRMED: ["REMIND", "MARK_NO_SHOW", "CLOSE_OUT"], NO_SHOW: ["RECORD_LATE_ENTRY"] },
  },
  TEAM: {
    BOOKER: { PENDING: ["CANCEL", "CHANGE_HEADS"], CONFIRMED: ["CHECK_IN", "CANCEL", "CHANGE_HEADS"] },
    FACILITY_DECIDER: { PENDING: ["CONFIRM", "DECLINE"] },
    GATE: { CONFIRMED: ["CHECK_IN", "UNDO_ENTRY"] },
    SUPERVISOR: { CONFIRMED: ["UNDO_ENTRY"] },
    REPORTER: { CONFIRMED: ["REPORT", "MARK_ABSENT"], RETURNED: ["REPORT", "DISCARD"] },
    AUDITOR: { REPORTED: ["AUDIT", "RETURN"], COUNTED: ["RETURN"] },
    SYSTEM: {
      PENDING: ["EXPIRE", "CLOSE_OUT"],
      CONFIRMED: ["REMIND", "REMIND_REPORT", "FLAG_REPORT_OVERDUE", "CLOSE_OUT"],
      REPORTED: ["RECORD_LATE_ENTRY"],
      COUNTED: ["RECORD_LATE_ENTRY"],
      RETURNED: ["FLAG_REPORT_OVERDUE", "RECORD_LATE_ENTRY"],
    },
  },
};
const allowed = (kind: BookingKind, party: BookingParty, status: BookingStatus, undo: UndoAction): BookingAction[] =>
  (ALLOWED[kind][party][status] ?? []).flatMap((action) => {
    if (action !== "UNDO_ENTRY") return [action];
    // Nobody registers a whole team at the gate.
    return kind === "TEAM" && undo === "UNDO_WALK_IN" ? [] : [undo];
  });

type Step = { readonly to: BookingStatus | "SAME"; readonly event: string; readonly words: boolean };
/** Where each allowed action leads, what it is called in history, audit and outbox, and whether it takes words. */
const LEADS_TO: Record<BookingAction, Step> = {
  CONFIRM: { to: "CONFIRMED", event: "BOOKING_CONFIRMED", words: true },
  DECLINE: { to: "DECLINED", event: "BOOKING_DECLINED", words: true },
  CANCEL: { to: "CANCELLED", event: "BOOKING_CANCELLED", words: true },
  CHANGE_HEADS: { to: "SAME", event: "BOOKING_HEADS_CHANGED", words: false },
  CHECK_IN: { to: "CHECKED_IN", event: "BOOKING_CHECKED_IN", words: false },
  RECORD_LATE_ENTRY: { to: "CHECKED_IN", event: "BOOKING_ENTERED_LATE", words: false },
  UNDO_ENTRY: { to: "SAME", event: "BOOKING_ENTRY_UNDONE", words: true },
  UNDO_LAST_ENTRY: { to: "CONFIRMED", event: "BOOKING_ENTRY_UNDONE", words: true },
  UNDO_WALK_IN: { to: "CANCELLED", event: "BOOKING_ENTRY_UNDONE", words: true },
  REPORT: { to: "REPORTED", event: "TEAM_VISIT_REPORTED", words: true },
  MARK_ABSENT: { to: "NO_SHOW", event: "TEAM_VISIT_ABSENT", words: true },
  AUDIT: { to: "COUNTED", event: "TEAM_VISIT_AUDITED", words: true },
  RETURN: { to: "RETURNED", event: "TEAM_VISIT_RETURNED", words: true },
  DISCARD: { to: "CANCELLED", event: "TEAM_VISIT_DISCARDED", words: true },
  REMIND: { to: "SAME", event: "BOOKING_REMINDED", words: false },
  REMIND_REPORT: { to: "SAME", event: "TEAM_REPORT_REMINDED", words: false },
  FLAG_REPORT_OVERDUE: { to: "SAME", event: "TEAM_REPORT_OVERDUE", words: false },
  EXPIRE: { to: "EXPIRED", event: "BOOKING_EXPIRED", words: false },
  MARK_NO_SHOW: { to: "NO_SHOW", event: "BOOKING_NOT_SHOWN", words: false },
  CLOSE_OUT: { to: "CANCELLED", event: "BOOKING_CLOSED_OUT", words: true },
};
/** A team that entered still waits for its report. */
const leadsTo = (kind: BookingKind, status: BookingStatus, action: BookingAction) => {
  const { to, event } = LEADS_TO[action];
  return { from: status, to: to === "SAME" || (kind === "TEAM" && (action === "CHECK_IN" || action === "RECORD_LATE_ENTRY")) ? status : to, event };
};

const everyPair = BOOKING_KINDS.flatMap((kind) => BOOKING_PARTIES.flatMap((party) => BOOKING_STATUSES.map((status) => ({ kind, party, status }))));
const everyTriple = everyPair.flatMap((pair) => BOOKING_ACTIONS.map((action) => ({ ...pair, action })));

it.each(everyPair)("$party may, on a $status $kind booking, do exactly what the rules say", ({ kind, party, status }) => {
  for (const undo of UNDO_ACTIONS) expect(actionsOf(kind, party, aBooking(status, undo))).toEqual(allowed(kind, party, status, undo));
});

it.each(everyTriple)("$party asking $action on a $status $kind booking gets its exact outcome", ({ kind, party, status, action }) => {
  const workflow = BOOKING_WORKFLOWS[kind];
  const lastChange = "王芳 2026-03-07 08:00 确认预约";
  const undo = isUndo(action) ? action : "UNDO_ENTRY";
  const decided = decideAction(workflow, { item: aBooking(status, undo), action, parties: [party], remark: "原因", now: NOW, lastChange });
  const someoneElseMayHere = BOOKING_PARTIES.some((other) => allowed(kind, other, status, undo).includes(action));
  const everTheirs = BOOKING_STATUSES.some((each) => allowed(kind, party, each, undo).includes(action));
  if (allowed(kind, party, status, undo).includes(action)) {
    expect(decided).toEqual({ ok: true, value: { ...leadsTo(kind, status, action), remark: LEADS_TO[action].words ? "原因" : undefined } });
  } else if (!everTheirs || someoneElseMayHere) {
    expect(decided).toEqual({ ok: false, refusal: { code: "ACTION_NOT_YOURS", caseLabel: "预约单" } });
  } else {
    expect(decided).toEqual({
      ok: false,
      refusal: {
        code: "ACTION_NOT_AVAILABLE",
        caseLabel: "预约单",
        statusLabel: workflow.statusLabels[status],
        availableLabels: allowed(kind, party, status, undo).map((each) => workflow.table[status][each]?.label),
        lastChange,
      },
    });
  }
});

it.each(BOOKING_KINDS)("a stranger learns of no status of a %s booking whether the action could be taken", (kind) => {
  for (const status of BOOKING_STATUSES) {
    for (const action of BOOKING_ACTIONS) {
      expect(decideAction(BOOKING_WORKFLOWS[kind], { item: aBooking(status), action, parties: [], remark: undefined, now: NOW, lastChange: "x" })).toEqual({
        ok: false,
        refusal: { code: "ACTION_NOT_YOURS", caseLabel: "预约单" },
      });
    }
  }
});

it.each([
  { action: "CONFIRM", party: "FACILITY_DECIDER", refusal: { code: "CONFIRM_TOO_LATE", confirmBy: LATER } },
  { action: "CANCEL", party: "BOOKER", refusal: { code: "CANCEL_TOO_LATE", cancelBy: LATER } },
  { action: "CHANGE_HEADS", party: "BOOKER", refusal: { code: "CANCEL_TOO_LATE", cancelBy: LATER } },
] as const)("M4 $action is offered and taken until the millisecond before its moment, never at it", ({ action, party, refusal }) => {
  const take = (now: string) =>
    decideAction(BOOKING_WORKFLOWS.FAMILY, {
      item: aBooking("PENDING"),
      action,
      parties: [party],
      remark: undefined,
      now: now as Instant,
      lastChange: undefined,
    });
  expect(take("2026-03-14T07:59:59.999+08:00").ok).toBe(true);
  expect(actionsOf("FAMILY", party, aBooking("PENDING"), "2026-03-14T07:59:59.999+08:00" as Instant)).toContain(action);
  for (const now of ["2026-03-14T08:00:00.000+08:00", "2026-03-14T08:00:01.000+08:00"]) {
    expect(take(now)).toEqual({ ok: false, refusal });
    expect(actionsOf("FAMILY", party, aBooking("PENDING"), now as Instant)).not.toContain(action);
  }
});

it.each([
  { now: "2026-03-06T23:59:59.999+08:00", headsEntered: 0, reason: "TOO_EARLY_DAY" },
  { now: "2026-03-08T00:00:00.000+08:00", headsEntered: 0, reason: "DAY_PAST" },
  { now: "2026-03-07T12:00:00.000+08:00", headsEntered: 4, reason: "COMPLETE" },
])("M8 entering is offered to nobody who would be refused at the gate: $reason", ({ now, headsEntered, reason }) => {
  for (const kind of BOOKING_KINDS) {
    const item = { ...aBooking("CONFIRMED"), headsEntered, entries: [] };
    expect(actionsOf(kind, "GATE", item, now as Instant)).toEqual([]);
    expect(
      decideAction(BOOKING_WORKFLOWS[kind], { item, action: "CHECK_IN", parties: ["GATE"], remark: undefined, now: now as Instant, lastChange: undefined }),
    ).toMatchObject({ ok: false, refusal: { code: "CHECK_IN_REFUSED", reason } });
  }
});

it("a team is reported on its day and after it, never before (seed 000, 六-5-3)", () => {
  const before = "2026-03-06T23:59:59.999+08:00" as Instant;
  for (const action of ["REPORT", "MARK_ABSENT"] as const) {
    const input = { item: aBooking("CONFIRMED"), action, parties: ["REPORTER" as const], remark: undefined, lastChange: undefined };
    expect(decideAction(BOOKING_WORKFLOWS.TEAM, { ...input, now: before })).toEqual({ ok: false, refusal: { code: "REPORT_TOO_EARLY", date: "2026-03-07" } });
    expect(decideAction(BOOKING_WORKFLOWS.TEAM, { ...input, now: "2026-03-07T00:00:00.000+08:00" as Instant }).ok).toBe(true);
  }
  expect(actionsOf("TEAM", "REPORTER", aBooking("CONFIRMED"), before)).toEqual([]);
});

it("every status lies in exactly one group of the work lists, and each kind reaches exactly its own", () => {
  expect(Object.values(BOOKING_GROUP_STATUSES).flat().sort()).toEqual([...BOOKING_STATUSES].sort());
  for (const kind of BOOKING_KINDS) {
    const { table } = BOOKING_WORKFLOWS[kind];
    const reached = new Set(["PENDING", ...BOOKING_STATUSES.flatMap((status) => Object.values(table[status]).map((row) => row.to))]);
    expect([...reached].sort()).toEqual([...BOOKING_KIND_STATUSES[kind]].sort());
  }
});

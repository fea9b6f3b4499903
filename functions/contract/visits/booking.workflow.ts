import { NO_REMARK, type RemarkRule, type Workflow, type WorkflowRow } from "../engines/workflow";
import { localDateOf, type Instant, type LocalDate } from "../kernel/time";
import { UNDO_REASON_MAX, type EntryState } from "./bookingEntry.schema";
import type { BookingKind, BookingMeans } from "./bookingKind.schema";
import type { BookingAction, BookingStatus } from "./booking.schema";
import { BOOKING_STATUS_LABELS } from "./booking.schema";
import type { ScanRefusalReason } from "./checkIn.schema";
import { CLOSED_REASON_MAX } from "./closure.schema";
import { SCAN_REFUSAL_SENTENCES } from "./visits.errors";

/** Who somebody is to one booking. The offices' parties come from permissions that cover the facility; SYSTEM acts when a deadline passes or the slot is closed. */
export const BOOKING_PARTIES = ["BOOKER", "FACILITY_DECIDER", "GATE", "SUPERVISOR", "REPORTER", "AUDITOR", "SYSTEM"] as const;
export type BookingParty = (typeof BOOKING_PARTIES)[number];

/** What the workflow must know of a booking. */
export interface BookingCase {
  readonly status: BookingStatus;
  readonly means: BookingMeans;
  readonly entries: readonly { readonly state: EntryState }[];
  readonly date: LocalDate;
  readonly heads: number;
  readonly headsEntered: number;
  readonly confirmBy: Instant;
  readonly cancelBy: Instant;
}

export type BookingGuardRefusal =
  | { readonly code: "CANCEL_TOO_LATE"; readonly cancelBy: Instant }
  | { readonly code: "CONFIRM_TOO_LATE"; readonly confirmBy: Instant }
  | { readonly code: "NO_ENTRY_TO_UNDO" }
  | { readonly code: "REPORT_TOO_EARLY"; readonly date: LocalDate }
  | { readonly code: "CHECK_IN_REFUSED"; readonly reason: ScanRefusalReason; readonly sentence: string };

export type BookingWorkflow = Workflow<BookingCase, BookingStatus, BookingAction, BookingParty, BookingGuardRefusal>;
type Row = WorkflowRow<BookingStatus, BookingParty>;
type BookingTable = BookingWorkflow["table"];

const UNDO_REMARK: RemarkRule = { kind: "optional", label: "撤销原因", maxLength: UNDO_REASON_MAX };
const confirm: Row = {
  label: "确认预约",
  by: ["FACILITY_DECIDER"],
  to: "CONFIRMED",
  event: "BOOKING_CONFIRMED",
  remark: { kind: "optional", label: "给预约人的话", maxLength: 100 },
};
const decline: Row = {
  label: "不通过",
  by: ["FACILITY_DECIDER"],
  to: "DECLINED",
  event: "BOOKING_DECLINED",
  remark: { kind: "required", label: "不通过的原因", maxLength: 100 },
};
// The booker may step back from a request and from a confirmed visit under the same rule.
const cancelByBooker: Row = {
  label: "取消预约",
  by: ["BOOKER"],
  to: "CANCELLED",
  event: "BOOKING_CANCELLED",
  remark: { kind: "optional", label: "取消原因", maxLength: 100 },
};
/** Fewer come: only down, so that nobody gains places past the slot's condition. */
const changeHeads = (to: "PENDING" | "CONFIRMED"): Row => ({ label: "减少人数", by: ["BOOKER"], to, event: "BOOKING_HEADS_CHANGED", remark: NO_REMARK });
const expire: Row = { label: "超时自动取消", by: ["SYSTEM"], to: "EXPIRED", event: "BOOKING_EXPIRED", remark: NO_REMARK };
const remind: Row = { label: "参观提醒", by: ["SYSTEM"], to: "CONFIRMED", event: "BOOKING_REMINDED", remark: NO_REMARK };
// The facility closed the slot, so the rule by which the booker may cancel does not bind (promise M5).
const closeOut: Row = {
  label: "场次关闭，系统取消",
  by: ["SYSTEM"],
  to: "CANCELLED",
  event: "BOOKING_CLOSED_OUT",
  remark: { kind: "required", label: "关闭原因", maxLength: CLOSED_REASON_MAX },
};
// Entering again is the rest of a party (promise F1). A team that entered still waits for its report, so its status stays.
const enter = (to: BookingStatus): Row => ({ label: "核销入场", by: ["BOOKER", "GATE"], to, event: "BOOKING_CHECKED_IN", remark: NO_REMARK });
// A scan made without network on the day may arrive when the day is over: they were there after all. The phone sends it by itself, so nobody is offered it.
const lateEntry = (to: BookingStatus): Row => ({ label: "补记离线入场", by: ["SYSTEM"], to, event: "BOOKING_ENTERED_LATE", remark: NO_REMARK });
// Whose entry, by which phone and until when is `undoRefusal`'s business; here only where the booking goes when one of its entries is taken back (promise M9).
const undo = (to: BookingStatus): Row => ({ label: "撤销入场", by: ["GATE", "SUPERVISOR"], to, event: "BOOKING_ENTRY_UNDONE", remark: UNDO_REMARK });
const report: Row = {
  label: "上报参观",
  by: ["REPORTER"],
  to: "REPORTED",
  event: "TEAM_VISIT_REPORTED",
  remark: { kind: "optional", label: "参观情况", maxLength: 200 },
};

const family: BookingTable = {
  PENDING: { CONFIRM: confirm, DECLINE: decline, CANCEL: cancelByBooker, CHANGE_HEADS: changeHeads("PENDING"), EXPIRE: expire, CLOSE_OUT: closeOut },
  CONFIRMED: {
    CHECK_IN: enter("CHECKED_IN"),
    CANCEL: cancelByBooker,
    CHANGE_HEADS: changeHeads("CONFIRMED"),
    REMIND: remind,
    MARK_NO_SHOW: { label: "记为未到访", by: ["SYSTEM"], to: "NO_SHOW", event: "BOOKING_NOT_SHOWN", remark: NO_REMARK },
    CLOSE_OUT: closeOut,
  },
  CHECKED_IN: {
    CHECK_IN: enter("CHECKED_IN"),
    UNDO_ENTRY: undo("CHECKED_IN"),
    UNDO_LAST_ENTRY: undo("CONFIRMED"),
    // Nobody booked, so nobody is expected any more: the places go back.
    UNDO_WALK_IN: undo("CANCELLED"),
  },
  DECLINED: {},
  CANCELLED: {},
  EXPIRED: {},
  NO_SHOW: { RECORD_LATE_ENTRY: lateEntry("CHECKED_IN") },
  REPORTED: {},
  COUNTED: {},
  RETURNED: {},
};

const returnReport: Row = {
  label: "驳回",
  by: ["AUDITOR"],
  to: "RETURNED",
  event: "TEAM_VISIT_RETURNED",
  remark: { kind: "required", label: "驳回原因", maxLength: 200 },
};
const team: BookingTable = {
  PENDING: { CONFIRM: confirm, DECLINE: decline, CANCEL: cancelByBooker, CHANGE_HEADS: changeHeads("PENDING"), EXPIRE: expire, CLOSE_OUT: closeOut },
  CONFIRMED: {
    CHECK_IN: enter("CONFIRMED"),
    UNDO_ENTRY: undo("CONFIRMED"),
    UNDO_LAST_ENTRY: undo("CONFIRMED"),
    REPORT: report,
    MARK_ABSENT: {
      label: "团队未到访",
      by: ["REPORTER"],
      to: "NO_SHOW",
      event: "TEAM_VISIT_ABSENT",
      remark: { kind: "optional", label: "情况说明", maxLength: 200 },
    },
    CANCEL: cancelByBooker,
    CHANGE_HEADS: changeHeads("CONFIRMED"),
    REMIND: remind,
    REMIND_REPORT: { label: "提醒上报", by: ["SYSTEM"], to: "CONFIRMED", event: "TEAM_REPORT_REMINDED", remark: NO_REMARK },
    FLAG_REPORT_OVERDUE: { label: "上报超期", by: ["SYSTEM"], to: "CONFIRMED", event: "TEAM_REPORT_OVERDUE", remark: NO_REMARK },
    CLOSE_OUT: closeOut,
  },
  REPORTED: {
    AUDIT: {
      label: "审核通过",
      by: ["AUDITOR"],
      to: "COUNTED",
      event: "TEAM_VISIT_AUDITED",
      remark: { kind: "optional", label: "审核意见", maxLength: 200 },
    },
    RETURN: returnReport,
    RECORD_LATE_ENTRY: lateEntry("REPORTED"),
  },
  // 「数据驳回」 holds for audited data too: the figures go down until the facility reports again (seed 000, 六-3).
  COUNTED: { RETURN: returnReport, RECORD_LATE_ENTRY: lateEntry("COUNTED") },
  RETURNED: {
    REPORT: { ...report, label: "重新上报" },
    DISCARD: {
      label: "作废",
      by: ["REPORTER"],
      to: "CANCELLED",
      event: "TEAM_VISIT_DISCARDED",
      remark: { kind: "required", label: "作废原因", maxLength: 200 },
    },
    FLAG_REPORT_OVERDUE: { label: "上报超期", by: ["SYSTEM"], to: "RETURNED", event: "TEAM_REPORT_OVERDUE", remark: NO_REMARK },
    RECORD_LATE_ENTRY: lateEntry("RETURNED"),
  },
  CHECKED_IN: {},
  DECLINED: {},
  CANCELLED: {},
  EXPIRED: {},
  NO_SHOW: {},
};

const onOrAfterTheDay = (booking: BookingCase, now: Instant): BookingGuardRefusal | undefined =>
  localDateOf(now) < booking.date ? { code: "REPORT_TOO_EARLY", date: booking.date } : undefined;

/** Entering takes the visit's own day and somebody still outside; which gate and which code is the scan's business. */
function entryGuard(booking: BookingCase, now: Instant): BookingGuardRefusal | undefined {
  const today = localDateOf(now);
  const headsOutside = booking.heads - booking.headsEntered;
  const reason = today < booking.date ? "TOO_EARLY_DAY" : today > booking.date ? "DAY_PAST" : headsOutside <= 0 ? "COMPLETE" : undefined;
  if (reason === undefined) return undefined;
  const facts = { facilityName: undefined, gateFacilityName: undefined, date: booking.date, headsOutside, lastEntry: undefined };
  return { code: "CHECK_IN_REFUSED", reason, sentence: SCAN_REFUSAL_SENTENCES[reason](facts) };
}

const countedEntries = (booking: BookingCase): number => booking.entries.filter((entry) => entry.state === "COUNTED").length;
/** Of the three ways to take an entry back, only the one that fits what remains is open, so that a screen shows one button. */
const undoOpen = (open: boolean): BookingGuardRefusal | undefined => (open ? undefined : { code: "NO_ENTRY_TO_UNDO" });

const passes = (): undefined => undefined;
const guards: BookingWorkflow["guards"] = {
  CONFIRM: (booking, now) => (now >= booking.confirmBy ? { code: "CONFIRM_TOO_LATE", confirmBy: booking.confirmBy } : undefined),
  DECLINE: passes,
  CANCEL: (booking, now) => (now >= booking.cancelBy ? { code: "CANCEL_TOO_LATE", cancelBy: booking.cancelBy } : undefined),
  CHANGE_HEADS: (booking, now) => (now >= booking.cancelBy ? { code: "CANCEL_TOO_LATE", cancelBy: booking.cancelBy } : undefined),
  CHECK_IN: entryGuard,
  RECORD_LATE_ENTRY: entryGuard,
  UNDO_ENTRY: (booking) => undoOpen(countedEntries(booking) > 1),
  UNDO_LAST_ENTRY: (booking) => undoOpen(countedEntries(booking) === 1 && booking.means !== "WALK_IN"),
  UNDO_WALK_IN: (booking) => undoOpen(countedEntries(booking) === 1 && booking.means === "WALK_IN"),
  REPORT: onOrAfterTheDay,
  MARK_ABSENT: onOrAfterTheDay,
  AUDIT: passes,
  RETURN: passes,
  DISCARD: passes,
  REMIND: passes,
  REMIND_REPORT: passes,
  FLAG_REPORT_OVERDUE: passes,
  EXPIRE: passes,
  MARK_NO_SHOW: passes,
  CLOSE_OUT: passes,
};

const shared = { caseLabel: "预约单", statusLabels: BOOKING_STATUS_LABELS, statusOf: (booking: BookingCase) => booking.status, guards } as const;

export const BOOKING_WORKFLOWS: Readonly<Record<BookingKind, BookingWorkflow>> = {
  /** Seed 000, 三-4 and 五-5-2: counted by itself at check-in, without an audit. */
  FAMILY: { ...shared, caseKind: "booking", table: family },
  /** Seed 000, 三-2, 三-3 and 六-5: counted from the facility's report on; a bureau audits it or sends it back. */
  TEAM: { ...shared, caseKind: "teamBooking", table: team },
};
export const bookingWorkflowOf = (booking: { readonly kind: BookingKind }): BookingWorkflow => BOOKING_WORKFLOWS[booking.kind];

/** Event → what the timeline says. */
export const BOOKING_EVENT_LABELS = {
  BOOKING_SUBMITTED: "提交预约",
  BOOKING_CONFIRMED: "确认预约",
  BOOKING_DECLINED: "未通过",
  BOOKING_CANCELLED: "取消预约",
  BOOKING_HEADS_CHANGED: "减少人数",
  BOOKING_REMINDED: "已发参观提醒",
  BOOKING_EXPIRED: "超时未确认，自动取消",
  BOOKING_CHECKED_IN: "核销入场",
  BOOKING_ENTERED_LATE: "补记离线入场",
  BOOKING_ENTRY_UNDONE: "撤销入场",
  BOOKING_ENTRY_DISPUTED: "入场存疑，暂不计入",
  BOOKING_ENTRY_SETTLED: "入场冲突已处理",
  BOOKING_NOT_SHOWN: "当日未到访",
  BOOKING_CLOSED_OUT: "开放单位临时关闭，自动取消",
  BOOKING_FLAGGED: "因单位或场次变更，需处理",
  BOOKING_FLAG_CLEARED: "恢复正常，不需再处理",
  BOOKING_RETENTION_HELD: "暂停到期清除个人信息",
  BOOKING_RETENTION_RELEASED: "恢复到期清除个人信息",
  TEAM_VISIT_BACK_FILLED: "补录团队参观",
  TEAM_VISIT_REPORTED: "上报参观",
  TEAM_VISIT_ABSENT: "团队未到访",
  TEAM_VISIT_AUDITED: "审核通过，已统计",
  TEAM_VISIT_RETURNED: "驳回",
  TEAM_VISIT_DISCARDED: "作废",
  TEAM_REPORT_REMINDED: "提醒上报",
  TEAM_REPORT_OVERDUE: "上报超期",
} as const;
export type BookingEventType = keyof typeof BOOKING_EVENT_LABELS;

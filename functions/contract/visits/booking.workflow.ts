import { NO_REMARK, type Workflow } from "../engines/workflow";
import type { Instant } from "../kernel/time";
import type { BookingAction, BookingStatus } from "./booking.schema";
import { BOOKING_STATUS_LABELS } from "./booking.schema";
import { CLOSED_REASON_MAX } from "./closure.schema";

/** Who somebody is to one booking. The facility's parties come from permissions that cover the facility; SYSTEM acts when a deadline passes or the slot is closed. */
export const BOOKING_PARTIES = ["BOOKER", "FACILITY_DECIDER", "GATE", "SYSTEM"] as const;
export type BookingParty = (typeof BOOKING_PARTIES)[number];

/** What the workflow must know of a booking. */
export interface BookingCase {
  readonly status: BookingStatus;
  readonly confirmBy: Instant;
  readonly cancelBy: Instant;
}

export type BookingGuardRefusal =
  { readonly code: "CANCEL_TOO_LATE"; readonly cancelBy: Instant } | { readonly code: "CONFIRM_TOO_LATE"; readonly confirmBy: Instant };

// The booker may step back from a request and from a confirmed visit under the same rule.
const cancelByBooker = {
  label: "取消预约",
  by: ["BOOKER"],
  to: "CANCELLED",
  event: "BOOKING_CANCELLED",
  remark: { kind: "optional", label: "取消原因", maxLength: 100 },
} as const;

// The facility closed the slot, so the rule by which the booker may cancel does not bind (promise M5).
const closeOut = {
  label: "场次关闭，系统取消",
  by: ["SYSTEM"],
  to: "CANCELLED",
  event: "BOOKING_CLOSED_OUT",
  remark: { kind: "required", label: "关闭原因", maxLength: CLOSED_REASON_MAX },
} as const;

// Entering again is the rest of a party (promise F1); the heads are checked by the check-in, not by the table.
const enter = { label: "核销入场", by: ["BOOKER", "GATE"], to: "CHECKED_IN", event: "BOOKING_CHECKED_IN", remark: NO_REMARK } as const;

/** Family booking, seed 000 三-4 and 五-5-2: counted by itself at check-in, without an audit. */
export const bookingWorkflow: Workflow<BookingCase, BookingStatus, BookingAction, BookingParty, BookingGuardRefusal> = {
  caseKind: "booking",
  caseLabel: "预约单",
  statusLabels: BOOKING_STATUS_LABELS,
  statusOf: (booking) => booking.status,
  table: {
    PENDING: {
      CONFIRM: {
        label: "确认预约",
        by: ["FACILITY_DECIDER"],
        to: "CONFIRMED",
        event: "BOOKING_CONFIRMED",
        remark: { kind: "optional", label: "给预约人的话", maxLength: 100 },
      },
      DECLINE: {
        label: "不通过",
        by: ["FACILITY_DECIDER"],
        to: "DECLINED",
        event: "BOOKING_DECLINED",
        remark: { kind: "required", label: "不通过的原因", maxLength: 100 },
      },
      CANCEL: cancelByBooker,
      EXPIRE: { label: "超时自动取消", by: ["SYSTEM"], to: "EXPIRED", event: "BOOKING_EXPIRED", remark: NO_REMARK },
      CLOSE_OUT: closeOut,
    },
    CONFIRMED: {
      CHECK_IN: enter,
      CANCEL: cancelByBooker,
      MARK_NO_SHOW: { label: "记为未到访", by: ["SYSTEM"], to: "NO_SHOW", event: "BOOKING_NOT_SHOWN", remark: NO_REMARK },
      CLOSE_OUT: closeOut,
    },
    CHECKED_IN: { CHECK_IN: enter },
    DECLINED: {},
    CANCELLED: {},
    EXPIRED: {},
    NO_SHOW: {},
  },
  guards: {
    CONFIRM: (booking, now) => (now >= booking.confirmBy ? { code: "CONFIRM_TOO_LATE", confirmBy: booking.confirmBy } : undefined),
    DECLINE: () => undefined,
    CANCEL: (booking, now) => (now >= booking.cancelBy ? { code: "CANCEL_TOO_LATE", cancelBy: booking.cancelBy } : undefined),
    CHECK_IN: () => undefined,
    EXPIRE: () => undefined,
    MARK_NO_SHOW: () => undefined,
    CLOSE_OUT: () => undefined,
  },
};

/** Event → what the timeline says. */
export const BOOKING_EVENT_LABELS = {
  BOOKING_SUBMITTED: "提交预约",
  BOOKING_CONFIRMED: "确认预约",
  BOOKING_DECLINED: "未通过",
  BOOKING_CANCELLED: "取消预约",
  BOOKING_EXPIRED: "超时未确认，自动取消",
  BOOKING_CHECKED_IN: "核销入场",
  BOOKING_NOT_SHOWN: "当日未到访",
  BOOKING_CLOSED_OUT: "开放单位临时关闭，自动取消",
} as const;
export type BookingEventType = keyof typeof BOOKING_EVENT_LABELS;

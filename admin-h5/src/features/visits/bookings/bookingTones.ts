import type { BookingFlag, BookingStatus } from "@app/contract/visits/booking.schema";
import type { StatusTone } from "../../../ui/StatusTag";

export const BOOKING_STATUS_TONES = {
  PENDING: "waiting",
  CONFIRMED: "good",
  DECLINED: "bad",
  CANCELLED: "quiet",
  EXPIRED: "quiet",
  CHECKED_IN: "done",
  NO_SHOW: "quiet",
  REPORTED: "waiting",
  COUNTED: "done",
  RETURNED: "bad",
} as const satisfies Record<BookingStatus, StatusTone>;

export const BOOKING_FLAG_TONES = {
  OVERDUE: "alert",
  PARTLY_ENTERED: "waiting",
  REPORT_DUE: "waiting",
  REPORT_OVERDUE: "alert",
  DISPUTED: "alert",
  NEEDS_ATTENTION: "alert",
} as const satisfies Record<BookingFlag, StatusTone>;

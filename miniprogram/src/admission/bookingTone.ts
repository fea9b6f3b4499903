import type { BookingStatus } from "@app/contract/visits/booking.schema";
import type { Tone } from "../ui/StatusPill";

/** The colour only repeats the status's word. */
export const BOOKING_TONES = {
  PENDING: "waiting",
  CONFIRMED: "good",
  DECLINED: "bad",
  CANCELLED: "neutral",
  EXPIRED: "neutral",
  CHECKED_IN: "info",
  NO_SHOW: "neutral",
  REPORTED: "info",
  COUNTED: "info",
  RETURNED: "info",
} as const satisfies Record<BookingStatus, Tone>;

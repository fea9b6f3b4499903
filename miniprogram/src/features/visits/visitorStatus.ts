import { BOOKING_STATUS_LABELS, type BookingStatus } from "@app/contract/visits/booking.schema";

/** What the facility and the bureau settle between them afterwards does not concern whoever came: to them the visit has been. */
export const VISITOR_STATUS_LABELS: Readonly<Record<BookingStatus, string>> = {
  ...BOOKING_STATUS_LABELS,
  REPORTED: BOOKING_STATUS_LABELS.CHECKED_IN,
  COUNTED: BOOKING_STATUS_LABELS.CHECKED_IN,
  RETURNED: BOOKING_STATUS_LABELS.CHECKED_IN,
};

import { BookingStatus } from "@app/contract/visits/booking.schema";
import { rangeOf, type DateRange } from "../../../ui/dateRange";
import { placeOf, type PlaceFilter } from "../facilities/FacilityFilter";

export interface BookingsFilter {
  readonly status: BookingStatus;
  readonly place: PlaceFilter;
  readonly range: DateRange | undefined;
}

/** The filter lives in the address, so that a reload, a bookmark and the way back from the log-in page show the same list. */
export function bookingsFilterOf(query: URLSearchParams): BookingsFilter {
  const status = BookingStatus.safeParse(query.get("status"));
  return { status: status.success ? status.data : "PENDING", place: placeOf(query), range: rangeOf(query) };
}

export function bookingsFilterQuery({ status, place, range }: BookingsFilter): Record<string, string> {
  return { status, ...place, ...(range === undefined ? {} : { from: range.from, to: range.to }) };
}

/** What still lies ahead is read from the nearest day on; what is over from the latest back. */
export const BOOKING_LIST_ORDERS = {
  PENDING: "ascending",
  CONFIRMED: "ascending",
  DECLINED: "descending",
  CANCELLED: "descending",
  EXPIRED: "descending",
  CHECKED_IN: "descending",
  NO_SHOW: "descending",
  REPORTED: "ascending",
  COUNTED: "descending",
  RETURNED: "ascending",
} as const satisfies Record<BookingStatus, "ascending" | "descending">;

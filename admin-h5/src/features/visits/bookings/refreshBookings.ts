import type { QueryClient } from "@tanstack/react-query";

/** Everything that shows how many bookings there are, or which. */
export const BOOKING_LIST_KEYS = [["bookings"], ["booking-counts"], ["booking-sum"], ["booking-desk"], ["back-fills"]] as const;

export function refreshBookings(queryClient: QueryClient): void {
  for (const queryKey of BOOKING_LIST_KEYS) void queryClient.invalidateQueries({ queryKey });
}

import { BOOKING_STATUS_LABELS } from "@app/contract/visits/booking.schema";
import type { FieldChange } from "../../engines/events/event";
import type { BookingItem } from "./bookingRepository";

type Compared = Pick<BookingItem, "status" | "heads" | "headsEntered">;

/** What a step changed of a booking, for the audit trail: where it is, and how many people. */
export function bookingChanges(before: Compared, after: Compared): FieldChange[] {
  const shown = (booking: Compared): readonly (readonly [string, string])[] => [
    ["状态", BOOKING_STATUS_LABELS[booking.status]],
    ["人数", String(booking.heads)],
    ["已入场", String(booking.headsEntered)],
  ];
  const now = shown(after);
  return shown(before).flatMap(([label, was], index) => (now[index]?.[1] === was ? [] : [{ label, before: was, after: now[index]?.[1] ?? "" }]));
}

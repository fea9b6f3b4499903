import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { StatusTag } from "../../../ui/StatusTag";
import { BOOKING_FLAG_TONES, BOOKING_STATUS_TONES } from "./bookingTones";

export function BookingTags({ booking }: { readonly booking: BookingSummary }) {
  return (
    <span className="tag-line">
      <StatusTag tone={BOOKING_STATUS_TONES[booking.status]} testId="booking-status">
        {booking.statusLabel}
      </StatusTag>
      {booking.flags.map(({ flag, label }) => (
        <StatusTag key={flag} tone={BOOKING_FLAG_TONES[flag]}>
          {label}
        </StatusTag>
      ))}
    </span>
  );
}

/** 「4 人」, and while a party is still arriving 「3 / 4 人」. */
export function headsText(booking: BookingSummary): string {
  return booking.headsEntered > 0 && booking.headsEntered < booking.heads ? `${booking.headsEntered} / ${booking.heads}` : String(booking.heads);
}

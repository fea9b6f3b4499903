import type { BookingSummary } from "@app/contract/visits/booking.schema";

/** By a part of the name, the end of the phone number, or the end of the booking's number: what people say at a gate. */
export function arrivalsMatching(items: readonly BookingSummary[], words: string): readonly BookingSummary[] {
  const wanted = words.trim();
  if (wanted === "") return items;
  return items.filter(
    ({ contactName, contactPhone, bookingNumber }) =>
      contactName.includes(wanted) || contactPhone.endsWith(wanted) || bookingNumber.toLowerCase().endsWith(wanted.toLowerCase()),
  );
}

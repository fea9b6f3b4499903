import { bookingsFilterOf, bookingsFilterQuery, type BookingsFilter } from "./bookingsFilter";

const PREFIX = "civic-green.back-office.bookings-filter.";

/** The conditions that this person looked by last, on this computer; for an address that names none. No name of a visitor is among them. */
export function rememberedFilter(accountId: string | undefined): BookingsFilter | undefined {
  if (accountId === undefined) return undefined;
  return bookingsFilterOf(new URLSearchParams(localStorage.getItem(PREFIX + accountId) ?? ""));
}

export function rememberFilter(accountId: string | undefined, filter: BookingsFilter): void {
  if (accountId !== undefined) localStorage.setItem(PREFIX + accountId, new URLSearchParams(bookingsFilterQuery(filter)).toString());
}

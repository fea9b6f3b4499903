import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type LocalDate } from "@app/contract/kernel/time";
import {
  BOOKING_GROUP_STATUSES,
  BOOKING_KIND_STATUSES,
  COUNTED_BOOKING_STATUSES,
  type BookingDetail,
  type BookingGroup,
  type BookingStatus,
  type BookingSummary,
  type ListBookingsQuery,
} from "@app/contract/visits/booking.schema";
import type { Arrivals, CheckInRecord, ListCheckInsQuery } from "@app/contract/visits/checkIn.schema";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { getBookingItem, listBookingItems, listDayBookings, listPersonBookings, type BookingItem, type BookingSelection } from "../bookingRepository";
import { maySeeBooking, toBookingSummary, toReportedDetail } from "../bookingView";
import { listCheckInRecords } from "../checkInRepository";
import { getFacilityItem } from "../facilityRepository";
import type { VisitDeps } from "../visitDeps";
import { placeInScope } from "./bookingPlace";

type QueryDeps = { readonly store: Store; readonly clock: Clock };

export async function listBookings(deps: QueryDeps, actor: Actor, query: ListBookingsQuery): Promise<Result<Page<BookingSummary>, KernelRefusal>> {
  const selection = selectionOf(query);
  const place = await placeInScope(deps.store, actor, "bookings.read", query, selection.statuses.length);
  if (!place.ok) return place;
  const range = { from: query.from, to: query.to };
  const page = { order: query.order, limit: query.limit, cursor: query.cursor };
  const found = await listBookingItems(deps.store, place.value, selection, range, page);
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const now = deps.clock.now();
  return ok({ items: found.items.map((booking) => toBookingSummary(booking, actor, now)), ...(found.next === undefined ? {} : { next: found.next }) });
}

/** The statuses of the kind, or the one asked for; of these, when so asked, those that the figures count. */
export function selectionOf(query: Pick<ListBookingsQuery, "kind" | "status" | "counted">): BookingSelection {
  const counted: readonly BookingStatus[] = COUNTED_BOOKING_STATUSES[query.kind];
  const asked: readonly BookingStatus[] = query.status === undefined ? BOOKING_KIND_STATUSES[query.kind] : [query.status];
  return { kinds: [query.kind], statuses: query.counted === undefined ? asked : asked.filter((status) => counted.includes(status)) };
}

export async function listMyBookings(
  deps: QueryDeps,
  actor: Actor,
  query: { group: BookingGroup; limit: number; cursor?: string | undefined },
): Promise<Result<Page<BookingSummary>, KernelRefusal>> {
  if (actor.personId === undefined) return refuse({ code: "FORBIDDEN" });
  // What comes next stands first; of the past, the latest.
  const order = query.group === "UPCOMING" ? "ascending" : "descending";
  const found = await listPersonBookings(deps.store, actor.personId, query.group, { order, limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const now = deps.clock.now();
  return ok({ items: found.items.map((booking) => toBookingSummary(booking, actor, now)), ...(found.next === undefined ? {} : { next: found.next }) });
}

export async function getBooking(
  deps: QueryDeps & Pick<VisitDeps, "codes" | "photos">,
  actor: Actor,
  bookingId: string,
): Promise<Result<BookingDetail, KernelRefusal>> {
  const booking = await getBookingItem(deps.store, bookingId);
  if (booking === undefined || !maySeeBooking(booking, actor)) return refuse({ code: "NOT_FOUND", what: "张预约单" });
  return ok(await toReportedDetail(await withFacilityOfToday(deps.store, booking), actor, deps.clock.now(), deps));
}

/**
 * A booking keeps what it was made under. Where to go and whom to call is another matter: until the visit, its detail says the facility's address and phone of today,
 * so a change of the profile writes no bookings.
 */
async function withFacilityOfToday(store: Store, booking: BookingItem): Promise<BookingItem> {
  if (!(BOOKING_GROUP_STATUSES.UPCOMING as readonly string[]).includes(booking.status)) return booking;
  const facility = await getFacilityItem(store, booking.facilityId);
  return facility === undefined ? booking : { ...booking, facilityAddress: facility.address, facilityPhone: facility.phone };
}

/** The parties of one day at one gate: expected and already inside. */
export async function listArrivals(deps: QueryDeps, actor: Actor, facilityId: string, date: LocalDate | undefined): Promise<Result<Arrivals, KernelRefusal>> {
  const facility = await getFacilityItem(deps.store, facilityId);
  if (facility === undefined || !mayAt(actor, "checkIns.record", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  const now = deps.clock.now();
  const day = date ?? localDateOf(now);
  // A confirmed party that did not come stays on the day's list as such.
  const bookings = await listDayBookings(deps.store, facilityId, day, ["CONFIRMED", ...BOOKING_GROUP_STATUSES.VISITED, "NO_SHOW"]);
  return ok({
    facilityId: facility.facilityId,
    facilityName: facility.name,
    date: day,
    headsExpected: bookings.reduce((sum, booking) => sum + booking.heads, 0),
    headsEntered: bookings.reduce((sum, booking) => sum + booking.headsEntered, 0),
    items: bookings.map((booking) => toBookingSummary(booking, actor, now)),
  });
}

export async function listCheckIns(deps: QueryDeps, actor: Actor, query: ListCheckInsQuery): Promise<Result<Page<CheckInRecord>, KernelRefusal>> {
  const place = await placeInScope(deps.store, actor, "checkIns.read", query);
  if (!place.ok) return place;
  const found = await listCheckInRecords(deps.store, place.value, query, { limit: query.limit, cursor: query.cursor });
  return found === "CURSOR_INVALID" ? refuse({ code: "CURSOR_INVALID" }) : ok(found);
}

import { mayAt, scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId } from "@app/contract/kernel/ids";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type LocalDate } from "@app/contract/kernel/time";
import { OrgPath } from "@app/contract/organizations/orgPath";
import type { ListFlaggedBookingsQuery } from "@app/contract/visits/attention.schema";
import { BOOKING_GROUP_STATUSES, BOOKING_STATUS_LABELS, type BookingStatus, type BookingSummary } from "@app/contract/visits/booking.schema";
import { BOOKING_KINDS } from "@app/contract/visits/bookingKind.schema";
import type {
  FacilityStatusPreview,
  ListManagedFacilitiesQuery,
  ManagedFacilityDetail,
  ManagedFacilitySummary,
} from "@app/contract/visits/managedFacility.schema";
import type { Clock } from "../../../engines/context/clock";
import { walkMerged } from "../../../engines/paging/walkMerged";
import type { Store } from "../../../engines/store/storePort";
import type { PhotoLinks } from "../../attachments/public";
import { attentionOf, listAttention } from "../attentionRepository";
import { bookingsOf, type BookingItem } from "../bookingRepository";
import { toBookingSummary } from "../bookingView";
import { sumOf, type BookingCount } from "../closingBookings";
import { getFacilityItem, listFacilityEvents, pageOfFacilities, type FacilityItem } from "../facilityRepository";
import { toManagedDetail, toManagedSummary } from "../managedFacilityView";
import { placeInScope } from "./bookingPlace";

type QueryDeps = { readonly store: Store; readonly clock: Clock; readonly photos: PhotoLinks };
const CHANGES_SHOWN = 20;

export async function listManagedFacilities(
  deps: QueryDeps,
  actor: Actor,
  query: ListManagedFacilitiesQuery,
): Promise<Result<Page<ManagedFacilitySummary>, KernelRefusal>> {
  const after = query.cursor === undefined ? undefined : Buffer.from(query.cursor, "base64url").toString();
  if (after !== undefined && !OrgPath.safeParse(after).success) return refuse({ code: "CURSOR_INVALID" });
  const { keyword = "", category, status, cityCode } = query;
  const passes = (facility: FacilityItem): boolean =>
    (category === undefined || facility.category === category) &&
    (status === undefined || facility.status === status) &&
    (cityCode === undefined || facility.cityCode === cityCode) &&
    [facility.name, facility.address, facility.districtName].some((text) => text.includes(keyword));
  const found = await pageOfFacilities(deps.store, scopesOf(actor, "facilities.read"), passes, { limit: query.limit, after });
  const items = await Promise.all(found.items.map((facility) => toManagedSummary(facility, deps.photos)));
  return ok({ items, ...(found.next === undefined ? {} : { next: Buffer.from(found.next).toString("base64url") }) });
}

export async function getManagedFacility(deps: QueryDeps, actor: Actor, facilityId: FacilityId): Promise<Result<ManagedFacilityDetail, KernelRefusal>> {
  const facility = await getFacilityItem(deps.store, facilityId);
  if (facility === undefined || !mayAt(actor, "facilities.read", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  return ok(await detailOf(deps, actor, facility));
}

/** The detail after a change as after a reading: what stands there, who may do what, and what was done last. */
export async function detailOf(deps: QueryDeps, actor: Actor, facility: FacilityItem): Promise<ManagedFacilityDetail> {
  const events = await listFacilityEvents(deps.store, facility.facilityId, CHANGES_SHOWN);
  return toManagedDetail(facility, { actor, now: deps.clock.now(), photos: deps.photos, events });
}

/** How many live bookings a suspension up to `until`, or a withdrawal, would hit. */
export async function previewFacilityStatus(
  deps: QueryDeps,
  actor: Actor,
  asked: { readonly facilityId: FacilityId; readonly until: LocalDate | undefined },
): Promise<Result<FacilityStatusPreview, KernelRefusal>> {
  const facility = await getFacilityItem(deps.store, asked.facilityId);
  if (facility === undefined || !mayAt(actor, "facilities.approve", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  const from = localDateOf(deps.clock.now());
  const byStatus = await Promise.all(
    BOOKING_GROUP_STATUSES.UPCOMING.map(async (status) => ({
      status,
      statusLabel: BOOKING_STATUS_LABELS[status],
      ...(await countAhead(deps.store, facility.facilityId, status, { from, to: asked.until })),
    })),
  );
  return ok({ facilityId: facility.facilityId, ...sumOf(byStatus), byStatus });
}

/** Live bookings of a facility in a status from a day on; the cost is that of the bookings themselves. */
export async function countAhead(
  store: Store,
  facilityId: string,
  status: BookingStatus,
  days: { readonly from: LocalDate; readonly to: LocalDate | undefined },
): Promise<BookingCount> {
  const count = { bookings: 0, heads: 0 };
  const walk = bookingsOf({ facilityIds: [facilityId] }, { kinds: BOOKING_KINDS, statuses: [status] }, days, "ascending");
  for await (const page of walkMerged(store, walk)) {
    count.bookings += page.length;
    count.heads += (page as BookingItem[]).reduce((sum, booking) => sum + booking.heads, 0);
  }
  return count;
}

export async function listFlaggedBookings(
  deps: QueryDeps,
  actor: Actor,
  query: ListFlaggedBookingsQuery,
): Promise<Result<Page<BookingSummary>, KernelRefusal>> {
  const place = await placeInScope(deps.store, actor, "bookings.read", query);
  if (!place.ok) return place;
  const found = await listAttention(deps.store, place.value, { limit: query.limit, cursor: query.cursor });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const now = deps.clock.now();
  const items = found.items.filter((booking) => attentionOf(booking, now).length > 0 && (query.kind === undefined || booking.kind === query.kind));
  return ok({ items: items.map((booking) => toBookingSummary(booking, actor, now)), ...(found.next === undefined ? {} : { next: found.next }) });
}

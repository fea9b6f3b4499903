import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { addDays, localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { COUNTRY_PATH, type OrgPath } from "@app/contract/organizations/orgPath";
import { provinceName } from "@app/contract/regions/regions.data";
import {
  FACILITY_CATEGORY_LABELS,
  FACILITY_STATUS_LABELS,
  type FacilityDetail,
  type FacilityList,
  type FacilityProvinces,
  type FacilitySummary,
  type ListFacilitiesQuery,
} from "@app/contract/visits/facility.schema";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import type { PhotoLinks } from "../../attachments/public";
import { firstFacilityAfter, getFacilityItem, isPublic, listFacilitiesBelow, type FacilityItem } from "../facilityRepository";
import { listSlotItems, slotBookability } from "../slotRepository";

/** How far ahead "the next day with places" looks: the public books up to four weeks ahead. */
const AVAILABILITY_DAYS = 30;

interface Availability {
  readonly nextBookableDate: LocalDate;
  readonly headsLeftOnNextDate: number;
}

/**
 * The public list. A province has under 200 facilities, so they are read whole, sorted, and only those of the page are asked for their slots; with the
 * "has places" filter slots are asked until the page is full.
 */
export async function listFacilities(
  deps: { store: Store; clock: Clock; photos: PhotoLinks },
  query: ListFacilitiesQuery,
): Promise<Result<FacilityList, KernelRefusal>> {
  const now = deps.clock.now();
  const offset = query.cursor === undefined ? 0 : Number(/^o(\d{1,5})$/.exec(query.cursor)?.[1] ?? NaN);
  if (Number.isNaN(offset)) return refuse({ code: "CURSOR_INVALID" });
  const below = await listFacilitiesBelow(deps.store, `CN/${query.provinceCode}` as OrgPath);
  const shown = below.filter(isPublic);
  const cities = [...new Map(shown.map((facility) => [facility.cityCode, { code: facility.cityCode, name: facility.cityName }])).values()];
  const candidates = shown
    .filter(
      (facility) =>
        (query.cityCode === undefined || facility.cityCode === query.cityCode) && (query.category === undefined || facility.category === query.category),
    )
    .map((facility) => ({ facility, distanceMeters: distanceFrom(query, facility) }))
    // Without a place the order of the tree stands: province's seat first.
    .sort((left, right) => (left.distanceMeters ?? 0) - (right.distanceMeters ?? 0));

  const items: FacilitySummary[] = [];
  let position = offset;
  while (position < candidates.length && items.length < query.limit) {
    // Side by side within a batch, so that a page costs one round trip and not twenty.
    const batch = candidates.slice(position, position + (query.limit - items.length));
    const availabilities = await Promise.all(batch.map(({ facility }) => availabilityOf(deps.store, facility, now)));
    for (const [index, { facility, distanceMeters }] of batch.entries()) {
      const availability = availabilities[index];
      if (query.placesWithinDays !== undefined && !isWithin(availability, query.placesWithinDays, now)) continue;
      items.push(await toFacilitySummary(facility, { availability, distanceMeters, photos: deps.photos }));
    }
    position += batch.length;
  }
  return ok({ items, cities, ...(position < candidates.length ? { next: `o${position}` } : {}) });
}

/** Goes from province to province along the list, so that one without facilities costs nothing. */
export async function listFacilityProvinces(store: Store): Promise<Result<FacilityProvinces, never>> {
  const items: FacilityProvinces["items"] = [];
  let first = await firstFacilityAfter(store, COUNTRY_PATH);
  while (first !== undefined) {
    const code = first.provinceCode;
    const path = `${COUNTRY_PATH}/${code}` as OrgPath;
    const name = provinceName(code);
    // The first of a province is mostly open; only where it is not are the others looked at.
    if (name !== undefined && (isPublic(first) || (await listFacilitiesBelow(store, path)).some(isPublic))) items.push({ code, name });
    first = await firstFacilityAfter(store, `${path}/~`);
  }
  return ok({ items });
}

export async function getFacility(
  deps: { store: Store; clock: Clock; photos: PhotoLinks },
  facilityId: string,
): Promise<Result<FacilityDetail, KernelRefusal>> {
  const facility = await getFacilityItem(deps.store, facilityId);
  if (facility === undefined || !isPublic(facility)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  const availability = await availabilityOf(deps.store, facility, deps.clock.now());
  return ok({
    ...(await toFacilitySummary(facility, { availability, distanceMeters: undefined, photos: deps.photos })),
    introduction: facility.introduction,
    highlights: [...facility.highlights],
    safetyNotice: [...facility.safetyNotice],
    transport: facility.transport,
    phone: facility.phone,
    visitDurationMinutes: facility.visitDurationMinutes,
    photos: await deps.photos(facility.photos ?? []),
    ...(facility.status === "SUSPENDED" && facility.statusReason !== undefined
      ? { suspension: suspensionOf(facility.statusReason, facility.suspendedUntil) }
      : {}),
  });
}

function suspensionOf(reason: string, until: LocalDate | undefined): FacilityDetail["suspension"] {
  return { reason, ...(until === undefined ? {} : { until }) };
}

async function availabilityOf(store: Store, facility: FacilityItem, now: Instant): Promise<Availability | undefined> {
  if (facility.status !== "OPEN") return undefined;
  const today = localDateOf(now);
  const slots = await listSlotItems(store, facility.facilityId, today, addDays(today, AVAILABILITY_DAYS));
  const bookable = slots.filter((slot) => slotBookability(slot, now) === "BOOKABLE");
  const first = bookable[0];
  if (first === undefined) return undefined;
  const headsLeft = bookable.filter((slot) => slot.date === first.date).reduce((sum, slot) => sum + slot.headsLeft, 0);
  return { nextBookableDate: first.date, headsLeftOnNextDate: headsLeft };
}

function isWithin(availability: Availability | undefined, days: "7" | "30", now: Instant): boolean {
  return availability !== undefined && availability.nextBookableDate <= addDays(localDateOf(now), Number(days));
}

async function toFacilitySummary(
  facility: FacilityItem,
  shown: { readonly availability: Availability | undefined; readonly distanceMeters: number | undefined; readonly photos: PhotoLinks },
): Promise<FacilitySummary> {
  const { admissionNote } = facility;
  const { availability, distanceMeters } = shown;
  const [cover] = await shown.photos((facility.photos ?? []).slice(0, 1));
  return {
    facilityId: facility.facilityId,
    name: facility.name,
    category: facility.category,
    categoryLabel: FACILITY_CATEGORY_LABELS[facility.category],
    status: facility.status,
    statusLabel: FACILITY_STATUS_LABELS[facility.status],
    cityCode: facility.cityCode,
    cityName: facility.cityName,
    districtName: facility.districtName,
    address: facility.address,
    place: facility.place,
    ...(cover === undefined ? {} : { cover }),
    ...(admissionNote === undefined ? {} : { admissionNote }),
    ...(availability ?? {}),
    ...(distanceMeters === undefined ? {} : { distanceMeters }),
  };
}

const EARTH_RADIUS_METERS = 6_371_000;

/** Great-circle distance; undefined when the caller gave no place. Both sides are GCJ-02, whose shift cancels out over a city. */
function distanceFrom(query: ListFacilitiesQuery, facility: FacilityItem): number | undefined {
  if (query.latitude === undefined || query.longitude === undefined) return undefined;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const dLatitude = radians(facility.place.latitude - query.latitude);
  const dLongitude = radians(facility.place.longitude - query.longitude);
  const a = Math.sin(dLatitude / 2) ** 2 + Math.cos(radians(query.latitude)) * Math.cos(radians(facility.place.latitude)) * Math.sin(dLongitude / 2) ** 2;
  return Math.round(2 * EARTH_RADIUS_METERS * Math.asin(Math.sqrt(a)));
}

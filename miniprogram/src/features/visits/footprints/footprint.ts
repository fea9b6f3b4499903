import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { FACILITY_CATEGORIES, type FacilityCategory, type FacilitySummary } from "@app/contract/visits/facility.schema";
import type { FacilityId } from "@app/contract/kernel/ids";
import type { LocalDate } from "@app/contract/kernel/time";

/** One facility that somebody has been to. */
export interface Footprint {
  readonly facilityId: FacilityId;
  readonly name: string;
  readonly cityName: string;
  readonly lastVisit: LocalDate;
  readonly visits: number;
  /** Absent when the facility is no longer shown to the public. */
  readonly category: FacilityCategory | undefined;
  readonly coverUrl: string | undefined;
}

/** The facilities of one's visits, the latest first; however often, each is one footprint. */
export function footprintsOf(
  visits: readonly Pick<BookingSummary, "facilityId" | "facilityName" | "cityName" | "date">[],
  facilities: readonly Pick<FacilitySummary, "facilityId" | "category" | "cover">[],
): Footprint[] {
  const known = new Map(facilities.map((facility) => [facility.facilityId, facility]));
  const footprints = new Map<FacilityId, Footprint>();
  for (const visit of visits) {
    const before = footprints.get(visit.facilityId);
    const facility = known.get(visit.facilityId);
    footprints.set(visit.facilityId, {
      facilityId: visit.facilityId,
      name: visit.facilityName,
      cityName: visit.cityName,
      lastVisit: before === undefined || visit.date > before.lastVisit ? visit.date : before.lastVisit,
      visits: (before?.visits ?? 0) + 1,
      category: facility?.category,
      coverUrl: facility?.cover?.thumbnailUrl,
    });
  }
  return [...footprints.values()].sort((a, b) => (a.lastVisit < b.lastVisit ? 1 : a.lastVisit > b.lastVisit ? -1 : 0));
}

/** How many of each category, those with none included: what is still to be discovered. */
export function countByCategory(footprints: readonly Footprint[]): readonly (readonly [FacilityCategory, number])[] {
  return FACILITY_CATEGORIES.map((category) => [category, footprints.filter((footprint) => footprint.category === category).length] as const);
}

/** 2026年3月7日: visits lie years back, so the year belongs to it. */
export function visitDayLabel(date: LocalDate): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

import type { Instant } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { allProvinces, citiesOf } from "@app/contract/regions/regions.data";
import { BOOKING_KINDS } from "@app/contract/visits/bookingKind.schema";
import { walkMerged } from "../../../engines/paging/walkMerged";
import type { Store } from "../../../engines/store/storePort";
import { bookingsOf, type BookingItem } from "../bookingRepository";

/** What came in at one facility and still waits to be confirmed. */
export interface NewBookings {
  readonly facilityId: string;
  readonly facilityName: string;
  readonly orgPath: OrgPath;
  readonly count: number;
}

const ANY_DAY = { from: undefined, to: undefined };

/** Requests of that time, the earlier bound included, by facility. Reads what waits, city by city; what was decided already costs nothing. */
export async function newBookingsByFacility(store: Store, time: { readonly from: Instant; readonly before: Instant }): Promise<NewBookings[]> {
  const byFacility = new Map<string, NewBookings>();
  for (const province of allProvinces()) {
    const cityCodes = citiesOf(province.code).map((city) => city.code);
    for await (const page of walkMerged(store, bookingsOf({ cityCodes }, { kinds: BOOKING_KINDS, statuses: ["PENDING"] }, ANY_DAY, "ascending"))) {
      for (const { facilityId, facilityName, orgPath, submittedAt } of page as BookingItem[]) {
        if (submittedAt < time.from || submittedAt >= time.before) continue;
        byFacility.set(facilityId, { facilityId, facilityName, orgPath, count: (byFacility.get(facilityId)?.count ?? 0) + 1 });
      }
    }
  }
  return [...byFacility.values()];
}

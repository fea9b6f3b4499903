import type { BookingStatus } from "@app/contract/visits/booking.schema";
import type { CheckInMeans } from "@app/contract/visits/bookingEntry.schema";
import type { BookingKind, BookingMeans } from "@app/contract/visits/bookingKind.schema";

/**
 * What other features may know of visits. Everything else in this folder is private to it.
 */
export { DEFAULT_VISIT_RULES, facilityIndexEntry, facilityKey, listFacilitiesBelow, getFacilityItem, type FacilityItem } from "./facilityRepository";
export { facilitiesOfCategories } from "./queries/facilitiesOfCategories";
export { findPublicFacilities, getPublicFacility } from "./queries/publicFacilities";
export { personalDataOfBooking } from "./queries/personalDataOfBooking";
export { newBookingsByFacility } from "./queries/newBookings";
export { isBookingSeenBy } from "./queries/isBookingSeenBy";
export { visitWork } from "./visitWork";
export { bookingSearch, facilitySearch } from "./visitSearch";
export { placeInScope } from "./queries/bookingPlace";
export { forgetPersonInBooking, withoutPerson } from "./personalData/forgetPersonInBooking";
export { retainedBookings } from "./personalData/retainedBookings";
export { isRetentionHeld } from "./personalData/isRetentionHeld";
export { personalBookings, personalNoShows, personalRatings } from "./personalData/personalVisits";
export { cancelOpenBookings, openBookingsOf } from "./personalData/openBookings";
export { personalFollows, personalWaiting } from "./demand/personalDemand";
export { countCountedEvents, walkCountedEvents, type CountedEvent } from "./countedRepository";

/**
 * Payload of BOOKING_CHECKED_IN, BOOKING_ENTERED_LATE, BOOKING_ENTRY_DISPUTED, BOOKING_ENTRY_UNDONE and BOOKING_ENTRY_SETTLED: one entry of a party, or what puts one right. The figures of
 * a day are the sums of `heads` and `visits` over these events, and each is a row that somebody can open (promise F7).
 */
export interface BookingEntered {
  readonly [name: string]: string | number | boolean;
  /** A team's entry is kept for the gate and for who asks; only a family is counted by it. */
  readonly kind: BookingKind;
  readonly facilityId: string;
  readonly facilityName: string;
  readonly cityCode: string;
  readonly provinceCode: string;
  /** The visit's day: figures belong to it, also when the event comes later. */
  readonly date: string;
  readonly entryId: string;
  /** What the figures gain in heads: nothing by an entry in doubt, less than nothing by one taken back. */
  readonly heads: number;
  /** What the figures gain in parties: 1 when the first of a party counts as inside, -1 when nobody does any more, else 0. */
  readonly visits: number;
  /** How many the gate let in by this entry, counted or not. */
  readonly headsClaimed: number;
  readonly means: CheckInMeans;
  readonly gateName: string;
  readonly deviceId: string;
  /** Who let them in; who took it back or decided is the event's `by`. */
  readonly byName: string;
  readonly contactName: string;
  /** When they entered; the event's `at` is when the server came to know. */
  readonly scannedAt: string;
  readonly offline: boolean;
}

/** Payload of BOOKING_CONFIRMED, BOOKING_DECLINED, BOOKING_CANCELLED, BOOKING_HEADS_CHANGED, BOOKING_REMINDED, BOOKING_EXPIRED, BOOKING_NOT_SHOWN and BOOKING_CLOSED_OUT. */
export interface BookingDecided {
  readonly [name: string]: string | number;
  readonly personId: string;
  readonly contactPhone: string;
  readonly facilityId: string;
  readonly facilityName: string;
  readonly date: string;
  readonly periodLabel: string;
  readonly heads: number;
}

export type { NoShowDecided } from "./noShows/payloads";
export type { SlotsOpenedWords, WaitingChanged } from "./demand/payloads";

/**
 * Payload of TEAM_VISIT_REPORTED, TEAM_VISIT_BACK_FILLED, TEAM_VISIT_AUDITED, TEAM_VISIT_RETURNED, TEAM_VISIT_DISCARDED, TEAM_VISIT_ABSENT, TEAM_REPORT_REMINDED and
 * TEAM_REPORT_OVERDUE: the visit as it is after the step.
 */
export interface TeamVisitStepped {
  readonly [name: string]: string | number | readonly string[];
  readonly facilityId: string;
  readonly facilityName: string;
  readonly orgPath: string;
  readonly cityCode: string;
  readonly provinceCode: string;
  readonly date: string;
  readonly periodLabel: string;
  readonly means: BookingMeans;
  readonly teamName: string;
  readonly heads: number;
  readonly status: BookingStatus;
  /** What the figures of the visit's day gain by this step; less than nothing when a report is returned. */
  readonly visitsGained: number;
  readonly headsGained: number;
}

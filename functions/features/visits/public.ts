import type { BookingKind } from "@app/contract/visits/bookingKind.schema";

/**
 * What other features may know of visits. Everything else in this folder is private to it.
 */
export { DEFAULT_VISIT_RULES, facilityIndexEntry, facilityKey, listFacilitiesBelow, getFacilityItem, type FacilityItem } from "./facilityRepository";

/** Payload of BOOKING_CHECKED_IN. */
export interface BookingCheckedIn {
  readonly [name: string]: string | number | boolean;
  /** A team's entry is kept for the gate and for who asks; only a family is counted by it. */
  readonly kind: BookingKind;
  readonly facilityId: string;
  readonly facilityName: string;
  readonly cityCode: string;
  readonly provinceCode: string;
  readonly date: string;
  readonly heads: number;
  /** True for the first of the party's check-ins: one visit, however many came in parts. */
  readonly first: boolean;
  readonly means: "STAFF_SCAN" | "POSTER";
  readonly gateName: string;
  readonly deviceId: string;
  readonly byName: string;
  readonly contactName: string;
}

/** Payload of BOOKING_CONFIRMED, BOOKING_DECLINED, BOOKING_CANCELLED, BOOKING_EXPIRED, BOOKING_NOT_SHOWN and BOOKING_CLOSED_OUT. */
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

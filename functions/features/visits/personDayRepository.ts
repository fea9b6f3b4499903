import type { LocalDate, TimeOfDay } from "@app/contract/kernel/time";
import { absent, exists, versionIs, type ItemKey, type StoredItem, type Write } from "../../engines/store/storePort";

/**
 * What a person has booked on one day: the uniqueness guard for "one person cannot hold two bookings for overlapping slots". Times are free, so no key can
 * express an overlap; the item is read, decided on, and written under its version, so two bookings at once cannot both pass.
 *
 * | AP-P1 · a person's bookings of one day · submit, free · primary · PERSON#id / DAY#date · 1 |
 */
export interface PersonDayItem extends StoredItem {
  readonly bookings: { readonly [bookingId: string]: BookedTime };
  readonly version: number;
}
export interface BookedTime {
  readonly [name: string]: string;
  readonly startsAt: TimeOfDay;
  readonly endsAt: TimeOfDay;
  readonly facilityName: string;
}

export const PERSON_DAY_TAG = "person day";
export const personDayKey = (personId: string, date: LocalDate): ItemKey => ({ pk: `PERSON#${personId}`, sk: `DAY#${date}` });

/** The booking that overlaps `[startsAt, endsAt)`, or undefined. Two visits that touch do not overlap. */
export function overlappingBooking(day: PersonDayItem | undefined, time: { startsAt: TimeOfDay; endsAt: TimeOfDay }): BookedTime | undefined {
  return Object.values(day?.bookings ?? {}).find((booked) => time.startsAt < booked.endsAt && booked.startsAt < time.endsAt);
}

export function addToPersonDay(key: ItemKey, day: PersonDayItem | undefined, bookingId: string, time: BookedTime): Write {
  return day === undefined
    ? { kind: "put", tag: PERSON_DAY_TAG, item: { ...key, bookings: { [bookingId]: time }, version: 1 }, condition: absent }
    : { kind: "update", tag: PERSON_DAY_TAG, key, set: { [`bookings.${bookingId}`]: time }, add: { version: 1 }, condition: versionIs(day.version) };
}

/** Safe beside a booking in the other hand: it moves the version on, so that one decides again. */
export function removeFromPersonDay(key: ItemKey, bookingId: string): Write {
  return { kind: "update", tag: PERSON_DAY_TAG, key, remove: [`bookings.${bookingId}`], add: { version: 1 }, condition: exists };
}

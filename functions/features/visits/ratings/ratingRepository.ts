import { createHash } from "node:crypto";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { RatingStatus } from "@app/contract/visits/rating.schema";
import { queryMerged } from "../../../engines/paging/queryMerged";
import type { ItemKey, Store, StoredItem, Write } from "../../../engines/store/storePort";
import type { BookingItem, ListPlace } from "../bookingRepository";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-R1 a visit's rating | its author, moderation | primary | RATING#booking / STATE | – | 1 |
 * | AP-R2 a facility's ratings in a status | facility page, back office | index1 | RATINGS#FACILITY#id#status / moment#hash of the booking | by moment | page |
 * | AP-R3 a city's ratings in a status | back office | index2 | RATINGS#CITY#code#status / moment#hash of the booking | by moment | page; a province merges its cities |
 * | AP-R4 a facility's sum and number | facility page | primary | RATINGS#FACILITY#id / TOTALS | – | 1 |
 */
export interface RatingItem extends StoredItem {
  readonly bookingId: BookingId;
  readonly personId: string;
  readonly facilityId: FacilityId;
  readonly facilityName: string;
  readonly orgPath: OrgPath;
  readonly cityCode: string;
  readonly cityName: string;
  readonly visitedOn: LocalDate;
  readonly kind: BookingKind;
  readonly authorName: string;
  readonly stars: number;
  /** Empty when only stars were given. */
  readonly comment: string;
  readonly status: RatingStatus;
  readonly hiddenReason?: string | undefined;
  readonly moderatedByName?: string;
  /** Of the words as they stand now. */
  readonly ratedAt: Instant;
  readonly version: number;
}

export const RATING_TAG = "rating";
export const ratingPk = (bookingId: string): string => `RATING#${bookingId}`;
export const ratingKey = (bookingId: string): ItemKey => ({ pk: ratingPk(bookingId), sk: "STATE" });

function placed(rating: RatingItem): RatingItem {
  // A cursor of the public list is made of it: it must not tell which visit it was.
  const sk = `${rating.ratedAt}#${createHash("sha256").update(rating.bookingId).digest("base64url").slice(0, 16)}`;
  return {
    ...rating,
    ...ratingKey(rating.bookingId),
    index1: { pk: `RATINGS#FACILITY#${rating.facilityId}#${rating.status}`, sk },
    index2: { pk: `RATINGS#CITY#${rating.cityCode}#${rating.status}`, sk },
  };
}

/** What its author says, the first time or anew. */
export interface Said {
  readonly stars: number;
  readonly comment: string;
  readonly status: RatingStatus;
  readonly ratedAt: Instant;
}

export function newRating(booking: BookingItem, said: Said): RatingItem {
  return placed({
    ...ratingKey(booking.bookingId),
    bookingId: booking.bookingId,
    personId: booking.personId,
    facilityId: booking.facilityId,
    facilityName: booking.facilityName,
    orgPath: booking.orgPath,
    cityCode: booking.cityCode,
    cityName: booking.cityName,
    visitedOn: booking.date,
    kind: booking.kind,
    authorName: booking.contactName,
    ...said,
    version: 1,
  });
}

export function changedRating(rating: RatingItem, changes: Partial<Said> & Partial<Pick<RatingItem, "hiddenReason" | "moderatedByName">>): RatingItem {
  return placed({ ...rating, ...changes, version: rating.version + 1 });
}

export async function getRatingItem(store: Store, bookingId: string): Promise<RatingItem | undefined> {
  return (await store.get(ratingKey(bookingId))) as RatingItem | undefined;
}

type PageAsked = { readonly limit: number; readonly cursor: string | undefined };

/** What waits for a bureau oldest first, so that nobody waits for ever; all else latest first. */
export async function listRatingItems(
  store: Store,
  place: ListPlace,
  status: RatingStatus,
  page: PageAsked,
): Promise<{ readonly items: readonly RatingItem[]; readonly next?: string } | "CURSOR_INVALID"> {
  const bases = "facilityIds" in place ? place.facilityIds.map((id) => `RATINGS#FACILITY#${id}`) : place.cityCodes.map((code) => `RATINGS#CITY#${code}`);
  const found = await queryMerged(store, {
    index: "facilityIds" in place ? "index1" : "index2",
    pks: bases.map((base) => `${base}#${status}`),
    range: {},
    order: status === "PENDING" ? "ascending" : "descending",
    ...page,
  });
  return found === "CURSOR_INVALID" ? found : { items: found.items as readonly RatingItem[], ...(found.next === undefined ? {} : { next: found.next }) };
}

export interface RatingTotals extends StoredItem {
  readonly starSum: number;
  readonly ratings: number;
}
export const ratingTotalsKey = (facilityId: string): ItemKey => ({ pk: `RATINGS#FACILITY#${facilityId}`, sk: "TOTALS" });

/** Written with the rating that changes it, under the rating's own condition, so that every star is in the sum exactly once. Nothing is decided by it. */
export function countStars(facilityId: string, gained: { readonly starSum: number; readonly ratings: number }): Write[] {
  if (gained.starSum === 0 && gained.ratings === 0) return [];
  return [{ kind: "update", tag: "rating totals", key: ratingTotalsKey(facilityId), set: { facilityId }, add: gained }];
}

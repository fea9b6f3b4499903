import { createHash } from "node:crypto";
import type { AttachmentId, BookingId, FacilityId } from "@app/contract/kernel/ids";
import type { Instant, LocalDate } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { RatingStatus } from "@app/contract/visits/rating.schema";
import { deadlineEntry } from "../../../engines/deadlines/deadlines";
import { queryMerged } from "../../../engines/paging/queryMerged";
import { absent, type ItemKey, type Store, type StoredItem, type Write } from "../../../engines/store/storePort";
import type { BookingItem, ListPlace } from "../bookingRepository";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-R1 a visit's rating | its author, moderation | primary | RATING#booking / STATE | – | 1 |
 * | AP-R2 a facility's ratings in a status | facility page, back office | index1 | RATINGS#FACILITY#id#status / moment#hash of the booking | by moment | page |
 * | AP-R3 a city's ratings in a status | back office | index2 | RATINGS#CITY#code#status / moment#hash of the booking | by moment | page; a province merges its cities |
 * | AP-R5 who reported a rating | report | primary | RATING_REPORT#booking / digest of the person | – | 1 |
 * | AP-R6 the picture that a trace of WeChat's check is about | WeChat's push | primary | PICTURE_CHECK#trace / STATE | – | 1 |
 * | AP-R7 ratings that wait for WeChat's check | sweep | index4 | DUE#RATING_CHECK / moment | – | page |
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
  /** Those that are shown: of a picture that was covered in part, the copy. */
  readonly photoIds?: readonly AttachmentId[];
  readonly redactions?: readonly Redaction[];
  readonly status: RatingStatus;
  /** While it waits for WeChat's check. */
  readonly check?: RatingCheck | undefined;
  /** Since when a moderator has to look; kept until one has. */
  readonly heldAt?: Instant | undefined;
  /** Why a moderator has to look. */
  readonly holds?: readonly Hold[] | undefined;
  /** By other visitors, since a moderator last looked. */
  readonly reports?: number;
  readonly hiddenReason?: string | undefined;
  readonly moderatedByName?: string;
  /** Of the words as they stand now. */
  readonly ratedAt: Instant;
  readonly version: number;
}

/** `original` is what `shown` was made of, itself perhaps a covered copy. */
export type Redaction = { readonly shown: AttachmentId; readonly original: AttachmentId; readonly byName: string };

/** What WeChat was asked of a picture, and what it said. */
export type PictureCheck = { readonly traceId: string; readonly suggest?: string; readonly label?: number };
export type RatingCheck = {
  /** WAITING: all is asked, and the answers about the pictures are on their way. */
  readonly stage: "TO_SEND" | "WAITING";
  readonly tries: number;
  readonly pictures: { readonly [attachmentId: string]: PictureCheck };
};

export const HOLD_KINDS = ["WORDS", "PICTURE", "NO_OPENID", "NO_ANSWER", "REPORTED"] as const;
export type Hold = {
  readonly kind: (typeof HOLD_KINDS)[number];
  /** WeChat's, of words and pictures. */
  readonly suggest?: string;
  readonly label?: number;
  /** Of a picture: which one, counted from 1. */
  readonly position?: number;
  /** Of reports, in words. */
  readonly reasons?: readonly string[];
};

export const RATING_CHECK_DEADLINE = "RATING_CHECK";
/** WeChat is asked by the sweep, never by the command: it may take its time, and the author does not wait for it (promise R7). */
export function checkFrom(bookingId: string, at: Instant, check: RatingCheck = { stage: "TO_SEND", tries: 0, pictures: {} }) {
  return { check, index4: deadlineEntry(RATING_CHECK_DEADLINE, at, bookingId) };
}

const pictureTraceKey = (traceId: string): ItemKey => ({ pk: `PICTURE_CHECK#${traceId}`, sk: "STATE" });
/** A trace is kept as long as WeChat might still speak of it. */
export function pictureTrace(traceId: string, of: { readonly bookingId: string; readonly attachmentId: string }, expiresAtEpochSeconds: number): Write {
  return { kind: "put", tag: `trace ${traceId}`, item: { ...pictureTraceKey(traceId), ...of, expiresAtEpochSeconds } };
}
export async function getPictureTrace(store: Store, traceId: string): Promise<{ readonly bookingId: string; readonly attachmentId: string } | undefined> {
  return (await store.get(pictureTraceKey(traceId))) as { bookingId: string; attachmentId: string } | undefined;
}

export const REPORT_TAG = "report";
/** One a person and rating, by a digest: who complained is nobody's business. */
export function reportWrite(bookingId: string, personId: string, reason: string): Write {
  const sk = createHash("sha256").update(personId).digest("base64url");
  return { kind: "put", tag: REPORT_TAG, item: { pk: `RATING_REPORT#${bookingId}`, sk, reason }, condition: absent };
}

export const RATING_TAG = "rating";
export const ratingPk = (bookingId: string): string => `RATING#${bookingId}`;
export const ratingKey = (bookingId: string): ItemKey => ({ pk: ratingPk(bookingId), sk: "STATE" });

/** Its place in the lists; also what the public may call it by, for it tells nothing of the visit. */
const sortKeyOf = ({ ratedAt, bookingId }: Pick<RatingItem, "ratedAt" | "bookingId">): string =>
  `${ratedAt}#${createHash("sha256").update(bookingId).digest("base64url").slice(0, 16)}`;
export const publicKeyOf = (rating: Pick<RatingItem, "ratedAt" | "bookingId">): string => Buffer.from(sortKeyOf(rating)).toString("base64url");

/** The published rating of a facility that the public calls so. */
export async function getByPublicKey(store: Store, facilityId: string, ratingKey: string): Promise<RatingItem | undefined> {
  const sk = Buffer.from(ratingKey, "base64url").toString();
  const page = await store.query({ index: "index1", pk: `RATINGS#FACILITY#${facilityId}#PUBLISHED`, range: { from: sk, to: sk }, limit: 1 });
  const found = page.items[0] as RatingItem | undefined;
  return found === undefined ? undefined : getRatingItem(store, found.bookingId);
}

function placed({ index4, check, ...rating }: RatingItem): RatingItem {
  // A cursor of the public list is made of it: it must not tell which visit it was.
  const sk = sortKeyOf(rating as RatingItem);
  return {
    ...(rating as RatingItem),
    // Whatever ends the wait ends the check.
    ...(rating["status"] === "PENDING_CHECK" && index4 !== undefined ? { index4, check } : {}),
    ...ratingKey(rating.bookingId),
    index1: { pk: `RATINGS#FACILITY#${rating.facilityId}#${rating.status}`, sk },
    index2: { pk: `RATINGS#CITY#${rating.cityCode}#${rating.status}`, sk },
  };
}

/** What its author says, the first time or anew. */
export interface Said {
  readonly stars: number;
  readonly comment: string;
  readonly photoIds: readonly AttachmentId[];
  readonly status: RatingStatus;
  readonly ratedAt: Instant;
}

export function newRating(booking: BookingItem, said: Omit<Said, "photoIds"> & Partial<Said & ReturnType<typeof checkFrom>>): RatingItem {
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

export function changedRating(
  rating: RatingItem,
  changes: Partial<Said> & Partial<Pick<RatingItem, "hiddenReason" | "moderatedByName" | "check" | "index4" | "heldAt" | "holds" | "reports" | "redactions">>,
): RatingItem {
  return placed({ ...rating, ...changes, version: rating.version + 1 });
}

export async function getRatingItem(store: Store, bookingId: string): Promise<RatingItem | undefined> {
  return (await store.get(ratingKey(bookingId))) as RatingItem | undefined;
}

type PageAsked = { readonly limit: number; readonly cursor: string | undefined };

/** Where the ratings of a place lie. */
export function ratingPlaces(place: ListPlace, status: RatingStatus): { readonly index: "index1" | "index2"; readonly pks: string[] } {
  const bases = "facilityIds" in place ? place.facilityIds.map((id) => `RATINGS#FACILITY#${id}`) : place.cityCodes.map((code) => `RATINGS#CITY#${code}`);
  return { index: "facilityIds" in place ? "index1" : "index2", pks: bases.map((base) => `${base}#${status}`) };
}

/** What waits for a bureau oldest first, so that nobody waits for ever; all else latest first. */
export async function listRatingItems(
  store: Store,
  place: ListPlace,
  status: RatingStatus,
  page: PageAsked,
): Promise<{ readonly items: readonly RatingItem[]; readonly next?: string } | "CURSOR_INVALID"> {
  const found = await queryMerged(store, {
    ...ratingPlaces(place, status),
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

/** What a rating adds to its facility's sum: its stars, whatever a moderator thinks of the words; nothing when its author keeps it from the public. */
const countedOf = (rating: RatingItem | undefined): { readonly starSum: number; readonly ratings: number } =>
  rating === undefined || rating.status === "PRIVATE" ? { starSum: 0, ratings: 0 } : { starSum: rating.stars, ratings: 1 };

/** Written with the rating that changes it, under the rating's own condition, so that every star is in the sum exactly once. Nothing is decided by it. */
export function countStars(before: RatingItem | undefined, after: RatingItem): Write[] {
  const [was, is] = [countedOf(before), countedOf(after)];
  const gained = { starSum: is.starSum - was.starSum, ratings: is.ratings - was.ratings };
  if (gained.starSum === 0 && gained.ratings === 0) return [];
  const { facilityId } = after;
  return [{ kind: "update", tag: "rating totals", key: ratingTotalsKey(facilityId), set: { facilityId }, add: gained }];
}

import { FORGOTTEN_NAME } from "@app/contract/kernel/mask";
import { forgetNamesInEvents } from "../../../engines/personalData/namesInEvents";
import { versionIs, type Store, type Write } from "../../../engines/store/storePort";
import {
  BOOKING_TAG,
  bookingItem,
  bookingPk,
  forgottenPersonId,
  stateOf,
  type BookingHistoryEntry,
  type BookingItem,
  type ClearedFacts,
  type StoredEntry,
} from "../bookingRepository";
import { entryConflictKey, type EntryConflictItem } from "../entryConflictRepository";
import { changedNoShow, getNoShowItem, noShowPk, type NoShowItem } from "../noShows/noShowRepository";
import { personDayKey } from "../personDayRepository";
import { changedRating, getRatingItem, ratingPk, type RatingItem } from "../ratings/ratingRepository";

/**
 * The booking as it stays when its booker is forgotten: who was counted, where, when and how many, and no word of who they were. Its status, its heads and its
 * entries are untouched, so every figure is what it was. Pure.
 */
export function withoutPerson(booking: BookingItem, cleared: ClearedFacts): BookingItem {
  const { note: _note, statusReason, isForgetAsked: _asked, ...state } = stateOf(booking);
  const ownRemarks = booking.history.flatMap(({ byName, remark }) => (byName === booking.contactName && typeof remark === "string" ? [remark] : []));
  const nameless = (name: string): string => (name === booking.contactName ? FORGOTTEN_NAME : name);
  return bookingItem({
    ...state,
    personId: forgottenPersonId(booking.bookingId),
    contactName: FORGOTTEN_NAME,
    contactPhone: "",
    // A team is an organisation; its members are people.
    ...(booking.team === undefined ? {} : { team: { ...booking.team, members: [] } }),
    entries: booking.entries.map((entry): StoredEntry => ({ ...entry, byName: nameless(entry.byName) })),
    // Why they cancelled is in their own words; why the office declined is not.
    ...(statusReason === undefined || ownRemarks.includes(statusReason) ? {} : { statusReason }),
    history: booking.history.map(({ remark, ...step }) => ({
      ...(step as BookingHistoryEntry),
      byName: nameless(step.byName),
      ...(remark === undefined || step.byName === booking.contactName ? {} : { remark }),
    })),
    cleared,
    version: booking.version + 1,
  });
}

/**
 * The writes that take the person out of a booking and all that hangs on it: its events, its rating (the stars stay, the words go), its no-show and its conflicts.
 * Also for whoever lets personal data lapse after its time (retention). Written whole or not at all; void when somebody changes the booking meanwhile.
 */
export async function forgetPersonInBooking(store: Store, booking: BookingItem, cleared: ClearedFacts): Promise<Write[]> {
  const conflictKeys = booking.entries.slice(0, 20).map(({ entryId }) => entryConflictKey(entryId));
  const [rating, noShow, conflicts, ...events] = await Promise.all([
    getRatingItem(store, booking.bookingId),
    getNoShowItem(store, booking.bookingId),
    conflictKeys.length === 0 ? [] : store.getMany(conflictKeys),
    ...[bookingPk(booking.bookingId), ratingPk(booking.bookingId), noShowPk(booking.bookingId)].map((pk) =>
      forgetNamesInEvents(store, pk, booking.contactName),
    ),
  ]);
  return [
    { kind: "put", tag: BOOKING_TAG, item: withoutPerson(booking, cleared), condition: versionIs(booking.version) },
    { kind: "delete", tag: "person day", key: personDayKey(booking.personId, booking.date) },
    ...(rating === undefined ? [] : [forgetInRating(rating)]),
    ...(noShow === undefined ? [] : [forgetInNoShow(noShow)]),
    ...(conflicts as readonly (EntryConflictItem | undefined)[]).flatMap((conflict) => forgetInConflict(conflict, booking.contactName)),
    ...events.flat(),
  ];
}

function forgetInRating(rating: RatingItem): Write {
  const item = changedRating(
    { ...rating, personId: forgottenPersonId(rating.bookingId), authorName: FORGOTTEN_NAME },
    {
      comment: "",
      photoIds: [],
      holds: undefined,
      heldAt: undefined,
      // What never counted does not begin to.
      status: rating.status === "PRIVATE" ? "PRIVATE" : "STARS_ONLY",
    },
  );
  return { kind: "put", tag: "rating", item, condition: versionIs(rating.version) };
}

/** What it says of the facility's day stays; who it was does not. */
export function forgetInNoShow(noShow: NoShowItem): Write {
  const { appealReason: _said, ...kept } = noShow;
  const { index3: _theirList, ...item } = changedNoShow(
    { ...(kept as NoShowItem), personId: forgottenPersonId(noShow.bookingId), contactName: FORGOTTEN_NAME, contactPhone: "" },
    {},
  );
  return { kind: "put", tag: "no-show", item, condition: versionIs(noShow.version) };
}

function forgetInConflict(conflict: EntryConflictItem | undefined, name: string): Write[] {
  if (conflict?.earlier?.byName !== name) return [];
  const key = { pk: conflict.pk, sk: conflict.sk };
  return [{ kind: "update", tag: "entry conflict", key, set: { "earlier.byName": FORGOTTEN_NAME }, condition: versionIs(conflict.version) }];
}

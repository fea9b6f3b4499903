import type { BookingGroup } from "@app/contract/visits/booking.schema";
import { BOOKING_GROUPS, BOOKING_STATUS_LABELS } from "@app/contract/visits/booking.schema";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import { NO_SHOW_STATUS_LABELS } from "@app/contract/visits/noShow.schema";
import { RATING_STATUS_LABELS } from "@app/contract/visits/rating.schema";
import { dateLabel, type Instant } from "@app/contract/kernel/time";
import type { PersonalRecord } from "@app/contract/engines/personalRecord";
import { queryMerged } from "../../../engines/paging/queryMerged";
import type { PersonalRecords } from "../../../engines/personalData/personalRecords";
import { versionIs, type Store, type StoredItem, type Write } from "../../../engines/store/storePort";
import { BOOKING_TAG, bookingItem, forgottenPersonId, getBookingItem, stateOf, type BookingItem } from "../bookingRepository";
import { addToPersonDay, personDayKey, removeFromPersonDay, type PersonDayItem } from "../personDayRepository";
import { getNoShowItem, listPersonNoShows, noShowPk, standingKey, standingWrites, type NoShowItem, type StandingItem } from "../noShows/noShowRepository";
import { getRatingItem, ratingKey, type RatingItem } from "../ratings/ratingRepository";
import { ASKED_BY_PERSON, BY_PERSON, tombstoneWrite } from "../../../engines/retention/tombstones";
import { nameOfVisit } from "./retainedBookings";
import { forgetInNoShow, forgetPersonInBooking } from "./forgetPersonInBooking";
import { forgetNamesInEvents } from "../../../engines/personalData/namesInEvents";

type Page = { readonly limit: number; readonly cursor: string | undefined };

const bookingLists = (personId: string): string[] => BOOKING_GROUPS.map((group: BookingGroup) => `BOOKINGS#PERSON#${personId}#${group}`);
const bookingsOf = (store: Store, personId: string, page: Page) =>
  queryMerged(store, { index: "index3", pks: bookingLists(personId), range: {}, order: "descending", ...page });

/** One page of a list that is worked off: each record is settled by itself, and one that loses a race is met again at the next call. */
async function eachOf(items: readonly StoredItem[], settle: (item: StoredItem) => Promise<void>): Promise<number> {
  for (const item of items) await settle(item);
  return items.length;
}

export function personalBookings(store: Store): PersonalRecords<"BOOKINGS"> {
  const theirs = async (personId: string, limit: number): Promise<readonly BookingItem[]> => {
    const page = await bookingsOf(store, personId, { limit, cursor: undefined });
    return page === "CURSOR_INVALID" ? [] : (page.items as readonly BookingItem[]);
  };
  return {
    kind: "BOOKINGS",
    async list(personId, page) {
      const found = await bookingsOf(store, personId, page);
      if (found === "CURSOR_INVALID") return found;
      return { items: (found.items as readonly BookingItem[]).map(bookingWords), ...(found.next === undefined ? {} : { next: found.next }) };
    },
    handOver: async ({ from, to, limit }) =>
      eachOf(await theirs(from, limit), async (listed) => {
        // The list may lag: what counts is the booking itself.
        const booking = await getBookingItem(store, (listed as BookingItem).bookingId);
        if (booking?.personId !== from) return;
        const rating = await getRatingItem(store, booking.bookingId);
        const writes: Write[] = [
          {
            kind: "put",
            tag: BOOKING_TAG,
            item: bookingItem({ ...stateOf(booking), personId: to, version: booking.version + 1 }),
            condition: versionIs(booking.version),
          },
          ...(await dayMove(booking, to)),
          ...(rating === undefined ? [] : [ratingTo(rating, to)]),
        ];
        await store.transact(writes);
      }),
    forget: async ({ personId, limit, now }) =>
      eachOf(await theirs(personId, limit), async (listed) => {
        const booking = await getBookingItem(store, (listed as BookingItem).bookingId);
        if (booking?.personId === personId) await store.transact(await forgetAsAsked(store, booking, now));
      }),
  };

  /** The day on which nobody may have two overlapping visits goes with the booking. Two that overlap already both stay. */
  async function dayMove(booking: BookingItem, to: string): Promise<Write[]> {
    const [before, after] = (await store.getMany([personDayKey(booking.personId, booking.date), personDayKey(to, booking.date)])) as (
      PersonDayItem | undefined
    )[];
    const time = before?.bookings[booking.bookingId];
    if (time === undefined) return [];
    const removed = removeFromPersonDay(personDayKey(booking.personId, booking.date), booking.bookingId);
    return [{ ...removed, tag: "day before" } as Write, addToPersonDay(personDayKey(to, booking.date), after, booking.bookingId, time)];
  }
}

/** What is held as evidence leaves the person's list now and is cleared when the hold is lifted. */
async function forgetAsAsked(store: Store, booking: BookingItem, now: Instant): Promise<Write[]> {
  if (booking.retentionHold !== undefined) {
    const item = bookingItem({ ...stateOf(booking), personId: forgottenPersonId(booking.bookingId), isForgetAsked: true, version: booking.version + 1 });
    return [{ kind: "put", tag: BOOKING_TAG, item, condition: versionIs(booking.version) }];
  }
  const { bookingId } = booking;
  return [
    ...(await forgetPersonInBooking(store, booking, { at: now, because: ASKED_BY_PERSON })),
    tombstoneWrite({ kind: "BOOKING", at: now, byName: BY_PERSON, because: ASKED_BY_PERSON, caseId: bookingId, caseName: nameOfVisit(booking) }),
  ];
}

function ratingTo(rating: RatingItem, to: string): Write {
  return { kind: "update", tag: "rating", key: ratingKey(rating.bookingId), set: { personId: to }, add: { version: 1 }, condition: versionIs(rating.version) };
}

function bookingWords(booking: BookingItem): PersonalRecord {
  const { team } = booking;
  return {
    at: booking.submittedAt,
    title: `${dateLabel(booking.date)} ${booking.periodLabel} ${booking.facilityName}`,
    facts: [
      { label: "预约编号", value: booking.bookingId },
      { label: "预约方式", value: BOOKING_KIND_LABELS[booking.kind] },
      { label: "状态", value: BOOKING_STATUS_LABELS[booking.status] },
      { label: "人数", value: `${booking.heads} 人，已入场 ${booking.headsEntered} 人` },
      { label: "联系人", value: booking.contactName },
      { label: "手机号", value: booking.contactPhone },
      ...(team === undefined
        ? []
        : [{ label: "团队", value: [team.teamName, team.purpose, team.members.join("、"), team.transport].filter((part) => part !== "").join("；") }]),
      ...(booking.note === undefined || booking.note === "" ? [] : [{ label: "备注", value: booking.note }]),
      ...(booking.statusReason === undefined ? [] : [{ label: "原因", value: booking.statusReason }]),
    ],
  };
}

/** A rating lies beside its booking, and goes and stays with it; here it is only shown. */
export function personalRatings(store: Store): PersonalRecords<"RATINGS"> {
  return {
    kind: "RATINGS",
    async list(personId, page) {
      const found = await bookingsOf(store, personId, page);
      if (found === "CURSOR_INVALID") return found;
      const bookings = found.items as readonly BookingItem[];
      const ratings = bookings.length === 0 ? [] : ((await store.getMany(bookings.map(({ bookingId }) => ratingKey(bookingId)))) as (RatingItem | undefined)[]);
      const items = ratings.flatMap((rating) => (rating === undefined ? [] : [ratingWords(rating)]));
      return { items, ...(found.next === undefined ? {} : { next: found.next }) };
    },
    handOver: async () => 0,
    forget: async () => 0,
  };
}

function ratingWords(rating: RatingItem): PersonalRecord {
  return {
    at: rating.ratedAt,
    title: `${rating.facilityName}：${rating.stars} 星`,
    facts: [
      { label: "参观日期", value: dateLabel(rating.visitedOn) },
      ...(rating.comment === "" ? [] : [{ label: "评价", value: rating.comment }]),
      { label: "状态", value: RATING_STATUS_LABELS[rating.status] },
    ],
  };
}

export function personalNoShows(store: Store): PersonalRecords<"NO_SHOWS"> {
  const theirs = async (personId: string, limit: number): Promise<readonly NoShowItem[]> => {
    const page = await listPersonNoShows(store, personId, { limit, cursor: undefined });
    return page === "CURSOR_INVALID" ? [] : page.items;
  };
  return {
    kind: "NO_SHOWS",
    async list(personId, page) {
      const found = await listPersonNoShows(store, personId, page);
      return found === "CURSOR_INVALID" ? found : { items: found.items.map(noShowWords), ...(found.next === undefined ? {} : { next: found.next }) };
    },
    handOver: async ({ from, to, limit }) =>
      eachOf(await theirs(from, limit), async (listed) => {
        const noShow = await getNoShowItem(store, (listed as NoShowItem).bookingId);
        if (noShow?.personId !== from) return;
        const moved = { ...noShow, personId: to, index3: { pk: `NO_SHOWS#PERSON#${to}`, sk: noShow.index3?.sk ?? "" }, version: noShow.version + 1 };
        const standing = (await store.get(standingKey(to))) as StandingItem | undefined;
        // Missed visits count for the person, whichever of their two identities had missed them.
        await store.transact([{ kind: "put", tag: "no-show", item: moved, condition: versionIs(noShow.version) }, ...standingWrites(standing, moved)]);
      }),
    forget: async ({ personId, limit }) => {
      const handled = await eachOf(await theirs(personId, limit), async (listed) => {
        const noShow = await getNoShowItem(store, (listed as NoShowItem).bookingId);
        if (noShow?.personId !== personId) return;
        await store.transact([forgetInNoShow(noShow), ...(await forgetNamesInEvents(store, noShowPk(noShow.bookingId), noShow.contactName))]);
      });
      if (handled === 0) await store.transact([{ kind: "delete", tag: "standing", key: standingKey(personId) }]);
      return handled;
    },
  };
}

function noShowWords(noShow: NoShowItem): PersonalRecord {
  return {
    at: `${noShow.date}T00:00:00.000+08:00` as PersonalRecord["at"],
    title: `${dateLabel(noShow.date)} ${noShow.periodLabel} ${noShow.facilityName}`,
    facts: [
      { label: "状态", value: NO_SHOW_STATUS_LABELS[noShow.status] },
      { label: "人数", value: `${noShow.heads} 人` },
      ...(noShow.appealReason === undefined ? [] : [{ label: "申诉", value: noShow.appealReason }]),
      ...(noShow.answer === undefined ? [] : [{ label: "处理意见", value: noShow.answer.remark }]),
    ],
  };
}

import type { AttachmentId, BookingId, FacilityId, SlotId } from "@app/contract/kernel/ids";
import { addDays, startOfDay, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { AttentionReason } from "@app/contract/visits/attention.schema";
import { BOOKING_GROUPS, BOOKING_GROUP_STATUSES, type BookingAction, type BookingGroup, type BookingStatus } from "@app/contract/visits/booking.schema";
import type { CheckInMeans, EntryId, EntryState } from "@app/contract/visits/bookingEntry.schema";
import type { BookingEventType } from "@app/contract/visits/booking.workflow";
import { BOOKING_KINDS, type BookingKind, type BookingMeans } from "@app/contract/visits/bookingKind.schema";
import type { SlotPeriod } from "@app/contract/visits/slot.schema";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { MergedWalk } from "../../engines/paging/walkMerged";
import { retainedEntry } from "../../engines/retention/retained";
import type { ItemKey, QueryPage, Store, StoredItem, Write } from "../../engines/store/storePort";
import type { FacilityItem } from "./facilityRepository";
import { reportReminderOf } from "./reportDeadlines";
import { slotPeriodLabel, type SlotItem } from "./slotRepository";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-B1 one booking | detail, every command | primary | BOOKING#id / STATE | – | 1 |
 * | AP-B2 a facility's bookings of a kind in a status | back office, arrivals, export | index1 | BOOKINGS#FACILITY#id#kind#status / day#time#id | by visit day | page; who has several merges them |
 * | AP-B3 a city's bookings of a kind in a status | back office, export | index2 | BOOKINGS#CITY#code#kind#status / day#time#id | by visit day | page; a province merges its cities |
 * | AP-B4 a person's bookings of a group | 我的预约 | index3 | BOOKINGS#PERSON#id#group / day#time#id | by visit day | page |
 * | AP-B5 bookings whose deadline passed | sweep | index4 | DUE#BOOKING / moment | oldest first | page |
 * | AP-B8 bookings to clear of personal data | retention sweep | index4 | RETAINED#BOOKING / end of the visit's day | oldest first | page |
 * | AP-B9 bookings whose number ends so | global search | primary | BOOKING_NUMBER#last four / last eight#id | by number | 50; of four characters one in a million has them |
 * | AP-B6 history of a booking | audit | primary | BOOKING#id / EVENT#n | by sequence | page |
 * | AP-B7 a slot's bookings of a kind in a status | closing | index1 | BOOKINGS#FACILITY#id#kind#status / day#time#… | by id | page |
 */
export interface BookingItem extends StoredItem, BookingState {}

/** All of a booking but where it lies. Without the open names of a stored item, so that a record which lacks a member, or has a strange one, does not compile. */
export interface BookingState {
  readonly bookingId: BookingId;
  readonly kind: BookingKind;
  readonly means: BookingMeans;
  readonly personId: string;
  /** The slot whose places it takes; of a back-fill the one of its half-day, which it takes nothing from and which need not exist. */
  readonly slotId: SlotId;
  readonly slotPk: string;
  readonly slotSk: string;
  readonly facilityId: FacilityId;
  readonly facilityName: string;
  readonly facilityAddress: string;
  readonly facilityPhone: string;
  readonly orgPath: OrgPath;
  readonly provinceCode: string;
  readonly cityCode: string;
  readonly cityName: string;
  readonly date: LocalDate;
  readonly period: SlotPeriod;
  readonly periodLabel: string;
  readonly startsAt: TimeOfDay;
  readonly endsAt: TimeOfDay;
  /** Who was booked; from a team's report on, who came. */
  readonly heads: number;
  /** Heads that count as inside, at most `heads`: follows from the entries. */
  readonly headsEntered: number;
  /** Every entry by its nonce, also those taken back, so that a scan stays exactly once when the request's record is gone. */
  readonly entries: readonly StoredEntry[];
  readonly contactName: string;
  readonly contactPhone: string;
  readonly status: BookingStatus;
  /** What a team tells beside its heads; absent on a family. */
  readonly team?: TeamFacts;
  /** What the booker wants the facility to know. */
  readonly note?: string;
  /** What the facility filed of a team's visit, the last time it did. */
  readonly report?: ReportFacts;
  /** Until when the facility reports back, anew after each return; absent on a family. */
  readonly reportBy?: Instant;
  /** When the facility was reminded of that, and when it was found late in this round. */
  readonly reportRemindedAt?: Instant | undefined;
  readonly overdueFlaggedAt?: Instant | undefined;
  /** When the booker is going to be reminded; absent before the confirmation, after the reminder, and when the confirmation came too late for one. */
  readonly remindAt?: Instant | undefined;
  /** Why it was declined, cancelled, expired or returned. */
  readonly statusReason?: string | undefined;
  readonly submittedAt: Instant;
  readonly handleBy: Instant;
  readonly confirmBy: Instant;
  readonly cancelBy: Instant;
  /** Why it no longer fits what its facility and slot have become; counts only while its visit is ahead, see `attentionOf`. */
  readonly attention?: readonly AttentionReason[];
  /** Once name, phone and words are gone: when, and why. */
  readonly cleared?: ClearedFacts;
  /** While it stands, nothing of the booking is cleared. */
  readonly retentionHold?: RetentionHold | undefined;
  /** Its booker asked to be forgotten while it was held: it is cleared once the hold is lifted. */
  readonly isForgetAsked?: true;
  readonly history: readonly BookingHistoryEntry[];
  readonly version: number;
}

export interface ClearedFacts {
  readonly [name: string]: string;
  readonly at: Instant;
  readonly because: string;
}
export interface RetentionHold {
  readonly [name: string]: string;
  readonly at: Instant;
  readonly byName: string;
  readonly reason: string;
}

/** One entry of the party. */
export interface StoredEntry {
  readonly [name: string]: string | number | boolean;
  readonly entryId: EntryId;
  readonly heads: number;
  /** Its own time, put right when the phone's clock was off; `receivedAt` is the server's. */
  readonly scannedAt: Instant;
  readonly receivedAt: Instant;
  readonly offline: boolean;
  readonly gateName: string;
  readonly deviceId: string;
  readonly byName: string;
  readonly means: CheckInMeans;
  readonly state: EntryState;
}

export interface TeamFacts {
  readonly [name: string]: string | readonly string[];
  readonly teamName: string;
  readonly purpose: string;
  readonly members: readonly string[];
  /** How they come; empty when nothing was said. */
  readonly transport: string;
}

export interface ReportFacts {
  readonly [name: string]: string | number | readonly string[];
  readonly heads: number;
  /** How many had booked; none on a back-fill. */
  readonly headsBooked: number;
  /** Empty when nothing was said. */
  readonly remark: string;
  readonly photos: readonly AttachmentId[];
  readonly reportedAt: Instant;
  readonly byName: string;
}

/** The booking carries its own short history, so that a detail is one read. The events beside it are the full record. */
export interface BookingHistoryEntry {
  readonly [name: string]: string | number;
  readonly eventType: BookingEventType;
  readonly at: Instant;
  readonly byName: string;
}

export const BOOKING_TAG = "booking";
export const BOOKING_DEADLINE = "BOOKING";

export const bookingPk = (bookingId: string): string => `BOOKING#${bookingId}`;
export const bookingKey = (bookingId: string): ItemKey => ({ pk: bookingPk(bookingId), sk: "STATE" });

/**
 * What people say on the telephone is the end of a number: the eight characters that screens show, or the last of them. This stands beside a booking from its first
 * moment, says nothing of anybody, and lets a search cost the bookings it finds.
 */
export interface BookingNumberItem extends StoredItem {
  readonly bookingId: BookingId;
  readonly orgPath: OrgPath;
}
export const BOOKING_NUMBER_SHOWN = 8;
const NUMBER_SAID_MIN = 4;
const SAME_ENDING_MAX = 50;

export const bookingNumberOf = (bookingId: string): string => bookingId.slice(-BOOKING_NUMBER_SHOWN);
export function bookingNumberItem({ bookingId, orgPath }: Pick<BookingState, "bookingId" | "orgPath">): BookingNumberItem {
  const number = bookingNumberOf(bookingId);
  return { pk: numberPk(number), sk: `${number}#${bookingId}`, bookingId, orgPath };
}
const numberPk = (number: string): string => `BOOKING_NUMBER#${number.slice(-NUMBER_SAID_MIN)}`;

/** Beside a new booking; one of another booking with the same end stands beside it. */
export const bookingNumberWrite = (booking: Pick<BookingState, "bookingId" | "orgPath">): Write => ({
  kind: "put",
  tag: "booking number",
  item: bookingNumberItem(booking),
});

/** As it was heard: small letters, blanks, and the letters that a number has not because they look like digits. `undefined` when it is no end of a number. */
export function saidNumber(words: string): string | undefined {
  const said = words.replaceAll(/[\s-]/g, "").toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return said.length >= NUMBER_SAID_MIN && said.length <= BOOKING_NUMBER_SHOWN && /^[0-9A-Z]+$/.test(said) ? said : undefined;
}

/** The bookings in these places whose number ends so. */
export async function listBookingsByNumber(store: Store, said: string, mayRead: (orgPath: OrgPath) => boolean): Promise<BookingItem[]> {
  const page = await store.query({ index: "primary", pk: numberPk(said), limit: SAME_ENDING_MAX });
  const found = (page.items as readonly BookingNumberItem[]).filter(({ sk, orgPath }) => (sk.split("#")[0] ?? "").endsWith(said) && mayRead(orgPath));
  if (found.length === 0) return [];
  const items = (await store.getMany(found.map(({ bookingId }) => bookingKey(bookingId)))) as (BookingItem | undefined)[];
  return items.filter((item) => item !== undefined);
}

export function bookingGroupOf(status: BookingStatus): BookingGroup {
  const group = BOOKING_GROUPS.find((candidate) => (BOOKING_GROUP_STATUSES[candidate] as readonly BookingStatus[]).includes(status));
  if (group === undefined) throw new Error(`status ${status} is in no group`);
  return group;
}

/** What a booking keeps of its facility, so that neither its lists nor its scope ask for it. */
export function facilityPartOf(facility: FacilityItem) {
  return {
    facilityId: facility.facilityId,
    facilityName: facility.name,
    facilityAddress: facility.address,
    facilityPhone: facility.phone,
    orgPath: facility.orgPath,
    provinceCode: facility.provinceCode,
    cityCode: facility.cityCode,
    cityName: facility.cityName,
  } as const;
}

/** What a booking takes over from the facility and the slot it is for, so that a detail and its lists need neither. */
export function visitOf(facility: FacilityItem, slot: SlotItem) {
  return {
    slotId: slot.slotId,
    slotPk: slot.pk,
    slotSk: slot.sk,
    ...facilityPartOf(facility),
    date: slot.date,
    period: slot.period,
    periodLabel: slotPeriodLabel(slot),
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    confirmBy: slot.confirmBy,
    cancelBy: slot.cancelBy,
  } as const;
}

/** Places a booking in its lists and its deadline: all follow from its state, so they are computed at every write. */
export function bookingItem(booking: BookingState): BookingItem {
  const sk = `${booking.date}#${booking.startsAt}#${booking.bookingId}`;
  const kindAndStatus = `${booking.kind}#${booking.status}`;
  const dueAt = dueSteps(booking)[0]?.at;
  return {
    ...booking,
    ...bookingKey(booking.bookingId),
    index1: { pk: `BOOKINGS#FACILITY#${booking.facilityId}#${kindAndStatus}`, sk },
    index2: { pk: `BOOKINGS#CITY#${booking.cityCode}#${kindAndStatus}`, sk },
    // Nobody the product knows was registered at the gate, booked a back-fill, or was forgotten: no person's list has them.
    ...(booking.means === "BOOKED" && !isForgotten(booking)
      ? { index3: { pk: `BOOKINGS#PERSON#${booking.personId}#${bookingGroupOf(booking.status)}`, sk } }
      : {}),
    ...(dueAt === undefined ? retainedPlace(booking) : { index4: deadlineEntry(BOOKING_DEADLINE, dueAt, booking.bookingId) }),
  };
}

/** Nothing is left for the clock but to clear it one day: its time runs from the end of the visit's day. */
function retainedPlace({ bookingId, date, cleared, retentionHold, isForgetAsked }: BookingState): Pick<BookingItem, "index4"> {
  if (cleared !== undefined || retentionHold !== undefined) return {};
  return { index4: retainedEntry("BOOKING", isForgetAsked === true ? LONG_AGO : startOfDay(addDays(date, 1)), bookingId) };
}
/** Due by any rule. */
const LONG_AGO = "2000-01-01T00:00:00.000+08:00" as Instant;

/** The booking after one more step: its next version, with the step at the end of its history, in the lists that follow from its new state. */
export function changedBooking(
  booking: BookingItem,
  changes: Partial<Omit<BookingState, "bookingId" | "history" | "version">>,
  step: BookingHistoryEntry,
): BookingItem {
  return bookingItem({ ...stateOf(booking), ...changes, history: [...booking.history, step], version: booking.version + 1 });
}

/** The booking without its places in lists, which follow from its state and are computed anew. */
export function stateOf(booking: BookingItem): BookingState {
  const { index1: _1, index2: _2, index3: _3, index4: _4, pk: _pk, sk: _sk, ...state } = booking;
  return state as BookingState;
}

/** Stands where a booker's id stood who asked to be forgotten. */
export const forgottenPersonId = (bookingId: string): string => `forgotten:${bookingId}`;
export const isForgotten = (booking: Pick<BookingState, "bookingId" | "personId">): boolean => booking.personId === forgottenPersonId(booking.bookingId);

/** Stands where a booker's id stands; no person has it, so no session reads the record as its own. */
export const backFillPersonId = (bookingId: string): string => `back-fill:${bookingId}`;

/** What the clock alone does next to a booking, and when. */
interface DueStep {
  readonly action: Extract<BookingAction, "EXPIRE" | "REMIND" | "MARK_NO_SHOW" | "REMIND_REPORT" | "FLAG_REPORT_OVERDUE">;
  readonly at: Instant;
}
type DueFacts = Pick<BookingItem, "kind" | "status" | "confirmBy" | "date" | "endsAt" | "remindAt" | "reportBy" | "reportRemindedAt" | "overdueFlaggedAt">;

/**
 * The steps still to come, in the order of their moments. A request expires at the minimum notice; who confirmed is reminded the evening before; a family that did
 * not come is a no-show when its day is over; a team is to be reported, and is overdue once a round.
 */
export function dueSteps(booking: DueFacts): DueStep[] {
  const { remindAt, reportRemindedAt, overdueFlaggedAt } = booking;
  const overdue: DueStep[] = booking.reportBy === undefined || overdueFlaggedAt !== undefined ? [] : [{ action: "FLAG_REPORT_OVERDUE", at: booking.reportBy }];
  switch (booking.status) {
    case "PENDING":
      return [{ action: "EXPIRE", at: booking.confirmBy }];
    case "CONFIRMED":
      return [
        ...(remindAt === undefined ? [] : [{ action: "REMIND", at: remindAt } as const]),
        ...(booking.kind === "FAMILY" ? [{ action: "MARK_NO_SHOW", at: startOfDay(addDays(booking.date, 1)) } as const] : []),
        ...(booking.kind === "TEAM" && reportRemindedAt === undefined ? [{ action: "REMIND_REPORT", at: reportReminderOf(booking) } as const] : []),
        ...overdue,
      ];
    case "RETURNED":
      return overdue;
    case "DECLINED":
    case "CANCELLED":
    case "EXPIRED":
    case "CHECKED_IN":
    case "NO_SHOW":
    case "REPORTED":
    case "COUNTED":
      return [];
  }
}

/** Stands where a booker's id stands; no person has it, so no session reads the booking as its own. */
export const walkInPersonId = (bookingId: string): string => `walk-in:${bookingId}`;

export async function getBookingItem(store: Store, bookingId: string): Promise<BookingItem | undefined> {
  return (await store.get(bookingKey(bookingId))) as BookingItem | undefined;
}

export interface BookingListPage {
  readonly items: readonly BookingItem[];
  readonly next?: string;
}

export type ListPlace = { readonly facilityIds: readonly string[] } | { readonly cityCodes: readonly string[] };
type DayRange = { from: LocalDate | undefined; to: LocalDate | undefined };
type PageAsked = { order: "ascending" | "descending"; limit: number; cursor: string | undefined };

function sortRange(range: DayRange): { from?: string; to?: string } {
  return { ...(range.from === undefined ? {} : { from: range.from }), ...(range.to === undefined ? {} : { to: `${range.to}~` }) };
}

/** Which of a place's lists: one a kind and status, merged. */
export interface BookingSelection {
  readonly kinds: readonly BookingKind[];
  readonly statuses: readonly BookingStatus[];
}

/** All of such a list, for a page or an export. */
export function bookingsOf(place: ListPlace, selection: BookingSelection, range: DayRange, order: MergedWalk["order"]): MergedWalk {
  const lists = selection.kinds.flatMap((kind) => selection.statuses.map((status) => `${kind}#${status}`));
  const pks =
    "facilityIds" in place
      ? place.facilityIds.flatMap((id) => lists.map((list) => `BOOKINGS#FACILITY#${id}#${list}`))
      : place.cityCodes.flatMap((code) => lists.map((list) => `BOOKINGS#CITY#${code}#${list}`));
  return { index: "facilityIds" in place ? "index1" : "index2", pks, range: sortRange(range), order };
}

export async function listBookingItems(
  store: Store,
  place: ListPlace,
  selection: BookingSelection,
  range: DayRange,
  page: PageAsked,
): Promise<BookingListPage | "CURSOR_INVALID"> {
  return asBookings(await queryMerged(store, { ...bookingsOf(place, selection, range, page.order), ...page }));
}

/** @param page.onDate only the visits of that day */
export async function listPersonBookings(
  store: Store,
  personId: string,
  group: BookingGroup,
  { onDate, ...page }: PageAsked & { onDate?: LocalDate },
): Promise<BookingListPage | "CURSOR_INVALID"> {
  return asBookings(
    await queryMerged(store, { index: "index3", pks: [`BOOKINGS#PERSON#${personId}#${group}`], range: sortRange({ from: onDate, to: onDate }), ...page }),
  );
}

/** Every booking of a facility on one day in these statuses; a day holds at most a few hundred parties. */
export async function listDayBookings(
  store: Store,
  facilityId: string,
  date: LocalDate,
  statuses: readonly BookingStatus[],
  kinds: readonly BookingKind[] = BOOKING_KINDS,
): Promise<BookingItem[]> {
  const pages = await Promise.all(
    kinds.flatMap((kind) =>
      statuses.map((status) =>
        store.query({ index: "index1", pk: `BOOKINGS#FACILITY#${facilityId}#${kind}#${status}`, range: { from: date, to: `${date}~` }, limit: 1000 }),
      ),
    ),
  );
  return (pages.flatMap((page) => page.items) as BookingItem[]).sort((left, right) =>
    left.startsAt + left.bookingId < right.startsAt + right.bookingId ? -1 : 1,
  );
}

/** One page of a slot's bookings of a kind in a status: a facility's slot is named by its day and its beginning. */
export async function listSlotBookings(
  store: Store,
  slot: { readonly facilityId: string; readonly date: LocalDate; readonly startsAt: TimeOfDay },
  of: { readonly kind: BookingKind; readonly status: BookingStatus },
  page: { limit: number; cursor?: string },
): Promise<BookingListPage> {
  const pk = `BOOKINGS#FACILITY#${slot.facilityId}#${of.kind}#${of.status}`;
  const found = await store.query({ index: "index1", pk, range: { beginsWith: `${slot.date}#${slot.startsAt}#` }, ...page });
  return { items: found.items as readonly BookingItem[], ...(found.next === undefined ? {} : { next: found.next }) };
}

function asBookings(page: QueryPage | "CURSOR_INVALID"): BookingListPage | "CURSOR_INVALID" {
  return page === "CURSOR_INVALID" ? page : { items: page.items as readonly BookingItem[], ...(page.next === undefined ? {} : { next: page.next }) };
}

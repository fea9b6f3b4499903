import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import { addDays, startOfDay, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { APPEAL_DAYS, COUNTED_NO_SHOW_STATUSES, NO_SHOW_RULE_DEFAULT, type NoShowStatus, type WaiverReason } from "@app/contract/visits/noShow.schema";
import { deadlineEntry } from "../../../engines/deadlines/deadlines";
import { queryMerged } from "../../../engines/paging/queryMerged";
import { absent, versionIs, type ItemKey, type QueryPage, type Store, type StoredItem, type Write } from "../../../engines/store/storePort";
import type { BookingItem } from "../bookingRepository";
import type { CheckInPlace } from "../checkInRepository";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-N1 one record | appeal, decision | primary | NO_SHOW#booking / STATE | – | 1 |
 * | AP-N2 a facility's records in a status | back office | index1 | NO_SHOWS#FACILITY#id#status / day#booking | by day | page; all statuses merge four |
 * | AP-N3 a city's records in a status | back office, waiver | index2 | NO_SHOWS#CITY#code#status / day#booking | by day | page |
 * | AP-N4 a person's records | 我的失约记录 | index3 | NO_SHOWS#PERSON#id / day#booking | by day | page |
 * | AP-N5 how a person stands | hold, booking | primary | PERSON#id / STANDING | – | 1 |
 * | AP-N6 a bureau's rule | hold, booking, rule page | primary | NO_SHOW_RULE#city / STATE | – | 1 |
 * | AP-N7 waivers that cover a day | counting | primary | NO_SHOW_WAIVERS#city / last day#id | by last day | 100 |
 * | AP-N8 a bureau's waivers | waiver page | primary | NO_SHOW_WAIVERS#city / last day#id | latest first | page |
 * | AP-N9 waivers still to be applied | sweep | index4 | DUE#NO_SHOW_WAIVER / moment | oldest first | page |
 */
export interface NoShowItem extends StoredItem {
  readonly bookingId: BookingId;
  readonly personId: string;
  readonly facilityId: FacilityId;
  readonly facilityName: string;
  readonly orgPath: OrgPath;
  readonly cityCode: string;
  readonly cityName: string;
  readonly date: LocalDate;
  readonly periodLabel: string;
  readonly kind: BookingKind;
  readonly heads: number;
  readonly contactName: string;
  readonly contactPhone: string;
  readonly status: NoShowStatus;
  readonly appealBy: Instant;
  readonly appealReason?: string;
  readonly answer?: NoShowAnswer;
  readonly version: number;
}
export interface NoShowAnswer {
  readonly [name: string]: string;
  readonly remark: string;
  readonly byName: string;
  readonly at: Instant;
}

export const NO_SHOW_TAG = "no-show";
export const noShowPk = (bookingId: string): string => `NO_SHOW#${bookingId}`;
export const noShowKey = (bookingId: string): ItemKey => ({ pk: noShowPk(bookingId), sk: "STATE" });

function placed(noShow: NoShowItem): NoShowItem {
  const sk = `${noShow.date}#${noShow.bookingId}`;
  return {
    ...noShow,
    ...noShowKey(noShow.bookingId),
    index1: { pk: `NO_SHOWS#FACILITY#${noShow.facilityId}#${noShow.status}`, sk },
    index2: { pk: `NO_SHOWS#CITY#${noShow.cityCode}#${noShow.status}`, sk },
    index3: { pk: `NO_SHOWS#PERSON#${noShow.personId}`, sk },
  };
}

/** @param answer why it does not count from the beginning: a waiver of the bureau covers the day */
export function newNoShow(booking: BookingItem, answer: NoShowAnswer | undefined): NoShowItem {
  return placed({
    ...noShowKey(booking.bookingId),
    bookingId: booking.bookingId,
    personId: booking.personId,
    facilityId: booking.facilityId,
    facilityName: booking.facilityName,
    orgPath: booking.orgPath,
    cityCode: booking.cityCode,
    cityName: booking.cityName,
    date: booking.date,
    periodLabel: booking.periodLabel,
    kind: booking.kind,
    heads: booking.heads,
    contactName: booking.contactName,
    contactPhone: booking.contactPhone,
    status: answer === undefined ? "COUNTED" : "WAIVED",
    appealBy: startOfDay(addDays(booking.date, APPEAL_DAYS + 1)),
    ...(answer === undefined ? {} : { answer }),
    version: 1,
  });
}

export function changedNoShow(noShow: NoShowItem, changes: Partial<Pick<NoShowItem, "status" | "appealReason" | "answer">>): NoShowItem {
  return placed({ ...noShow, ...changes, version: noShow.version + 1 });
}

export async function getNoShowItem(store: Store, bookingId: string): Promise<NoShowItem | undefined> {
  return (await store.get(noShowKey(bookingId))) as NoShowItem | undefined;
}

type PageAsked = { readonly limit: number; readonly cursor: string | undefined };
type NoShowPage = { readonly items: readonly NoShowItem[]; readonly next?: string };

/** Where the records of a place lie. */
export function noShowPlaces(place: CheckInPlace, statuses: readonly NoShowStatus[]): { readonly index: "index1" | "index2"; readonly pks: string[] } {
  const bases = "facilityIds" in place ? place.facilityIds.map((id) => `NO_SHOWS#FACILITY#${id}`) : place.cityCodes.map((code) => `NO_SHOWS#CITY#${code}`);
  return { index: "facilityIds" in place ? "index1" : "index2", pks: bases.flatMap((base) => statuses.map((status) => `${base}#${status}`)) };
}

/** Latest first. */
export async function listNoShowItems(
  store: Store,
  place: CheckInPlace,
  statuses: readonly NoShowStatus[],
  range: { from: LocalDate | undefined; to: LocalDate | undefined },
  page: PageAsked,
): Promise<NoShowPage | "CURSOR_INVALID"> {
  return asPage(
    await queryMerged(store, {
      ...noShowPlaces(place, statuses),
      range: { ...(range.from === undefined ? {} : { from: range.from }), ...(range.to === undefined ? {} : { to: `${range.to}~` }) },
      order: "descending",
      ...page,
    }),
  );
}

/** Latest first. */
export async function listPersonNoShows(store: Store, personId: string, page: PageAsked): Promise<NoShowPage | "CURSOR_INVALID"> {
  return asPage(await queryMerged(store, { index: "index3", pks: [`NO_SHOWS#PERSON#${personId}`], range: {}, order: "descending", ...page }));
}

function asPage(page: QueryPage | "CURSOR_INVALID"): NoShowPage | "CURSOR_INVALID" {
  return page === "CURSOR_INVALID" ? page : { items: page.items as readonly NoShowItem[], ...(page.next === undefined ? {} : { next: page.next }) };
}

/** Which of a person's missed visits count, by city; read at every booking, so it is one small item beside the records that explain it. */
export interface StandingItem extends StoredItem {
  /** City → the booking's id → its day. */
  readonly missed: { readonly [cityCode: string]: { readonly [bookingId: string]: LocalDate } };
  readonly version: number;
}
export const standingKey = (personId: string): ItemKey => ({ pk: `PERSON#${personId}`, sk: "STANDING" });
// Older ones than any rule's period are forgotten when the next is added.
const STANDING_KEPT_DAYS = 366;

/** The write that makes a person's standing follow a record's status; none when it does already. The caller writes it with the record. */
export function standingWrites(standing: StandingItem | undefined, noShow: NoShowItem): Write[] {
  const counts = (COUNTED_NO_SHOW_STATUSES as readonly NoShowStatus[]).includes(noShow.status);
  const missed = standing?.missed ?? {};
  const inCity = missed[noShow.cityCode] ?? {};
  if (counts === (inCity[noShow.bookingId] !== undefined)) return [];
  const oldest = addDays(noShow.date, -STANDING_KEPT_DAYS);
  const others = Object.entries(inCity).filter(([bookingId, date]) => bookingId !== noShow.bookingId && date > oldest);
  const next = { ...missed, [noShow.cityCode]: Object.fromEntries(counts ? [...others, [noShow.bookingId, noShow.date]] : others) };
  const version = (standing?.version ?? 0) + 1;
  return [
    {
      kind: "put",
      tag: "standing",
      item: { ...standingKey(noShow.personId), missed: next, version },
      condition: standing === undefined ? absent : versionIs(standing.version),
    },
  ];
}

export interface NoShowRuleItem extends StoredItem {
  readonly cityCode: string;
  readonly isOn: boolean;
  readonly threshold: number;
  readonly periodDays: number;
  readonly blockDays: number;
  readonly changedByName: string;
  readonly changedAt: Instant;
  readonly version: number;
}
export type NoShowRuleTerms = Pick<NoShowRuleItem, "isOn" | "threshold" | "periodDays" | "blockDays">;
export const noShowRulePk = (cityCode: string): string => `NO_SHOW_RULE#${cityCode}`;
export const noShowRuleKey = (cityCode: string): ItemKey => ({ pk: noShowRulePk(cityCode), sk: "STATE" });
export const termsOf = (rule: NoShowRuleItem | undefined): NoShowRuleTerms => rule ?? NO_SHOW_RULE_DEFAULT;

export interface WaiverItem extends StoredItem {
  readonly waiverId: string;
  readonly cityCode: string;
  readonly cityName: string;
  readonly facilityId?: FacilityId;
  readonly facilityName?: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly reason: WaiverReason;
  readonly remark: string;
  readonly byName: string;
  readonly at: Instant;
  readonly waived: number;
}
/** Named one by one: `Omit` on an item with open names would let any of them be forgotten. */
type NewWaiver = Pick<WaiverItem, "waiverId" | "cityCode" | "cityName" | "from" | "to" | "reason" | "remark" | "byName" | "at"> &
  Partial<Pick<WaiverItem, "facilityId" | "facilityName">>;
export const WAIVER_DEADLINE = "NO_SHOW_WAIVER";
export const waiversPk = (cityCode: string): string => `NO_SHOW_WAIVERS#${cityCode}`;

/** A waiver enters the sweep's list in the write that makes it, so that the records it covers are struck however often the machine stops in between. */
export function newWaiver(waiver: NewWaiver): WaiverItem {
  return {
    ...(waiver as WaiverItem),
    pk: waiversPk(waiver.cityCode),
    sk: `${waiver.to}#${waiver.waiverId}`,
    index4: deadlineEntry(WAIVER_DEADLINE, waiver.at, waiver.waiverId),
    waived: 0,
  };
}

export const covers = (waiver: WaiverItem, missed: { facilityId: string; date: LocalDate }): boolean =>
  waiver.from <= missed.date && missed.date <= waiver.to && (waiver.facilityId === undefined || waiver.facilityId === missed.facilityId);

export async function waiverCovering(store: Store, missed: { cityCode: string; facilityId: string; date: LocalDate }): Promise<WaiverItem | undefined> {
  const page = await store.query({ index: "primary", pk: waiversPk(missed.cityCode), range: { from: missed.date }, limit: 100 });
  return (page.items as readonly WaiverItem[]).find((waiver) => covers(waiver, missed));
}

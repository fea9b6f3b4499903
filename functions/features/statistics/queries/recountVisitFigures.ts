import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId, FacilityId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { LocalDate } from "@app/contract/kernel/time";
import { scopesOf } from "@app/contract/kernel/actor";
import { addFigures, ZERO_FIGURES, type VisitFigures } from "@app/contract/statistics/visitFigures.schema";
import {
  recountedBefore,
  RECOUNT_CORRECTIONS_MAX,
  RECOUNT_RECORDS_MAX,
  type RecountCorrection,
  type RecountQuery,
  type RecountRefusal,
  type VisitRecount,
} from "@app/contract/statistics/visitRecount.schema";
import { BOOKING_EVENT_LABELS, type BookingEventType } from "@app/contract/visits/booking.workflow";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import type { CounterScope, FiguresRow } from "../../../engines/counters/dayCounters";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { countCountedEvents, getFacilityItem, listFacilitiesBelow, placeInScope, walkCountedEvents, type CountedEvent } from "../../visits/public";
import { STATISTICS_CONSUMER } from "../reactions";
import { Recount } from "../recount";
import { figuresOf, readVisitFigures, sumByUnit } from "../visitFiguresRepository";

export interface RecountDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** Lower in tests only. */
  readonly recordsMax?: number;
}

/**
 * 重新核算 (promise F7): counts a range of days anew from the records behind its figures and lays the kept figures beside it, as a whole and day by day; with `asOf`
 * also what the records said at that moment, and what was put right since. Reads the records of the range and nothing else; too many are refused before they are read.
 */
export async function recountVisitFigures(
  { store, clock, recordsMax = RECOUNT_RECORDS_MAX }: RecountDeps,
  actor: Actor,
  query: RecountQuery,
): Promise<Result<VisitRecount, RecountRefusal | KernelRefusal>> {
  const place = await placeInScope(store, actor, "statistics.read", query);
  if (!place.ok) return place;
  const days = { from: query.from, to: query.to };
  if ((await countCountedEvents(store, place.value, days, recordsMax + 1)) > recordsMax) return refuse({ code: "RECOUNT_TOO_LARGE", recordsMax });

  const before = query.asOf === undefined ? undefined : recountedBefore(query.asOf);
  const recount = new Recount(before);
  let records = 0;
  let recordsAwaited = 0;
  const corrections: RecountCorrection[] = [];
  for await (const page of walkCountedEvents(store, place.value, days, STATISTICS_CONSUMER)) {
    for (const counted of page) {
      records += 1;
      if (counted.isAwaited) recordsAwaited += 1;
      const correction = recount.add(counted.event);
      if (correction !== undefined) corrections.push(toCorrection(counted, correction));
    }
  }
  const kept = await keptFigures(store, scopesIn(place.value), days);
  const facilities = recount.compare(kept, await namesOf(store, actor, query));
  const sum = (of: "kept" | "recounted" | "asOf"): VisitFigures =>
    facilities.reduce((total, facility) => addFigures(total, facility[of] ?? ZERO_FIGURES), ZERO_FIGURES);
  return ok({
    ...days,
    at: clock.now(),
    ...(before === undefined ? {} : { before, asOf: sum("asOf") }),
    kept: sum("kept"),
    recounted: sum("recounted"),
    isEqual: facilities.every(({ isEqual }) => isEqual),
    records,
    recordsAwaited,
    facilities,
    corrections: corrections.sort((left, right) => (left.at < right.at ? 1 : left.at > right.at ? -1 : 0)).slice(0, RECOUNT_CORRECTIONS_MAX),
    correctionsTotal: corrections.length,
  });
}

type Place = { readonly facilityIds: readonly string[] } | { readonly cityCodes: readonly string[] };

function scopesIn(place: Place): CounterScope[] {
  return "facilityIds" in place
    ? place.facilityIds.map((unitId) => ({ kind: "UNIT", unitId }))
    : place.cityCodes.map((cityCode) => ({ kind: "CITY", cityCode }));
}

async function keptFigures(store: Store, scopes: readonly CounterScope[], { from, to }: { from: LocalDate; to: LocalDate }) {
  const [ranges, byDay] = await Promise.all([readVisitFigures(store, scopes, from, to), readVisitFigures(store, scopes, from, to, [], "DAYS")]);
  const days = new Map<string, Map<LocalDate, VisitFigures>>();
  for (const row of byDay)
    days.set(row.unitId, (days.get(row.unitId) ?? new Map<LocalDate, VisitFigures>()).set(dayOf(row), addFigures(ZERO_FIGURES, figuresOf(row))));
  return { ranges: sumByUnit(ranges), days };
}

const dayOf = (row: FiguresRow): LocalDate => row.date ?? (`${row.month}-01` as LocalDate);

/** Names of today, in the order of 综合统计. */
async function namesOf(store: Store, actor: Actor, query: RecountQuery): Promise<ReadonlyMap<string, string>> {
  const asked = query.facilityId === undefined ? undefined : await getFacilityItem(store, query.facilityId);
  const found =
    asked === undefined ? (await Promise.all(scopesOf(actor, "statistics.read").map((scope) => listFacilitiesBelow(store, scope)))).flat() : [asked];
  return new Map(found.filter(({ cityCode }) => query.cityCode === undefined || cityCode === query.cityCode).map(({ facilityId, name }) => [facilityId, name]));
}

function toCorrection({ event, byName }: CountedEvent, gained: VisitFigures): RecountCorrection {
  const { facilityId, facilityName, date, remark } = event.payload;
  const bookingKind = gained.teamVisits !== 0 || gained.teamHeads !== 0 ? "TEAM" : "FAMILY";
  return {
    eventType: event.eventType,
    label: BOOKING_EVENT_LABELS[event.eventType as BookingEventType],
    at: event.at,
    byName,
    ...(typeof remark === "string" && remark !== "" ? { reason: remark } : {}),
    facilityId: facilityId as FacilityId,
    facilityName: String(facilityName),
    date: date as LocalDate,
    bookingId: event.caseId as BookingId,
    bookingNumber: event.caseId.slice(-8),
    bookingKind,
    bookingKindLabel: BOOKING_KIND_LABELS[bookingKind],
    visits: gained.visitsTotal,
    heads: gained.headsTotal,
  };
}

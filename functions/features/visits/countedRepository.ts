import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { maskName } from "@app/contract/kernel/mask";
import { readEvent, type EventRecord } from "../../engines/events/event";
import { countUpTo, walkMerged, type MergedWalk } from "../../engines/paging/walkMerged";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";
import type { ListPlace } from "./bookingRepository";
import { checkInsOf } from "./checkInRepository";
import type { BookingEntered } from "./public";

/**
 * What the figures are the sum of, day by day, for whoever recounts them (promise F7). A family's events are the check-ins of AP-K1 and AP-K2; a team's stand here:
 * | AP-T1 · steps by which a team is counted or not any more, of a facility · index1 · COUNTED#FACILITY#id / day#moment#booking#n · by visit day · walk |
 * | AP-T2 · the same of a city · index2 · COUNTED#CITY#code / the same · by visit day · walk; a province merges its cities |
 */
export function countedListEntries(of: { facilityId: string; cityCode: string; date: LocalDate; at: Instant; bookingId: string; sequence: number }): {
  index1: ItemKey;
  index2: ItemKey;
} {
  const sk = `${of.date}#${of.at}#${of.bookingId}#${of.sequence}`;
  return { index1: { pk: `COUNTED#FACILITY#${of.facilityId}`, sk }, index2: { pk: `COUNTED#CITY#${of.cityCode}`, sk } };
}

/** An event that is part of a figure, or puts one right. */
export interface CountedEvent {
  readonly event: EventRecord;
  /** Who did it, as an office may read it: somebody who let themselves in by the poster is a visitor. */
  readonly byName: string;
  /** The figures do not hold it yet: its consumer comes within seconds. */
  readonly isAwaited: boolean;
}

type Days = { readonly from: LocalDate; readonly to: LocalDate };

function walksOf(place: ListPlace, days: Days): MergedWalk[] {
  const pks = "facilityIds" in place ? place.facilityIds.map((id) => `COUNTED#FACILITY#${id}`) : place.cityCodes.map((code) => `COUNTED#CITY#${code}`);
  const teams: MergedWalk = { index: "facilityIds" in place ? "index1" : "index2", pks, range: { from: days.from, to: `${days.to}~` }, order: "ascending" };
  return [{ ...checkInsOf(place, days), order: "ascending" }, teams];
}

/** How many events a recount would read, counted no further than `max`. */
export async function countCountedEvents(store: Store, place: ListPlace, days: Days, max: number): Promise<number> {
  let count = 0;
  for (const walk of walksOf(place, days)) count += await countUpTo(store, walk, max - count);
  return count;
}

/** Every such event whose visit lies in these days, in pages; those of teams after those of families. */
export async function* walkCountedEvents(store: Store, place: ListPlace, days: Days, consumer: string): AsyncGenerator<CountedEvent[]> {
  for (const walk of walksOf(place, days)) {
    for await (const items of walkMerged(store, walk)) yield items.flatMap((item) => read(item, consumer));
  }
}

function read(item: StoredItem, consumer: string): CountedEvent[] {
  const event = readEvent(item);
  if (event === undefined) return [];
  const { means } = event.payload as unknown as Partial<BookingEntered>;
  const isVisitor = event.eventType === "BOOKING_CHECKED_IN" && means === "POSTER";
  const awaiting = item["awaiting"] as Readonly<Record<string, true>> | undefined;
  return [{ event, byName: isVisitor ? maskName(event.by.name) : event.by.name, isAwaited: awaiting?.[consumer] === true }];
}

import { addDays, localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import { SUPPLY_DAYS, type SupplyLack } from "@app/contract/visits/demand.schema";
import type { Store } from "../../../engines/store/storePort";
import { listSlotItems, slotBookability, type SlotItem } from "../slotRepository";

export interface Supply {
  readonly lack: SupplyLack | undefined;
  /** The first day somebody can book now. */
  readonly nextBookableDate: LocalDate | undefined;
  readonly placesOffered: number;
  readonly placesTaken: number;
}

/** What a facility offers in the next 30 days. A slot whose booking begins later is an offer too; one whose booking is over helps nobody. */
export async function supplyOf(store: Store, facilityId: string, now: Instant): Promise<Supply> {
  const today = localDateOf(now);
  return judgeSupply(await listSlotItems(store, facilityId, today, addDays(today, SUPPLY_DAYS)), now);
}

/** Pure: the slots of the next 30 days say it all. */
export function judgeSupply(slots: readonly SlotItem[], now: Instant): Supply {
  const ahead = slots.filter((slot) => now < slot.bookingClosesAt);
  const open = ahead.filter((slot) => slot.status === "OPEN");
  const helps = open.some((slot) => slot.headsLeft >= slot.partyMin);
  // What was opened and booked counts until its day is over; a closed slot offers nothing.
  const offered = slots.filter((slot) => slot.status === "OPEN");
  return {
    lack: helps ? undefined : open.length > 0 ? "FULL" : ahead.length > 0 ? "CLOSED" : "NO_SLOTS",
    nextBookableDate: open.find((slot) => slotBookability(slot, now) === "BOOKABLE")?.date,
    placesOffered: offered.reduce((sum, slot) => sum + slot.capacityHeads, 0),
    placesTaken: offered.reduce((sum, slot) => sum + slot.capacityHeads - slot.headsLeft, 0),
  };
}

/** The last day a facility has a slot for, in the past or ahead. */
export async function lastOpenDate(store: Store, facilityId: string): Promise<LocalDate | undefined> {
  const page = await store.query({ index: "primary", pk: `FACILITY#${facilityId}`, range: { from: "SLOT#", to: "SLOT#~" }, order: "descending", limit: 1 });
  return (page.items[0] as SlotItem | undefined)?.date;
}

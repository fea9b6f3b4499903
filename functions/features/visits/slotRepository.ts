import type { FacilityId, SlotId, SlotTemplateId } from "@app/contract/kernel/ids";
import { addDays, addMs, instantAt, MINUTE_MS, startOfDay, type Instant, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import {
  SLOT_BOOKABILITY_LABELS,
  SLOT_PERIOD_LABELS,
  type Slot,
  type SlotBookability,
  type SlotPeriod,
  type SlotStatus,
} from "@app/contract/visits/slot.schema";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import {
  and,
  attributeAbsent,
  equals,
  numberAtLeast,
  versionIs,
  type Condition,
  type ItemKey,
  type Store,
  type StoredItem,
  type Write,
} from "../../engines/store/storePort";
import { visitRulesOf, type FacilityItem, type VisitRules } from "./facilityRepository";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-S1 one slot | hold, booking | primary | FACILITY#id / SLOT#date#time | – | 1 |
 * | AP-S2 slots of a facility in a range of days | slot calendar | primary | FACILITY#id / SLOT#from … SLOT#to | by day and time | ≤ 3 a day |
 * | AP-S3 closed slots with bookings still to cancel | sweep | index4 | DUE#CLOSE_OUT / moment | oldest first | page |
 */
export interface SlotItem extends StoredItem {
  readonly slotId: SlotId;
  readonly facilityId: FacilityId;
  readonly date: LocalDate;
  readonly period: SlotPeriod;
  readonly startsAt: TimeOfDay;
  readonly endsAt: TimeOfDay;
  readonly capacityHeads: number;
  /** The gating counter: capacity less the heads of live bookings and holds. Every taking is a condition on it, never a read before a write. */
  readonly headsLeft: number;
  readonly partyMin: number;
  readonly partyMax: number;
  readonly kinds: readonly BookingKind[];
  readonly status: SlotStatus;
  readonly bookingOpensAt: Instant;
  readonly bookingClosesAt: Instant;
  readonly confirmBy: Instant;
  readonly cancelBy: Instant;
  readonly version: number;
}

/** The id says where the slot lies, so that no look-up is needed: `<facility>~<date>~<HHmm>`. */
export function slotIdOf(facilityId: string, date: LocalDate, startsAt: TimeOfDay): SlotId {
  return `${facilityId}~${date}~${startsAt.replace(":", "")}` as SlotId;
}

/** The key of a slot id, or undefined when the text is no slot id. */
export function slotKeyOfId(slotId: string): ItemKey | undefined {
  const match = /^([^~]+)~(\d{4}-\d{2}-\d{2})~(\d{2})(\d{2})$/.exec(slotId);
  return match === null ? undefined : { pk: `FACILITY#${match[1]}`, sk: `SLOT#${match[2]}#${match[3]}:${match[4]}` };
}

export function slotKey(facilityId: string, date: LocalDate, startsAt: TimeOfDay): ItemKey {
  return { pk: `FACILITY#${facilityId}`, sk: `SLOT#${date}#${startsAt}` };
}

export async function listSlotItems(store: Store, facilityId: string, from: LocalDate, to: LocalDate): Promise<SlotItem[]> {
  const page = await store.query({ index: "primary", pk: `FACILITY#${facilityId}`, range: { from: `SLOT#${from}`, to: `SLOT#${to}~` }, limit: 400 });
  return page.items as SlotItem[];
}

/** A newly opened slot under the facility's rules. */
export function newSlotItem(
  facility: Pick<FacilityItem, "facilityId" | "visitRules">,
  slot: Pick<SlotItem, "date" | "period" | "startsAt" | "endsAt" | "capacityHeads" | "partyMin" | "partyMax" | "kinds">,
): SlotItem {
  return {
    ...slotKey(facility.facilityId, slot.date, slot.startsAt),
    slotId: slotIdOf(facility.facilityId, slot.date, slot.startsAt),
    facilityId: facility.facilityId,
    ...slot,
    headsLeft: slot.capacityHeads,
    status: "OPEN",
    ...slotTimes(slot.date, slot.startsAt, visitRulesOf(facility)),
    version: 1,
  };
}

/** The moments a slot's rules turn on. Booking never stays open past the moment by which a request must be decided. */
export function slotTimes(
  date: LocalDate,
  startsAt: TimeOfDay,
  rules: VisitRules,
): Pick<SlotItem, "bookingOpensAt" | "bookingClosesAt" | "confirmBy" | "cancelBy"> {
  const confirmBy = addMs(instantAt(date, startsAt), -rules.minimumNoticeMinutes * MINUTE_MS);
  const lastBookingDayEnds = startOfDay(addDays(date, 1 - rules.closesDaysAhead));
  return {
    bookingOpensAt: startOfDay(addDays(date, -rules.opensDaysAhead)),
    bookingClosesAt: lastBookingDayEnds < confirmBy ? lastBookingDayEnds : confirmBy,
    confirmBy,
    cancelBy: startOfDay(addDays(date, 1 - rules.cancelDaysAhead)),
  };
}

/** What keeps a person from booking the slot now. */
export function slotBookability(
  slot: Pick<SlotItem, "status" | "headsLeft" | "partyMin" | "bookingOpensAt" | "bookingClosesAt">,
  now: Instant,
): SlotBookability {
  if (slot.status === "CLOSED") return "CLOSED";
  if (now >= slot.bookingClosesAt) return "BOOKING_ENDED";
  if (now < slot.bookingOpensAt) return "NOT_YET_OPEN";
  return slot.headsLeft < slot.partyMin ? "FULL" : "BOOKABLE";
}

export function slotPeriodLabel(slot: Pick<SlotItem, "period" | "startsAt" | "endsAt">): string {
  return slot.period === "TIMED" ? `${slot.startsAt}-${slot.endsAt}` : `${SLOT_PERIOD_LABELS[slot.period]} ${slot.startsAt}-${slot.endsAt}`;
}

export function toSlot(item: SlotItem, now: Instant): Slot {
  const bookability = slotBookability(item, now);
  const closedReason = item["closedReason"];
  const templateId = item["templateId"];
  return {
    slotId: item.slotId,
    facilityId: item.facilityId,
    date: item.date,
    period: item.period,
    periodLabel: slotPeriodLabel(item),
    startsAt: item.startsAt,
    endsAt: item.endsAt,
    capacityHeads: item.capacityHeads,
    headsLeft: item.headsLeft,
    partyMin: item.partyMin,
    partyMax: item.partyMax,
    kinds: [...item.kinds],
    status: item.status,
    ...(typeof closedReason === "string" ? { closedReason } : {}),
    bookingOpensAt: item.bookingOpensAt,
    bookingClosesAt: item.bookingClosesAt,
    confirmBy: item.confirmBy,
    cancelBy: item.cancelBy,
    bookability,
    bookabilityLabel: SLOT_BOOKABILITY_LABELS[bookability],
    ...(typeof templateId === "string" ? { templateId: templateId as SlotTemplateId } : {}),
    version: item.version,
  };
}

export const SLOT_TAG = "slot";
export const CLOSE_OUT_DEADLINE = "CLOSE_OUT";
const slotIsOpen: Condition = equals("status", "OPEN");
const slotHasRoom = (heads: number): Condition => numberAtLeast("headsLeft", heads);

/** Takes `heads` places, if the slot is open and still has them at the moment of the commit. A change of no or fewer heads only needs the slot to be open. */
export function takePlaces(slot: ItemKey, heads: number): Write {
  return {
    kind: "update",
    tag: SLOT_TAG,
    key: { pk: slot.pk, sk: slot.sk },
    add: { headsLeft: -heads },
    condition: heads > 0 ? and(slotIsOpen, slotHasRoom(heads)) : slotIsOpen,
  };
}

/** Gives `heads` places back, also to a closed slot: the counter stays the truth. */
export function freePlaces(slot: ItemKey, heads: number): Write {
  return { kind: "update", tag: SLOT_TAG, key: { pk: slot.pk, sk: slot.sk }, add: { headsLeft: heads }, condition: { kind: "exists" } };
}

/**
 * Closes an open slot: from this commit on nobody takes a place in it. It enters the sweep's list in the same write, so that its bookings are cancelled however
 * often the machine stops in between (promise M5).
 */
export function closeSlot(slot: SlotItem, closing: { reason: string; now: Instant }): Write {
  return {
    kind: "update",
    tag: SLOT_TAG,
    key: { pk: slot.pk, sk: slot.sk },
    set: {
      status: "CLOSED",
      closedReason: closing.reason,
      closedAt: closing.now,
      closingOut: true,
      index4: deadlineEntry(CLOSE_OUT_DEADLINE, closing.now, slot.slotId),
    },
    add: { version: 1 },
    condition: slotIsOpen,
  };
}

/** The same for a slot that nobody has booked or holds: who was faster keeps it open. */
export function closeFreeSlot(slot: SlotItem, closing: { reason: string; now: Instant }): Write {
  return { ...closeSlot(slot, closing), condition: and(slotIsOpen, versionIs(slot.version), numberAtLeast("headsLeft", slot.capacityHeads)) };
}

/** What may be changed of an open slot. */
export type SlotChanges = Partial<Pick<SlotItem, "capacityHeads" | "partyMin" | "partyMax" | "kinds">>;

/**
 * Changes an open slot as it was seen. The places move with the capacity in the same write, whatever was booked in between: cut below what is taken they stand
 * below zero, and nothing more is sold until they are above it again (T6).
 */
export function editSlot(slot: SlotItem, changes: SlotChanges): Write {
  const moreHeads = (changes.capacityHeads ?? slot.capacityHeads) - slot.capacityHeads;
  return {
    kind: "update",
    tag: SLOT_TAG,
    key: { pk: slot.pk, sk: slot.sk },
    set: { ...changes },
    add: { version: 1, ...(moreHeads === 0 ? {} : { headsLeft: moreHeads }) },
    condition: and(slotIsOpen, versionIs(slot.version)),
  };
}

export const isClosingOut = (slot: SlotItem): boolean => slot["closingOut"] === true;

/** No live booking is left on a closed slot: at `lookAgainAt` for the last time, or for good. */
export function closedOut(slot: SlotItem, lookAgainAt: Instant | undefined): Write {
  return {
    kind: "update",
    tag: SLOT_TAG,
    key: { pk: slot.pk, sk: slot.sk },
    ...(lookAgainAt === undefined ? { remove: ["closingOut", "index4"] } : { set: { index4: deadlineEntry(CLOSE_OUT_DEADLINE, lookAgainAt, slot.slotId) } }),
    condition: and(equals("closingOut", true), equals("closedAt", String(slot["closedAt"]))),
  };
}

/** Opens a closed slot again, never while its bookings are still being cancelled: a new one would be cancelled with them. */
export function reopenSlot(slot: SlotItem): Write {
  return {
    kind: "update",
    tag: SLOT_TAG,
    key: { pk: slot.pk, sk: slot.sk },
    set: { status: "OPEN" },
    remove: ["closedReason", "closedAt"],
    add: { version: 1 },
    condition: and(equals("status", "CLOSED"), attributeAbsent("closingOut")),
  };
}

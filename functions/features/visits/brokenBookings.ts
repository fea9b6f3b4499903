import { localDateOf, type Instant } from "@app/contract/kernel/time";
import { ATTENTION_REASONS, type AttentionReason } from "@app/contract/visits/attention.schema";
import type { BookingItem } from "./bookingRepository";
import type { FacilityItem } from "./facilityRepository";
import { partyRangeOf } from "./refuseIfNotBookable";
import type { SlotItem } from "./slotRepository";

type FacilityOpening = Pick<FacilityItem, "status" | "suspendedUntil">;

/** Whether the facility will not receive anybody on that day. A suspension past its announced end goes on until somebody ends it. */
export function isShutOn(facility: FacilityOpening, date: string, now: Instant): boolean {
  switch (facility.status) {
    case "OPEN":
      return false;
    case "SUSPENDED":
      return facility.suspendedUntil === undefined || date <= facility.suspendedUntil || localDateOf(now) > facility.suspendedUntil;
    case "APPLYING":
    case "WITHDRAWN":
      return true;
  }
}

/**
 * Why a booking no longer fits what its facility and its slot have become (promise M11). Pure. A closed slot is not among it: closing cancels by itself.
 * @param bookedHeads heads of all live bookings of the slot; holds are left out, they end within minutes
 */
export function brokenReasons(input: {
  readonly booking: Pick<BookingItem, "kind" | "heads" | "date">;
  readonly facility: FacilityOpening;
  readonly slot: Pick<SlotItem, "status" | "partyMin" | "partyMax" | "capacityHeads" | "kinds">;
  readonly bookedHeads: number;
  readonly now: Instant;
}): AttentionReason[] {
  const { booking, facility, slot, bookedHeads, now } = input;
  if (slot.status === "CLOSED") return [];
  const { partyMin, partyMax } = partyRangeOf(slot, booking.kind);
  const is: Readonly<Record<AttentionReason, boolean>> = {
    FACILITY_NOT_OPEN: isShutOn(facility, booking.date, now),
    SLOT_OVERFULL: bookedHeads > slot.capacityHeads,
    PARTY_RULE_BROKEN: !slot.kinds.includes(booking.kind) || booking.heads < partyMin || booking.heads > partyMax,
  };
  return ATTENTION_REASONS.filter((reason) => is[reason]);
}

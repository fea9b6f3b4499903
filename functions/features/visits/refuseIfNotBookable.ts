import type { Instant } from "@app/contract/kernel/time";
import { BOOKING_KIND_LABELS, type BookingKind } from "@app/contract/visits/bookingKind.schema";
import { FACILITY_STATUS_LABELS } from "@app/contract/visits/facility.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import type { FacilityItem } from "./facilityRepository";
import type { SlotItem } from "./slotRepository";

/**
 * Why a party cannot take these places now, or undefined. Read before the write only to find the right sentence; the write's own condition decides.
 * @param headsAlreadyHeld places the same person's hold already keeps in this slot
 */
export function refuseIfNotBookable(input: {
  readonly facility: Pick<FacilityItem, "status">;
  readonly slot: Pick<SlotItem, "status" | "headsLeft" | "capacityHeads" | "partyMin" | "partyMax" | "kinds" | "bookingOpensAt" | "bookingClosesAt"> & {
    readonly closedReason?: unknown;
  };
  readonly kind: BookingKind;
  readonly heads: number;
  readonly headsAlreadyHeld: number;
  readonly now: Instant;
}): VisitRefusal | undefined {
  const { facility, slot, kind, heads, headsAlreadyHeld, now } = input;
  if (facility.status !== "OPEN") return { code: "FACILITY_NOT_OPEN", statusLabel: FACILITY_STATUS_LABELS[facility.status] };
  if (slot.status === "CLOSED") return { code: "SLOT_CLOSED", reason: typeof slot.closedReason === "string" ? slot.closedReason : undefined };
  if (now < slot.bookingOpensAt) return { code: "SLOT_NOT_YET_OPEN", opensAt: slot.bookingOpensAt };
  if (now >= slot.bookingClosesAt) return { code: "SLOT_BOOKING_ENDED" };
  if (!slot.kinds.includes(kind)) return { code: "PARTY_KIND_NOT_RECEIVED", kindLabel: BOOKING_KIND_LABELS[kind] };
  const { partyMin, partyMax } = partyRangeOf(slot, kind);
  if (heads < partyMin || heads > partyMax) return { code: "PARTY_SIZE_OUT_OF_RANGE", partyMin, partyMax };
  const headsLeftForThem = slot.headsLeft + headsAlreadyHeld;
  if (heads > headsLeftForThem) return { code: "SLOT_FULL", headsLeft: Math.max(0, headsLeftForThem) };
  return undefined;
}

/** How many a party of that kind may be: a family by the slot's rule, a team up to the whole slot. */
export function partyRangeOf(slot: Pick<SlotItem, "partyMin" | "partyMax" | "capacityHeads">, kind: BookingKind): { partyMin: number; partyMax: number } {
  return kind === "FAMILY" ? { partyMin: slot.partyMin, partyMax: slot.partyMax } : { partyMin: 1, partyMax: slot.capacityHeads };
}

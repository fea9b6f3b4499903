import type { Slot } from "@app/contract/visits/slot.schema";
import { today } from "../../../platform/clock";

export function closableSlots(slots: readonly Slot[]): Slot[] {
  return slots.filter((slot) => slot.status === "OPEN" && slot.date >= today());
}

/** The reason of a day that is closed as a whole; undefined while a slot of it is open. */
export function closedDayReason(slots: readonly Slot[]): string | undefined {
  if (slots.length === 0 || slots.some((slot) => slot.status === "OPEN")) return undefined;
  return [...new Set(slots.flatMap((slot) => slot.closedReason ?? []))].join("、");
}

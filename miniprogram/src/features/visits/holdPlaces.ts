import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { SlotId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import { addMs, epochMsOf, type Instant } from "@app/contract/kernel/time";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { Hold } from "@app/contract/visits/hold.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../api/apiClient";
import { act } from "../../api/intention";
import { now } from "../../platform/clock";

/** Asking again for the same slot changes the heads and keeps the time. */
export function holdPlaces(slotId: SlotId, kind: BookingKind, heads: number): Promise<Result<Hold, CallRefusal>> {
  return act("hold-places", { slotId, kind, heads }, (body) => api.call(visitRoutes.holdPlaces, { body }));
}

/** When the hold ends by this phone's clock, which may be minutes off the server's. */
export function endsHere(hold: Hold): Instant {
  return addMs(now(), epochMsOf(hold.expiresAt) - epochMsOf(hold.serverNow));
}

/** The places that a refusal says are left; undefined when it is about something else. */
export function headsLeftOf(refusal: CallRefusal): number | undefined {
  const left = refusal.code === "SLOT_FULL" ? refusal.details?.headsLeft : undefined;
  return typeof left === "number" ? left : undefined;
}

import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { FacilityId, SlotId } from "@app/contract/kernel/ids";
import type { Result } from "@app/contract/kernel/result";
import type { LocalDate } from "@app/contract/kernel/time";
import type { z } from "@app/contract/kernel/zod";
import type { CloseSlotsAnswer } from "@app/contract/visits/closure.schema";
import type { Slot } from "@app/contract/visits/slot.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../platform/api";
import { requestIdFor, settleIntent } from "../../../platform/intent";

/** What is to be closed: one slot, or every open one of the day. */
export interface ClosingTarget {
  readonly facilityId: FacilityId;
  readonly date: LocalDate;
  readonly slot: Slot | undefined;
}

export async function closeSlots(
  target: ClosingTarget,
  content: { readonly reason: string; readonly seenBookings: number },
): Promise<Result<z.infer<typeof CloseSlotsAnswer>, CallRefusal>> {
  const { facilityId, date, slot } = target;
  const asked = { date, ...(slot === undefined ? {} : { slotIds: [slot.slotId] }), ...content };
  const name = `closeSlots.${slot?.slotId ?? `${facilityId}.${date}`}`;
  const result = await api.call(visitRoutes.closeSlots, { params: { facilityId }, body: { requestId: requestIdFor(name, asked), ...asked } });
  if (result.ok || isFinal(result.refusal)) settleIntent(name);
  return result;
}

export async function reopenSlots(facilityId: FacilityId, slotIds: SlotId[]): Promise<Result<unknown, CallRefusal>> {
  const name = `reopenSlots.${slotIds.join(".")}`;
  const result = await api.call(visitRoutes.reopenSlots, { params: { facilityId }, body: { requestId: requestIdFor(name, slotIds), slotIds } });
  if (result.ok || isFinal(result.refusal)) settleIntent(name);
  return result;
}

/** Without an answer, or while the server is busy, nobody knows whether it happened: the same id must be sent again. */
function isFinal(refusal: CallRefusal): boolean {
  return refusal.status !== 0 && refusal.status < 500 && refusal.status !== 401;
}

import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId, SlotId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { LocalDate } from "@app/contract/kernel/time";
import { BOOKING_STATUS_LABELS } from "@app/contract/visits/booking.schema";
import type { ClosurePreview } from "@app/contract/visits/closure.schema";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { CLOSED_OUT_STATUSES, countBookings, isClosable, sumOf } from "../closingBookings";
import { getFacilityItem } from "../facilityRepository";
import { listSlotItems, toSlot } from "../slotRepository";

/** What closing a day, or one slot of it, would hit: shown before anybody says yes (promise M5). */
export async function previewClosure(
  deps: { store: Store; clock: Clock },
  actor: Actor,
  asked: { facilityId: FacilityId; date: LocalDate; slotId?: SlotId | undefined },
): Promise<Result<ClosurePreview, KernelRefusal>> {
  const facility = await getFacilityItem(deps.store, asked.facilityId);
  if (facility === undefined || !mayAt(actor, "slots.close", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  const ofDay = await listSlotItems(deps.store, asked.facilityId, asked.date, asked.date);
  const named = asked.slotId === undefined ? ofDay : ofDay.filter((slot) => slot.slotId === asked.slotId);
  if (asked.slotId !== undefined && named.length === 0) return refuse({ code: "NOT_FOUND", what: "个场次" });
  const now = deps.clock.now();
  const slots = named.filter((slot) => isClosable(slot, now));
  const byStatus = await Promise.all(
    CLOSED_OUT_STATUSES.map(async (status) => ({ status, statusLabel: BOOKING_STATUS_LABELS[status], ...(await countBookings(deps.store, slots, status)) })),
  );
  const total = sumOf(byStatus);
  const inside = await countBookings(deps.store, slots, "CHECKED_IN");
  const headsTaken = slots.reduce((sum, slot) => sum + slot.capacityHeads - slot.headsLeft, 0);
  return ok({
    facilityId: facility.facilityId,
    date: asked.date,
    slots: slots.map((slot) => toSlot(slot, now)),
    ...total,
    byStatus,
    // Holds are kept by person, so the places they take are what the counter knows beyond the bookings.
    heldHeads: Math.max(0, headsTaken - total.heads - inside.heads),
  });
}

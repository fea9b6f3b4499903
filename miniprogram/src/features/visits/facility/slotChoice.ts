import { z } from "@app/contract/kernel/zod";
import { FacilityId, SlotId } from "@app/contract/kernel/ids";
import { LocalDate } from "@app/contract/kernel/time";
import { TEAM_HEADS_MAX } from "@app/contract/visits/booking.schema";
import { BookingKind } from "@app/contract/visits/bookingKind.schema";
import { storedValue } from "../../../platform/storage";

/** What was chosen when the person had to log in first. In a browser the page is loaded anew after that, so the phone remembers. */
export const SlotChoice = z.object({
  facilityId: FacilityId,
  date: LocalDate,
  slotId: SlotId,
  kind: BookingKind,
  heads: z.number().int().min(0).max(TEAM_HEADS_MAX),
});
export type SlotChoice = z.infer<typeof SlotChoice>;

export const keptSlotChoice = storedValue<SlotChoice>("slot-choice", (raw) => {
  const parsed = SlotChoice.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
});

import { FacilityId, HoldId } from "@app/contract/kernel/ids";
import { Instant } from "@app/contract/kernel/time";
import { z } from "@app/contract/kernel/zod";
import { PartyHeads, type Hold } from "@app/contract/visits/hold.schema";
import { Slot } from "@app/contract/visits/slot.schema";
import { storedValue } from "../../../platform/storage";
import { endsHere } from "../holdPlaces";

/**
 * The form as it stands, typed or half typed: a phone call, a lost network or a log-in in between costs nobody a word. One draft for the phone;
 * who comes stays when another slot is chosen.
 */
export const BookingDraft = z.object({
  facilityId: FacilityId,
  slot: Slot,
  contactName: z.string(),
  contactPhone: z.string(),
  heads: PartyHeads,
  note: z.string(),
  safetyNoticeAccepted: z.boolean(),
  /** `endsAt` by this phone's clock. */
  hold: z.object({ holdId: HoldId, heads: z.number().int(), endsAt: Instant }).optional(),
});
export type BookingDraft = z.infer<typeof BookingDraft>;

export const keptDraft = storedValue<BookingDraft>("booking-draft", (raw) => {
  const parsed = BookingDraft.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
});

/** The form for places that were just held or accepted. Who comes and whom to call does not depend on the day: it stays when another slot is chosen. */
export function keepDraftOf(facilityId: FacilityId, hold: Hold): void {
  const before = keptDraft.get();
  keptDraft.set({
    contactName: before?.contactName ?? "",
    contactPhone: before?.contactPhone ?? "",
    note: before?.note ?? "",
    safetyNoticeAccepted: before?.facilityId === facilityId && before.safetyNoticeAccepted,
    facilityId,
    slot: hold.slot,
    heads: hold.heads,
    hold: { holdId: hold.holdId, heads: hold.heads, endsAt: endsHere(hold) },
  });
}

/** Ready for the next booking of the same family, without what belonged to this one. */
export function forNextTime(draft: BookingDraft): BookingDraft {
  return { ...draft, note: "", safetyNoticeAccepted: false, hold: undefined };
}

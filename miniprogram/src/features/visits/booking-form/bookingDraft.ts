import { FacilityId, HoldId } from "@app/contract/kernel/ids";
import { Instant } from "@app/contract/kernel/time";
import { z } from "@app/contract/kernel/zod";
import { TEAM_HEADS_MAX } from "@app/contract/visits/booking.schema";
import { BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { Hold } from "@app/contract/visits/hold.schema";
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
  // Defaults: a draft of an older edition was a family's.
  kind: BookingKind.default("FAMILY"),
  contactName: z.string(),
  contactPhone: z.string(),
  /** 0 while a team's number is not typed. */
  heads: z.number().int().min(0).max(TEAM_HEADS_MAX),
  note: z.string(),
  teamName: z.string().default(""),
  purpose: z.string().default(""),
  /** As it was pasted. */
  members: z.string().default(""),
  transport: z.string().default(""),
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
export function keepDraftOf(facilityId: FacilityId, kind: BookingKind, hold: Hold): void {
  const before = keptDraft.get();
  keptDraft.set({
    contactName: before?.contactName ?? "",
    contactPhone: before?.contactPhone ?? "",
    note: before?.note ?? "",
    teamName: before?.teamName ?? "",
    purpose: before?.purpose ?? "",
    members: before?.members ?? "",
    transport: before?.transport ?? "",
    safetyNoticeAccepted: before?.facilityId === facilityId && before.safetyNoticeAccepted,
    facilityId,
    kind,
    slot: hold.slot,
    heads: hold.heads,
    hold: { holdId: hold.holdId, heads: hold.heads, endsAt: endsHere(hold) },
  });
}

/** Ready for the next booking of the same family or team, without what belonged to this one. Other people's names do not stay on the phone. */
export function forNextTime(draft: BookingDraft): BookingDraft {
  return { ...draft, note: "", purpose: "", members: "", transport: "", safetyNoticeAccepted: false, hold: undefined };
}

import { HoldId, RequestId, SlotId } from "../kernel/ids";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";
import { BookingKind } from "./bookingKind.schema";
import { Slot } from "./slot.schema";

/** A hold keeps places while the form is filled in (promise M2). */
export const HOLD_MINUTES = 10;

export const FAMILY_PARTY_MIN = 1;
/** Seed 000, 三-4: 人数可以选 1-6 人. */
export const FAMILY_PARTY_MAX = 6;

export const PartyHeads = z
  .number("请选择参观人数")
  .int("人数应为整数")
  .min(FAMILY_PARTY_MIN, `家庭预约至少 ${FAMILY_PARTY_MIN} 人`)
  .max(FAMILY_PARTY_MAX, `家庭预约最多 ${FAMILY_PARTY_MAX} 人，人数更多请改用团队预约`)
  .meta({ title: "PartyHeads" });

/** Asks for a hold; a person has one hold a slot, so asking again changes its heads and keeps its time. */
export const HoldPlaces = z
  .strictObject({
    requestId: RequestId,
    slotId: SlotId,
    kind: BookingKind.default("FAMILY"),
    heads: z.number("请选择参观人数").int("人数应为整数").min(1, "至少 1 人").max(2000, "一次最多 2000 人"),
  })
  .superRefine((input, context) => {
    if (input.kind !== "FAMILY") return;
    const heads = PartyHeads.safeParse(input.heads);
    if (!heads.success) context.addIssue({ code: "custom", path: ["heads"], message: heads.error.issues[0]?.message ?? "人数不正确" });
  })
  .meta({ title: "HoldPlaces" });
export type HoldPlaces = z.infer<typeof HoldPlaces>;

export const Hold = z
  .strictObject({
    holdId: HoldId,
    slotId: SlotId,
    heads: z.number().int(),
    expiresAt: Instant,
    /** So that a countdown does not trust the phone's clock. */
    serverNow: Instant,
    slot: Slot,
    facilityName: z.string(),
  })
  .meta({ title: "Hold" });
export type Hold = z.infer<typeof Hold>;

export const HoldParams = z.strictObject({ holdId: HoldId });
export const ReleaseHold = z.strictObject({ requestId: RequestId }).meta({ title: "ReleaseHold" });
export const HoldReleased = z.strictObject({ holdId: HoldId }).meta({ title: "HoldReleased" });

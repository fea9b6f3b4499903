import { FacilityId, RequestId, SlotId } from "../kernel/ids";
import { LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { BookingStatus } from "./booking.schema";
import { Slot } from "./slot.schema";

export const CLOSED_REASON_MAX = 50;

export const ClosedReason = z
  .string("请填写关闭原因")
  .trim()
  .min(1, "请填写关闭原因，会告诉每位预约人")
  .max(CLOSED_REASON_MAX, `关闭原因最多 ${CLOSED_REASON_MAX} 个字，请精简`)
  .meta({ title: "ClosedReason" });

/** What a closing would hit, before anybody says yes (promise M5). Without a slot: every slot of the day that can be closed. */
export const ClosurePreviewQuery = z.strictObject({ date: LocalDate, slotId: SlotId.optional() });
export type ClosurePreviewQuery = z.infer<typeof ClosurePreviewQuery>;

export const ClosurePreview = z
  .strictObject({
    facilityId: FacilityId,
    date: LocalDate,
    slots: z.array(Slot),
    /** Live bookings of those slots; send it back as `seenBookings`. */
    bookings: z.number().int(),
    heads: z.number().int(),
    byStatus: z.array(z.strictObject({ status: BookingStatus, statusLabel: z.string(), bookings: z.number().int(), heads: z.number().int() })),
    /** Places kept by forms that are being filled in right now; those forms will be refused. */
    heldHeads: z.number().int(),
  })
  .meta({ title: "ClosurePreview" });
export type ClosurePreview = z.infer<typeof ClosurePreview>;

export const CloseSlots = z
  .strictObject({
    requestId: RequestId,
    date: LocalDate,
    /** Left out: every slot of the day that can be closed. */
    slotIds: z.array(SlotId).min(1, "请选择要关闭的场次").max(50, "一次最多关闭 50 个场次").optional(),
    reason: ClosedReason,
    /** How many bookings the screen showed. When there are more by now the closing is refused and says so. */
    seenBookings: z.number("请先查看会影响多少预约").int().min(0),
  })
  .meta({ title: "CloseSlots" });
export type CloseSlots = z.infer<typeof CloseSlots>;

export const CloseSlotsAnswer = z
  .strictObject({
    items: z.array(Slot),
    /** Live bookings at the moment of closing: each is cancelled within moments, and its booker told. */
    bookings: z.number().int(),
    heads: z.number().int(),
  })
  .meta({ title: "CloseSlotsAnswer" });
export type CloseSlotsAnswer = z.infer<typeof CloseSlotsAnswer>;

export const ReopenSlots = z
  .strictObject({ requestId: RequestId, slotIds: z.array(SlotId).min(1, "请选择要重新开放的场次").max(50, "一次最多重新开放 50 个场次") })
  .meta({ title: "ReopenSlots" });
export type ReopenSlots = z.infer<typeof ReopenSlots>;

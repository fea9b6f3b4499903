import { BookingKind } from "./bookingKind.schema";
import { CityCode } from "../regions/regions.schema";
import { FacilityId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { z } from "../kernel/zod";

/** 需处理: why a booking that was right when it was made no longer is (promise M11). */
export const ATTENTION_REASONS = ["FACILITY_NOT_OPEN", "SLOT_OVERFULL", "PARTY_RULE_BROKEN"] as const;
export const AttentionReason = z.enum(ATTENTION_REASONS).meta({ title: "AttentionReason" });
export type AttentionReason = z.infer<typeof AttentionReason>;
export const ATTENTION_REASON_LABELS = {
  FACILITY_NOT_OPEN: "参观日单位不开放",
  SLOT_OVERFULL: "场次已超额",
  PARTY_RULE_BROKEN: "不符合现在的接待规则",
} as const satisfies Record<AttentionReason, string>;

/** What the facility does about it. */
export const ATTENTION_ADVICE = {
  FACILITY_NOT_OPEN: "请在场次管理关闭当天场次，系统会通知预约人；也可先打电话商量改期。",
  SLOT_OVERFULL: "请增加该场次的名额，或不通过待确认的预约；已确认的请打电话商量改期，或关闭该场次。",
  PARTY_RULE_BROKEN: "能接待的请把该场次的规则改回；不能接待的请不通过，已确认的请打电话商量改期。",
} as const satisfies Record<AttentionReason, string>;

/** What may break a booking is looked for that far ahead, every night and after every change. */
export const ATTENTION_DAYS_AHEAD = 28;

export const BookingAttention = z.strictObject({ reason: AttentionReason, label: z.string(), advice: z.string() }).meta({ title: "BookingAttention" });

export const ListFlaggedBookingsQuery = z.strictObject({
  facilityId: FacilityId.optional(),
  cityCode: CityCode.optional(),
  kind: BookingKind.optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListFlaggedBookingsQuery = z.infer<typeof ListFlaggedBookingsQuery>;

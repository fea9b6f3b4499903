import { NoticeTried } from "../engines/noticeTries";
import { BookingId } from "../kernel/ids";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";

/** More than any case is told of. */
export const CASE_NOTICES_MAX = 50;

/** What was told of a case to whom, and by which way. */
export const CaseNotice = z
  .strictObject({
    title: z.string(),
    recipientLabel: z.string(),
    maskedPhone: z.string().optional(),
    createdAt: Instant,
    outcomeLabel: z.string().meta({ description: "送出的通道、正在等待，或没有送达的原因" }),
    isDelivered: z.boolean(),
    tries: z.array(NoticeTried),
  })
  .meta({ title: "CaseNotice" });
export type CaseNotice = z.infer<typeof CaseNotice>;
export const CaseNotices = z.strictObject({ items: z.array(CaseNotice).max(CASE_NOTICES_MAX) }).meta({ title: "CaseNotices" });
export type CaseNotices = z.infer<typeof CaseNotices>;
export const BookingNoticesParams = z.strictObject({ bookingId: BookingId });

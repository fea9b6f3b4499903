import { photoIds } from "../attachments/attachment.schema";
import { BookingId, RequestId } from "../kernel/ids";
import { LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { ContactName, ContactPhone, TeamHeads, TeamName, VisitPurpose } from "./booking.schema";

/** Seed 000, 三-2-4: the report is made of photos, so there is none without. */
export const REPORT_PHOTOS = { min: 1, max: 9 } as const;
/** Seed 000, 六-5-3: 「原则上3个工作日内」, counted from the day after the visit, and anew after each return. */
export const REPORT_WITHIN_WORKING_DAYS = 3;
/** Back-fills reach back to the first day of the year before this one: two reporting years are open, what was summed up before them stays as it is. */
export const BACK_FILL_YEARS_BACK = 1;

export const ReportRemark = z.string().trim().max(200, "参观情况最多 200 个字").meta({ title: "ReportRemark" });
const version = z.number().int().min(1).meta({ description: "What the screen showed; the command is refused when somebody changed the record meanwhile" });

/** 上报参观, and 重新上报 after a return: the whole of it again, so that what is shown is what was sent. */
export const ReportTeamVisit = z
  .strictObject({
    requestId: RequestId,
    version: version.optional(),
    /** Who came, fewer or more than booked. More than booked takes a word in `remark`. */
    heads: TeamHeads,
    remark: ReportRemark.optional(),
    photos: photoIds(REPORT_PHOTOS),
  })
  .meta({ title: "ReportTeamVisit" });
export type ReportTeamVisit = z.infer<typeof ReportTeamVisit>;

/** 数据补录: a visit that was arranged offline. Offline, only the half-day is known. */
export const BackFillTeamVisit = z
  .strictObject({
    requestId: RequestId,
    date: LocalDate,
    period: z.enum(["MORNING", "AFTERNOON"], "请选择上午或下午"),
    teamName: TeamName,
    heads: TeamHeads,
    purpose: VisitPurpose,
    contactName: ContactName.optional(),
    contactPhone: ContactPhone.optional(),
    remark: ReportRemark.optional(),
    photos: photoIds(REPORT_PHOTOS),
  })
  .meta({ title: "BackFillTeamVisit" });
export type BackFillTeamVisit = z.infer<typeof BackFillTeamVisit>;

/** 审核通过, 驳回, 团队未到访, 作废. The version is asked for: an audit and a return at once must not undo each other in silence (promise R5). */
export const DecideTeamVisit = z
  .strictObject({ requestId: RequestId, version, remark: z.string().max(1000, "内容太长，请精简").optional() })
  .meta({ title: "DecideTeamVisit" });
export type DecideTeamVisit = z.infer<typeof DecideTeamVisit>;

export const BULK_CONFIRM_MAX = 50;

/** Confirms many requests, each for itself: one that cannot be confirmed holds up no other. */
export const BulkConfirm = z
  .strictObject({
    requestId: RequestId,
    items: z
      .array(z.strictObject({ bookingId: BookingId, version }))
      .min(1, "请先勾选要确认的预约")
      .max(BULK_CONFIRM_MAX, `一次最多确认 ${BULK_CONFIRM_MAX} 条，请分批操作`)
      .refine((items) => new Set(items.map(({ bookingId }) => bookingId)).size === items.length, "同一条预约只需勾选一次"),
    remark: z.string().trim().max(100, "给预约人的话最多 100 个字，请精简").optional(),
  })
  .meta({ title: "BulkConfirm" });
export type BulkConfirm = z.infer<typeof BulkConfirm>;

/** One answer an item, in the order asked. */
export const BulkConfirmAnswer = z
  .strictObject({
    items: z.array(
      z.discriminatedUnion("outcome", [
        z.strictObject({ bookingId: BookingId, outcome: z.literal("CONFIRMED") }),
        /** `message` says why, with the way out. */
        z.strictObject({ bookingId: BookingId, outcome: z.literal("REFUSED"), code: z.string(), message: z.string() }),
      ]),
    ),
  })
  .meta({ title: "BulkConfirmAnswer" });
export type BulkConfirmAnswer = z.infer<typeof BulkConfirmAnswer>;

import { Photo, photoIds } from "../attachments/attachment.schema";
import { BookingId, FacilityId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit, pageOf } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { CityCode } from "../regions/regions.schema";
import { RemarkRule } from "./booking.schema";
import type { BookingStatus } from "./booking.schema";

/**
 * 参观评价: stars and, if somebody likes, words and pictures; one a visit, by its booker. The stars count at once and for good; words and pictures are looked at by
 * WeChat's check, and by a moderator where that sees anything or nothing, before the public sees them. A bureau that hides them hides no stars: an average that an
 * office could improve would be worth nothing. PRIVATE is for the facility and its bureaus alone, because its author wants it so: then its stars count nowhere either.
 */
export const RATING_STATUSES = ["STARS_ONLY", "PENDING_CHECK", "PENDING", "PUBLISHED", "HIDDEN", "PRIVATE"] as const;
export const RatingStatus = z.enum(RATING_STATUSES).meta({ title: "RatingStatus" });
export type RatingStatus = z.infer<typeof RatingStatus>;
export const RATING_STATUS_LABELS = {
  STARS_ONLY: "仅评分",
  PENDING_CHECK: "检查中",
  PENDING: "待审核",
  PUBLISHED: "已公开",
  HIDDEN: "已隐藏",
  PRIVATE: "不公开",
} as const satisfies Record<RatingStatus, string>;

export const RATING_ACTIONS = ["RERATE", "REWRITE", "SAY_PRIVATELY", "MAKE_PRIVATE", "PUBLISH", "HIDE", "REDACT", "PASS_CHECK", "HOLD"] as const;
export const RatingAction = z.enum(RATING_ACTIONS).meta({ title: "RatingAction" });
export type RatingAction = z.infer<typeof RatingAction>;

/** Who was there may say how it was. */
export const RATED_BOOKING_STATUSES = ["CHECKED_IN", "REPORTED", "COUNTED"] as const satisfies readonly BookingStatus[];

export const RATING_COMMENT_MAX = 200;
export const RATING_PHOTOS_MAX = 3;
export const Stars = z.number("请选择几颗星").int("星级应为整数").min(1, "请选择 1-5 颗星").max(5, "请选择 1-5 颗星").meta({ title: "Stars" });
export const STAR_LABELS = { 1: "很不满意", 2: "不满意", 3: "一般", 4: "满意", 5: "很满意" } as const;

export const RateVisit = z
  .strictObject({
    requestId: RequestId,
    stars: Stars,
    comment: z.string().trim().max(RATING_COMMENT_MAX, `评价最多 ${RATING_COMMENT_MAX} 个字`).optional(),
    photoIds: photoIds({ min: 0, max: RATING_PHOTOS_MAX }).optional(),
    /** Only the facility and its bureaus read it. */
    isPrivate: z.boolean().optional(),
  })
  .meta({ title: "RateVisit" });
export type RateVisit = z.infer<typeof RateVisit>;

export const AvailableRatingAction = z.strictObject({ action: RatingAction, label: z.string(), remark: RemarkRule }).meta({ title: "AvailableRatingAction" });

/** For its author and for the bureau. */
export const Rating = z
  .strictObject({
    bookingId: BookingId,
    bookingNumber: z.string(),
    facilityId: FacilityId,
    facilityName: z.string(),
    cityCode: CityCode,
    cityName: z.string(),
    visitedOn: LocalDate,
    kindLabel: z.string(),
    /** 林**, also for the bureau: what was written is judged, not who wrote it. The author reads their own. */
    authorName: z.string(),
    stars: z.number().int(),
    comment: z.string().optional(),
    photos: z.array(Photo),
    status: RatingStatus,
    statusLabel: z.string(),
    hiddenReason: z.string().optional(),
    ratedAt: Instant,
    version: z.number().int(),
    availableActions: z.array(AvailableRatingAction),
  })
  .meta({ title: "Rating" });
export type Rating = z.infer<typeof Rating>;

export const MyRating = z
  .strictObject({
    /** Absent: not rated yet. */
    rating: Rating.optional(),
    /** Whether they may rate, or change what they said, now. */
    mayRate: z.boolean(),
  })
  .meta({ title: "MyRating" });
export type MyRating = z.infer<typeof MyRating>;

/** What everybody reads: no id by which the visit could be found. */
export const PublishedRating = z
  .strictObject({
    /** Names it for a report and for nothing else. */
    ratingKey: z.string(),
    authorName: z.string(),
    stars: z.number().int(),
    comment: z.string(),
    photos: z.array(Photo),
    ratedOn: LocalDate,
  })
  .meta({ title: "PublishedRating" });
export type PublishedRating = z.infer<typeof PublishedRating>;

export const FacilityRatings = pageOf(PublishedRating)
  .extend({
    /** Of all stars, one decimal; absent while nobody has rated. */
    average: z.number().optional(),
    count: z.number().int(),
  })
  .meta({ title: "FacilityRatings" });
export type FacilityRatings = z.infer<typeof FacilityRatings>;
export const ListFacilityRatingsQuery = z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() });

export const ListRatingsQuery = z.strictObject({
  status: RatingStatus.default("PENDING"),
  facilityId: FacilityId.optional(),
  cityCode: CityCode.optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListRatingsQuery = z.infer<typeof ListRatingsQuery>;

const version = z.number().int().min(1).meta({ description: "What the screen showed; the command is refused when the words changed meanwhile" });
export const ModerateRating = z.strictObject({ requestId: RequestId, version, remark: z.string().max(1000, "内容太长，请精简").optional() }).meta({
  title: "ModerateRating",
});
export type ModerateRating = z.infer<typeof ModerateRating>;

export const BULK_PUBLISH_MAX = 50;
export const BulkPublish = z
  .strictObject({
    requestId: RequestId,
    items: z
      .array(z.strictObject({ bookingId: BookingId, version }))
      .min(1, "请先勾选要公开的评价")
      .max(BULK_PUBLISH_MAX, `一次最多公开 ${BULK_PUBLISH_MAX} 条，请分批操作`)
      .refine((items) => new Set(items.map(({ bookingId }) => bookingId)).size === items.length, "同一条评价只需勾选一次"),
  })
  .meta({ title: "BulkPublish" });
export type BulkPublish = z.infer<typeof BulkPublish>;
/** One answer an item, in the order asked. */
export const BulkPublishAnswer = z
  .strictObject({
    items: z.array(
      z.discriminatedUnion("outcome", [
        z.strictObject({ bookingId: BookingId, outcome: z.literal("PUBLISHED") }),
        z.strictObject({ bookingId: BookingId, outcome: z.literal("REFUSED"), code: z.string(), message: z.string() }),
      ]),
    ),
  })
  .meta({ title: "BulkPublishAnswer" });
export type BulkPublishAnswer = z.infer<typeof BulkPublishAnswer>;

/** 举报: what another visitor finds wrong with what they read. */
export const REPORT_REASONS = ["ABUSE", "PERSONAL_DATA", "ADVERTISEMENT", "UNTRUE", "OTHER"] as const;
export const ReportReason = z.enum(REPORT_REASONS, "请选择举报原因").meta({ title: "ReportReason" });
export type ReportReason = z.infer<typeof ReportReason>;
export const REPORT_REASON_LABELS = {
  ABUSE: "骂人、攻击他人",
  PERSONAL_DATA: "泄露他人信息",
  ADVERTISEMENT: "广告",
  UNTRUE: "内容不实",
  OTHER: "其他不当内容",
} as const satisfies Record<ReportReason, string>;
/** So many different people hide it until a moderator has looked. */
export const REPORTS_UNTIL_HELD = 3;

export const PublishedRatingParams = z.strictObject({ facilityId: FacilityId, ratingKey: z.string().regex(/^[A-Za-z0-9_-]{16,120}$/, "评价编号不正确") });
export const ReportRating = z.strictObject({ requestId: RequestId, reason: ReportReason }).meta({ title: "ReportRating" });
export const RatingReported = z.strictObject({ isReported: z.literal(true) }).meta({ title: "RatingReported" });
export type RatingReported = z.infer<typeof RatingReported>;
export const MakeRatingPrivate = z.strictObject({ requestId: RequestId }).meta({ title: "MakeRatingPrivate" });

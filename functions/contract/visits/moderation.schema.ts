import { ContentStep } from "../content/ban.schema";
import { Photo } from "../attachments/attachment.schema";
import { AttachmentId, BookingId, FacilityId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { z } from "../kernel/zod";
import { CityCode } from "../regions/regions.schema";
import { Rating, RatingStatus } from "./rating.schema";

/** 内容审核: what the public wrote and photographed, with what WeChat's check and other visitors say of it. */
export const HeldContent = Rating.extend({
  /** Why a moderator has to look, a sentence each. */
  heldBecause: z.array(z.string()),
  reports: z.number().int(),
  /** Whether who wrote it may post nothing for the time being. */
  isAuthorBanned: z.boolean(),
}).meta({ title: "HeldContent" });
export type HeldContent = z.infer<typeof HeldContent>;

/** A picture that was covered in part: what the public sees, and what it was made of, for moderators alone. */
const RedactedPhoto = z.strictObject({ shown: AttachmentId, original: Photo, byName: z.string() }).meta({ title: "RedactedPhoto" });

export const HeldContentDetail = HeldContent.extend({
  /** What the camera wrote, for those who moderate; the public's copies carry none of it. */
  photoFacts: z.array(
    z.strictObject({
      attachmentId: AttachmentId,
      takenAt: z.string().optional(),
      place: z.strictObject({ latitude: z.number(), longitude: z.number() }).optional(),
    }),
  ),
  redacted: z.array(RedactedPhoto),
  history: z.array(ContentStep),
}).meta({ title: "HeldContentDetail" });
export type HeldContentDetail = z.infer<typeof HeldContentDetail>;

export const ListContentQuery = z.strictObject({
  status: RatingStatus.default("PENDING"),
  facilityId: FacilityId.optional(),
  cityCode: CityCode.optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListContentQuery = z.infer<typeof ListContentQuery>;

/** A rectangle as parts of the picture, from its upper left corner: the same on every screen. */
const share = z.number().min(0, "位置不正确").max(1, "位置不正确");
export const CoveredPart = z
  .strictObject({ left: share, top: share, width: share, height: share })
  .refine(({ left, width }) => width > 0 && left + width <= 1.000001, { path: ["width"], message: "框超出了照片" })
  .refine(({ top, height }) => height > 0 && top + height <= 1.000001, { path: ["height"], message: "框超出了照片" })
  .meta({ title: "CoveredPart" });
export type CoveredPart = z.infer<typeof CoveredPart>;
export const COVERED_PARTS_MAX = 20;

export const RedactPhoto = z
  .strictObject({
    requestId: RequestId,
    version: z.number().int().min(1),
    parts: z.array(CoveredPart).min(1, "请在照片上框出要遮挡的部分").max(COVERED_PARTS_MAX, `一次最多遮挡 ${COVERED_PARTS_MAX} 处`),
  })
  .meta({ title: "RedactPhoto" });
export type RedactPhoto = z.infer<typeof RedactPhoto>;
export const ContentPhotoParams = z.strictObject({ bookingId: BookingId, attachmentId: AttachmentId });

/** What a unit reads of the words about it. What nobody has looked at yet, and what was hidden, is the moderators' alone. */
export const UNIT_RATING_STATUSES = ["PRIVATE", "PUBLISHED", "STARS_ONLY"] as const satisfies readonly RatingStatus[];
export const UnitRatingStatus = z.enum(UNIT_RATING_STATUSES).meta({ title: "UnitRatingStatus" });
export const ListUnitRatingsQuery = z.strictObject({
  status: UnitRatingStatus.default("PRIVATE"),
  facilityId: FacilityId.optional(),
  cityCode: CityCode.optional(),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListUnitRatingsQuery = z.infer<typeof ListUnitRatingsQuery>;

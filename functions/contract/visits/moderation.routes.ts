import { Ban, banErrors, BanPerson } from "../content/ban.schema";
import { refusalEntry } from "../kernel/errors";
import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { BookingParams } from "./booking.schema";
import { ContentPhotoParams, HeldContent, HeldContentDetail, ListContentQuery, ListUnitRatingsQuery, RedactPhoto } from "./moderation.schema";
import { ratingErrors } from "./rating.errors";
import {
  BulkPublish,
  BulkPublishAnswer,
  MakeRatingPrivate,
  ModerateRating,
  PublishedRatingParams,
  Rating,
  RatingReported,
  ReportRating,
} from "./rating.schema";

const NOTHING = z.strictObject({});
const errors = {
  ...ratingErrors,
  ...banErrors,
  FILES_UNAVAILABLE: refusalEntry(503, "照片服务暂时没有回应，照片没有改动，请稍后再试。"),
} as const;
const moderation = { tag: "content", params: NOTHING, query: NOTHING, body: undefined, errors, access: { permission: "content.moderate" } } as const;

export const moderationRoutes = {
  listContent: defineRoute({
    ...moderation,
    id: "listContent",
    method: "GET",
    path: "/api/content/ratings",
    summary: "内容审核列表，按状态；默认待审核，等得最久的在前",
    query: ListContentQuery,
    output: pageOf(HeldContent),
  }),
  getContent: defineRoute({
    ...moderation,
    id: "getContent",
    method: "GET",
    path: "/api/content/ratings/{bookingId}",
    summary: "一条公众内容：原因、拍摄时间地点、遮挡前的照片和办理经过",
    params: BookingParams,
    output: HeldContentDetail,
  }),
  passContent: defineRoute({
    ...moderation,
    id: "passContent",
    method: "POST",
    path: "/api/content/ratings/{bookingId}/pass",
    summary: "审核通过，公开",
    params: BookingParams,
    body: ModerateRating,
    output: Rating,
  }),
  hideContent: defineRoute({
    ...moderation,
    id: "hideContent",
    method: "POST",
    path: "/api/content/ratings/{bookingId}/hide",
    summary: "隐藏（须填原因，会告诉作者）",
    params: BookingParams,
    body: ModerateRating,
    output: Rating,
  }),
  bulkPassContent: defineRoute({
    ...moderation,
    id: "bulkPassContent",
    method: "POST",
    path: "/api/content/ratings/bulk-passes",
    summary: "批量通过：逐条办理，一条不成不影响其他",
    body: BulkPublish,
    output: BulkPublishAnswer,
  }),
  redactPhoto: defineRoute({
    ...moderation,
    id: "redactPhoto",
    method: "POST",
    path: "/api/content/ratings/{bookingId}/photos/{attachmentId}/redactions",
    summary: "遮挡照片的一部分：公众只看得到遮挡后的照片",
    params: ContentPhotoParams,
    body: RedactPhoto,
    output: Rating,
  }),
  banAuthor: defineRoute({
    ...moderation,
    id: "banAuthor",
    method: "POST",
    path: "/api/content/ratings/{bookingId}/ban",
    summary: "限制作者发言：不能再发表评价和举报，预约不受影响",
    params: BookingParams,
    body: BanPerson,
    output: Ban,
  }),
  listUnitRatings: defineRoute({
    ...moderation,
    id: "listUnitRatings",
    method: "GET",
    path: "/api/visits/unit-ratings",
    summary: "开放单位自己看的评价：不公开的（默认）、已公开的、仅评分的",
    access: { permission: "ratings.read" },
    query: ListUnitRatingsQuery,
    output: pageOf(Rating),
  }),
  makeRatingPrivate: defineRoute({
    ...moderation,
    id: "makeRatingPrivate",
    method: "POST",
    path: "/api/visits/bookings/{bookingId}/rating/private",
    summary: "把我的评价改为不公开",
    access: "SESSION",
    params: BookingParams,
    body: MakeRatingPrivate,
    output: Rating,
  }),
  reportRating: defineRoute({
    ...moderation,
    id: "reportRating",
    method: "POST",
    path: "/api/visits/facilities/{facilityId}/ratings/{ratingKey}/reports",
    summary: "举报一条已公开的评价，每人每条一次",
    access: "SESSION",
    params: PublishedRatingParams,
    body: ReportRating,
    output: RatingReported,
  }),
} as const;

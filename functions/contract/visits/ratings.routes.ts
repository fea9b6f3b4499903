import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { BookingParams } from "./booking.schema";
import { FacilityParams } from "./facility.schema";
import { ratingErrors } from "./rating.errors";
import {
  BulkPublish,
  BulkPublishAnswer,
  FacilityRatings,
  ListFacilityRatingsQuery,
  ListRatingsQuery,
  ModerateRating,
  MyRating,
  RateVisit,
  Rating,
} from "./rating.schema";

const NOTHING = z.strictObject({});
const ratings = { tag: "visits", params: NOTHING, query: NOTHING, body: undefined, errors: ratingErrors } as const;

export const ratingRoutes = {
  getMyRating: defineRoute({
    ...ratings,
    id: "getMyRating",
    method: "GET",
    path: "/api/visits/bookings/{bookingId}/rating",
    summary: "我对一次参观的评价",
    access: "SESSION",
    params: BookingParams,
    output: MyRating,
  }),
  rateVisit: defineRoute({
    ...ratings,
    id: "rateVisit",
    method: "POST",
    path: "/api/visits/bookings/{bookingId}/rating",
    summary: "评价一次参观：星级立即计入平均，文字审核后公开；审核前可修改",
    access: "SESSION",
    params: BookingParams,
    body: RateVisit,
    output: Rating,
  }),
  listFacilityRatings: defineRoute({
    ...ratings,
    id: "listFacilityRatings",
    method: "GET",
    path: "/api/visits/facilities/{facilityId}/ratings",
    summary: "开放单位的平均星级和已公开的评价",
    access: "PUBLIC",
    params: FacilityParams,
    query: ListFacilityRatingsQuery,
    output: FacilityRatings,
  }),
  listRatings: defineRoute({
    ...ratings,
    id: "listRatings",
    method: "GET",
    path: "/api/visits/ratings",
    summary: "参观评价列表，按状态",
    access: { permission: "ratings.moderate" },
    query: ListRatingsQuery,
    output: pageOf(Rating),
  }),
  publishRating: defineRoute({
    ...ratings,
    id: "publishRating",
    method: "POST",
    path: "/api/visits/ratings/{bookingId}/publish",
    summary: "公开一条评价的文字",
    access: { permission: "ratings.moderate" },
    params: BookingParams,
    body: ModerateRating,
    output: Rating,
  }),
  hideRating: defineRoute({
    ...ratings,
    id: "hideRating",
    method: "POST",
    path: "/api/visits/ratings/{bookingId}/hide",
    summary: "隐藏一条评价的文字（须填原因），星级仍计入平均",
    access: { permission: "ratings.moderate" },
    params: BookingParams,
    body: ModerateRating,
    output: Rating,
  }),
  bulkPublishRatings: defineRoute({
    ...ratings,
    id: "bulkPublishRatings",
    method: "POST",
    path: "/api/visits/ratings/bulk-publications",
    summary: "批量公开评价：逐条办理，一条不成不影响其他",
    access: { permission: "ratings.moderate" },
    body: BulkPublish,
    output: BulkPublishAnswer,
  }),
} as const;

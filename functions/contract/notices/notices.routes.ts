import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { BookingNoticesParams, CaseNotices } from "./caseNotice.schema";
import { ReportSubscriptions, SubscriptionAsks, SubscriptionAsksQuery, SubscriptionsReported } from "./subscription.schema";

const notices = { tag: "notices", access: "SESSION", params: z.strictObject({}), errors: {} } as const;

export const noticeRoutes = {
  getSubscriptionAsks: defineRoute({
    ...notices,
    id: "getSubscriptionAsks",
    method: "GET",
    path: "/api/notices/subscription-asks",
    summary: "小程序订阅消息：现在该征求哪些模板的同意",
    query: SubscriptionAsksQuery,
    body: undefined,
    output: SubscriptionAsks,
  }),
  reportSubscriptions: defineRoute({
    ...notices,
    id: "reportSubscriptions",
    method: "POST",
    path: "/api/notices/subscriptions",
    summary: "小程序订阅消息：上报本人刚才同意的模板，每个模板可多发一条",
    query: z.strictObject({}),
    body: ReportSubscriptions,
    output: SubscriptionsReported,
  }),
  listBookingNotices: defineRoute({
    ...notices,
    id: "listBookingNotices",
    method: "GET",
    path: "/api/notices/bookings/{bookingId}",
    summary: "一张预约单发过哪些通知：由哪个通道送出，没有送到的原因",
    access: { permission: "bookings.read" },
    params: BookingNoticesParams,
    query: z.strictObject({}),
    body: undefined,
    output: CaseNotices,
  }),
} as const;

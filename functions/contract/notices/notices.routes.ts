import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { BookingNoticesParams, CaseNotices } from "./caseNotice.schema";
import { InboxCount, InboxEntry, InboxEntryParams, ListInboxQuery, ReadAllInbox, ReadInboxEntry } from "./inbox.schema";
import { NoticeKinds } from "./noticeKind.schema";
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
  listNoticeKinds: defineRoute({
    ...notices,
    id: "listNoticeKinds",
    method: "GET",
    path: "/api/notices/kinds",
    summary: "消息种类：什么时候发给谁，依次用哪些方式，短信怎么写",
    access: { permission: "system.read" },
    query: z.strictObject({}),
    body: undefined,
    output: NoticeKinds,
  }),
  listInbox: defineRoute({
    ...notices,
    id: "listInbox",
    method: "GET",
    path: "/api/notices/inbox",
    summary: "站内消息：最新的在前，可只看未读",
    query: ListInboxQuery,
    body: undefined,
    output: pageOf(InboxEntry),
  }),
  getInboxCount: defineRoute({
    ...notices,
    id: "getInboxCount",
    method: "GET",
    path: "/api/notices/inbox/count",
    summary: "未读站内消息的条数，超过 99 条显示「99+」",
    query: z.strictObject({}),
    body: undefined,
    output: InboxCount,
  }),
  readInboxEntry: defineRoute({
    ...notices,
    id: "readInboxEntry",
    method: "POST",
    path: "/api/notices/inbox/{entryId}/readings",
    summary: "一条站内消息标为已读；重复也无妨",
    params: InboxEntryParams,
    query: z.strictObject({}),
    body: ReadInboxEntry,
    output: InboxEntry,
  }),
  readAllInbox: defineRoute({
    ...notices,
    id: "readAllInbox",
    method: "POST",
    path: "/api/notices/inbox/readings",
    summary: "站内消息全部标为已读，到页面上最新一条为止",
    query: z.strictObject({}),
    body: ReadAllInbox,
    output: InboxCount,
  }),
} as const;

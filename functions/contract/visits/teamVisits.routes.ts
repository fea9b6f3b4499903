import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { BookingCounts, BookingCountsQuery, BookingDetail, BookingParams } from "./booking.schema";
import { FacilityParams } from "./facility.schema";
import { BackFillTeamVisit, BulkConfirm, BulkConfirmAnswer, DecideTeamVisit, ReportTeamVisit } from "./teamVisit.schema";
import { visitErrors } from "./visits.errors";

const NOTHING = z.strictObject({});
const teamVisits = { tag: "visits", params: NOTHING, query: NOTHING, body: undefined, errors: visitErrors } as const;

/** What the back office does with teams, and with many bookings at once. */
export const teamVisitRoutes = {
  reportTeamVisit: defineRoute({
    ...teamVisits,
    id: "reportTeamVisit",
    method: "POST",
    path: "/api/visits/bookings/{bookingId}/report",
    summary: "上报团队参观：实到人数和照片；被驳回后重新上报也用它",
    access: { permission: "teamVisits.report" },
    params: BookingParams,
    body: ReportTeamVisit,
    output: BookingDetail,
  }),
  backFillTeamVisit: defineRoute({
    ...teamVisits,
    id: "backFillTeamVisit",
    method: "POST",
    path: "/api/visits/facilities/{facilityId}/team-visit-reports",
    summary: "数据补录：线下约好的团队参观",
    access: { permission: "teamVisits.report" },
    params: FacilityParams,
    body: BackFillTeamVisit,
    output: BookingDetail,
  }),
  markTeamAbsent: defineRoute({
    ...teamVisits,
    id: "markTeamAbsent",
    method: "POST",
    path: "/api/visits/bookings/{bookingId}/absence",
    summary: "团队未到访",
    access: { permission: "teamVisits.report" },
    params: BookingParams,
    body: DecideTeamVisit,
    output: BookingDetail,
  }),
  discardTeamVisit: defineRoute({
    ...teamVisits,
    id: "discardTeamVisit",
    method: "POST",
    path: "/api/visits/bookings/{bookingId}/discard",
    summary: "作废被驳回的上报（须填原因）",
    access: { permission: "teamVisits.report" },
    params: BookingParams,
    body: DecideTeamVisit,
    output: BookingDetail,
  }),
  auditTeamVisit: defineRoute({
    ...teamVisits,
    id: "auditTeamVisit",
    method: "POST",
    path: "/api/visits/bookings/{bookingId}/audit",
    summary: "审核通过团队参观上报",
    access: { permission: "teamVisits.audit" },
    params: BookingParams,
    body: DecideTeamVisit,
    output: BookingDetail,
  }),
  returnTeamVisit: defineRoute({
    ...teamVisits,
    id: "returnTeamVisit",
    method: "POST",
    path: "/api/visits/bookings/{bookingId}/return",
    summary: "驳回团队参观上报（须填原因）",
    access: { permission: "teamVisits.audit" },
    params: BookingParams,
    body: DecideTeamVisit,
    output: BookingDetail,
  }),
  bulkConfirm: defineRoute({
    ...teamVisits,
    id: "bulkConfirm",
    method: "POST",
    path: "/api/visits/bookings/bulk-confirmations",
    summary: "批量确认预约：逐条办理，逐条答复",
    access: { permission: "bookings.decide" },
    body: BulkConfirm,
    output: BulkConfirmAnswer,
  }),
  countBookings: defineRoute({
    ...teamVisits,
    id: "countBookings",
    method: "GET",
    path: "/api/visits/booking-counts",
    summary: "各状态的预约条数，数到 99 为止",
    access: { permission: "bookings.read" },
    query: BookingCountsQuery,
    output: BookingCounts,
  }),
} as const;

import { HoldRetention, ReleaseRetention, retentionHoldErrors } from "../engines/retentionHold";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { BookingDetail, BookingParams } from "./booking.schema";

const hold = {
  tag: "visits",
  method: "POST",
  access: { permission: "settings.read" },
  params: BookingParams,
  query: z.strictObject({}),
  body: HoldRetention,
  errors: retentionHoldErrors,
  output: BookingDetail,
} as const;

export const retentionHoldRoutes = {
  holdBookingRetention: defineRoute({
    ...hold,
    id: "holdBookingRetention",
    path: "/api/visits/bookings/{bookingId}/retention-hold",
    summary: "暂停到期清除：投诉、纠纷或案件需要保留这张预约的个人信息",
  }),
  releaseBookingRetention: defineRoute({
    ...hold,
    id: "releaseBookingRetention",
    path: "/api/visits/bookings/{bookingId}/retention-release",
    summary: "恢复到期清除：已经到期的随后清除",
    body: ReleaseRetention,
  }),
} as const;

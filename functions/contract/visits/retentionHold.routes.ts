import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { RequestId } from "../kernel/ids";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { BookingDetail, BookingParams } from "./booking.schema";

export const HoldRetention = z
  .strictObject({
    requestId: RequestId,
    reason: z.string("请填写原因").trim().min(2, "请填写原因，如：投诉调查，编号 2026-031").max(200, "原因最多 200 个字"),
  })
  .meta({ title: "HoldRetention" });
export type HoldRetention = z.infer<typeof HoldRetention>;
export const ReleaseRetention = HoldRetention.meta({ title: "ReleaseRetention" });

export const retentionHoldErrors = {
  RETENTION_HELD: refusalEntry<{ readonly byName: string }>(409, ({ byName }) => `${byName}已经暂停了这张预约的到期清除，不用再次操作。请刷新查看。`),
  RETENTION_NOT_HELD: refusalEntry(409, "这张预约没有暂停到期清除，可能刚被别人恢复了。请刷新查看。"),
  PERSONAL_DATA_CLEARED: refusalEntry(409, "这张预约的个人信息已经清除，不能再暂停清除。"),
} as const;
export type RetentionHoldRefusal = RefusalOf<typeof retentionHoldErrors>;

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

import { defineRoute } from "../kernel/route";
import { pageOf } from "../kernel/page";
import { z } from "../kernel/zod";
import { Arrivals, ArrivalsQuery, CheckIn, CheckInRecord, InspectCode, InspectCodeAnswer, ListCheckInsQuery } from "./checkIn.schema";
import { BookingDetail, BookingParams, BookingSummary, DecideBooking, ListBookingsQuery, ListMyBookingsQuery, SubmitBooking } from "./booking.schema";
import { CloseSlots, CloseSlotsAnswer, ClosurePreview, ClosurePreviewQuery, ReopenSlots } from "./closure.schema";
import { FacilityDetail, FacilityList, FacilityParams, FacilityPoster, ListFacilitiesQuery } from "./facility.schema";
import { Hold, HoldParams, HoldPlaces, HoldReleased, ReleaseHold } from "./hold.schema";
import { ListSlotsQuery, OpenSlots, OpenSlotsAnswer, SlotList } from "./slot.schema";
import { visitErrors } from "./visits.errors";

const NOTHING = z.strictObject({});
const visits = { tag: "visits", params: NOTHING, query: NOTHING, body: undefined, errors: visitErrors } as const;

export const visitRoutes = {
  listFacilities: defineRoute({ ...visits, id: "listFacilities", method: "GET", path: "/api/visits/facilities", summary: "开放单位列表：按城市、类别、有名额筛选，可按距离排序", access: "PUBLIC", query: ListFacilitiesQuery, output: FacilityList }),
  getFacility: defineRoute({ ...visits, id: "getFacility", method: "GET", path: "/api/visits/facilities/{facilityId}", summary: "开放单位详情", access: "PUBLIC", params: FacilityParams, output: FacilityDetail }),
  listSlots: defineRoute({ ...visits, id: "listSlots", method: "GET", path: "/api/visits/facilities/{facilityId}/slots", summary: "开放场次（默认今天起 31 天）", access: "PUBLIC", params: FacilityParams, query: ListSlotsQuery, output: SlotList }),
  openSlots: defineRoute({ ...visits, id: "openSlots", method: "POST", path: "/api/visits/facilities/{facilityId}/slots", summary: "开放场次：多天多时段一次开放，已有的跳过", access: { permission: "slots.open" }, params: FacilityParams, body: OpenSlots, output: OpenSlotsAnswer }),
  previewClosure: defineRoute({ ...visits, id: "previewClosure", method: "GET", path: "/api/visits/facilities/{facilityId}/closure-preview", summary: "关闭前查看：会影响多少预约和人数", access: { permission: "slots.close" }, params: FacilityParams, query: ClosurePreviewQuery, output: ClosurePreview }),
  closeSlots: defineRoute({ ...visits, id: "closeSlots", method: "POST", path: "/api/visits/facilities/{facilityId}/closures", summary: "关闭一天或几个场次：取消受影响的预约并逐一通知", access: { permission: "slots.close" }, params: FacilityParams, body: CloseSlots, output: CloseSlotsAnswer }),
  reopenSlots: defineRoute({ ...visits, id: "reopenSlots", method: "POST", path: "/api/visits/facilities/{facilityId}/reopenings", summary: "重新开放已关闭的场次；已取消的预约不会恢复", access: { permission: "slots.close" }, params: FacilityParams, body: ReopenSlots, output: SlotList }),
  getPoster: defineRoute({ ...visits, id: "getPoster", method: "GET", path: "/api/visits/facilities/{facilityId}/poster", summary: "打卡海报：供打印张贴的二维码", access: { permission: "posters.read" }, params: FacilityParams, output: FacilityPoster }),
  listArrivals: defineRoute({ ...visits, id: "listArrivals", method: "GET", path: "/api/visits/facilities/{facilityId}/arrivals", summary: "今日名单：当天已确认和已入场的预约", access: { permission: "checkIns.record" }, params: FacilityParams, query: ArrivalsQuery, output: Arrivals }),

  holdPlaces: defineRoute({ ...visits, id: "holdPlaces", method: "POST", path: "/api/visits/holds", summary: "保留名额 10 分钟；同一场次再次调用即修改人数", access: "SESSION", body: HoldPlaces, output: Hold }),
  releaseHold: defineRoute({ ...visits, id: "releaseHold", method: "POST", path: "/api/visits/holds/{holdId}/release", summary: "放弃保留的名额", access: "SESSION", params: HoldParams, body: ReleaseHold, output: HoldReleased }),

  submitBooking: defineRoute({ ...visits, id: "submitBooking", method: "POST", path: "/api/visits/bookings", summary: "提交家庭（个人）预约", access: "SESSION", body: SubmitBooking, output: BookingDetail }),
  listMyBookings: defineRoute({ ...visits, id: "listMyBookings", method: "GET", path: "/api/visits/my-bookings", summary: "我的预约", access: "SESSION", query: ListMyBookingsQuery, output: pageOf(BookingSummary) }),
  listBookings: defineRoute({ ...visits, id: "listBookings", method: "GET", path: "/api/visits/bookings", summary: "预约管理列表", access: { permission: "bookings.read" }, query: ListBookingsQuery, output: pageOf(BookingSummary) }),
  getBooking: defineRoute({ ...visits, id: "getBooking", method: "GET", path: "/api/visits/bookings/{bookingId}", summary: "预约详情，含时间线和可做的操作", access: "SESSION", params: BookingParams, output: BookingDetail }),
  confirmBooking: defineRoute({ ...visits, id: "confirmBooking", method: "POST", path: "/api/visits/bookings/{bookingId}/confirm", summary: "确认预约", access: { permission: "bookings.decide" }, params: BookingParams, body: DecideBooking, output: BookingDetail }),
  declineBooking: defineRoute({ ...visits, id: "declineBooking", method: "POST", path: "/api/visits/bookings/{bookingId}/decline", summary: "不通过（须填原因）", access: { permission: "bookings.decide" }, params: BookingParams, body: DecideBooking, output: BookingDetail }),
  cancelBooking: defineRoute({ ...visits, id: "cancelBooking", method: "POST", path: "/api/visits/bookings/{bookingId}/cancel", summary: "取消预约（默认参观前一天及以前）", access: "SESSION", params: BookingParams, body: DecideBooking, output: BookingDetail }),

  inspectCode: defineRoute({ ...visits, id: "inspectCode", method: "POST", path: "/api/visits/code-inspections", summary: "识别扫到的码：能否入场、还剩几人；不能入场的也留记录", access: "SESSION", body: InspectCode, output: InspectCodeAnswer }),
  checkIn: defineRoute({ ...visits, id: "checkIn", method: "POST", path: "/api/visits/bookings/{bookingId}/check-ins", summary: "核销入场：全部或部分人员", access: "SESSION", params: BookingParams, body: CheckIn, output: BookingDetail }),
  listCheckIns: defineRoute({ ...visits, id: "listCheckIns", method: "GET", path: "/api/visits/check-ins", summary: "入场记录：统计数字背后的明细", access: { permission: "checkIns.read" }, query: ListCheckInsQuery, output: pageOf(CheckInRecord) }),
} as const;

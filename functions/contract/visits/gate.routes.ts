import { defineRoute } from "../kernel/route";
import { pageOf } from "../kernel/page";
import { z } from "../kernel/zod";
import { BookingDetail } from "./booking.schema";
import { EntryConflict, EntryConflictParams, ListEntryConflictsQuery, ListGateConflictsQuery, SettleEntryConflict } from "./entryConflict.schema";
import { FacilityParams } from "./facility.schema";
import { EntryParams, GatePack, GatePackQuery, RegisterWalkIn, UndoEntry, UploadOfflineScans, UploadOfflineScansAnswer } from "./gate.schema";
import { visitErrors } from "./visits.errors";

const NOTHING = z.strictObject({});
const gate = { tag: "visits", params: NOTHING, query: NOTHING, body: undefined, errors: visitErrors } as const;

export const gateRoutes = {
  getGatePack: defineRoute({
    ...gate,
    id: "getGatePack",
    method: "GET",
    path: "/api/visits/facilities/{facilityId}/gate-pack",
    summary: "闸口离线包：当天名单、作废名单和验签公钥",
    access: { permission: "checkIns.record" },
    params: FacilityParams,
    query: GatePackQuery,
    output: GatePack,
  }),
  uploadOfflineScans: defineRoute({
    ...gate,
    id: "uploadOfflineScans",
    method: "POST",
    path: "/api/visits/facilities/{facilityId}/offline-scans",
    summary: "上传离线扫码记录：每条只生效一次，可重复上传",
    access: { permission: "checkIns.record" },
    params: FacilityParams,
    body: UploadOfflineScans,
    output: UploadOfflineScansAnswer,
  }),
  undoEntry: defineRoute({
    ...gate,
    id: "undoEntry",
    method: "POST",
    path: "/api/visits/bookings/{bookingId}/entries/{entryId}/undo",
    summary: "撤销入场：同一部手机 15 分钟内，或主管当天填写原因",
    access: { permission: "checkIns.record" },
    params: EntryParams,
    body: UndoEntry,
    output: BookingDetail,
  }),
  registerWalkIn: defineRoute({
    ...gate,
    id: "registerWalkIn",
    method: "POST",
    path: "/api/visits/facilities/{facilityId}/walk-ins",
    summary: "现场登记：没有预约的人按当天场次的余量入场",
    access: { permission: "checkIns.record" },
    params: FacilityParams,
    body: RegisterWalkIn,
    output: BookingDetail,
  }),
  listGateConflicts: defineRoute({
    ...gate,
    id: "listGateConflicts",
    method: "GET",
    path: "/api/visits/facilities/{facilityId}/entry-conflicts",
    summary: "本单位待处理的入场冲突",
    access: { permission: "checkIns.read" },
    params: FacilityParams,
    query: ListGateConflictsQuery,
    output: pageOf(EntryConflict),
  }),
  listEntryConflicts: defineRoute({
    ...gate,
    id: "listEntryConflicts",
    method: "GET",
    path: "/api/visits/entry-conflicts",
    summary: "入场冲突：按单位或城市，待处理或已处理",
    access: { permission: "checkIns.read" },
    query: ListEntryConflictsQuery,
    output: pageOf(EntryConflict),
  }),
  settleEntryConflict: defineRoute({
    ...gate,
    id: "settleEntryConflict",
    method: "POST",
    path: "/api/visits/entry-conflicts/{conflictId}/settlement",
    summary: "处理入场冲突：只计一次或两次都计入（须填说明）",
    access: { permission: "checkIns.supervise" },
    params: EntryConflictParams,
    body: SettleEntryConflict,
    output: EntryConflict,
  }),
} as const;

import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { RegionChoices, RegionsQuery } from "../regions/regions.schema";
import { ListFlaggedBookingsQuery } from "./attention.schema";
import { BookingSummary } from "./booking.schema";
import { facilityErrors } from "./facilities.errors";
import { FacilityParams } from "./facility.schema";
import { CreateKnowledge, EditKnowledge, KnowledgeList, KnowledgeParams, ManagedKnowledge, ManagedKnowledgeList, OrderKnowledge } from "./knowledge.schema";
import {
  ChangeFacilityStatus,
  CreateFacility,
  EditFacility,
  FacilityStatusPreview,
  FacilityStatusPreviewQuery,
  ListManagedFacilitiesQuery,
  ManagedFacilityDetail,
  ManagedFacilitySummary,
} from "./managedFacility.schema";

const NOTHING = z.strictObject({});
const facilities = { tag: "facilities", params: NOTHING, query: NOTHING, body: undefined, errors: facilityErrors } as const;

/** 单位管理: a facility as its office and the bureaus above it see it. What the public sees stands in `visits.routes.ts`. */
export const facilityRoutes = {
  listManagedFacilities: defineRoute({
    ...facilities,
    id: "listManagedFacilities",
    method: "GET",
    path: "/api/visits/managed-facilities",
    summary: "单位管理列表：本人范围内，按关键字、类别、状态、地市筛选",
    access: { permission: "facilities.read" },
    query: ListManagedFacilitiesQuery,
    output: pageOf(ManagedFacilitySummary),
  }),
  getManagedFacility: defineRoute({
    ...facilities,
    id: "getManagedFacility",
    method: "GET",
    path: "/api/visits/managed-facilities/{facilityId}",
    summary: "单位资料、可做的操作和变更记录",
    access: { permission: "facilities.read" },
    params: FacilityParams,
    output: ManagedFacilityDetail,
  }),
  listFacilityDistricts: defineRoute({
    ...facilities,
    id: "listFacilityDistricts",
    method: "GET",
    path: "/api/visits/facility-districts",
    summary: "可以新增开放单位的区县：逐级展开，或按名称查找",
    access: { permission: "facilities.approve" },
    query: RegionsQuery,
    output: RegionChoices,
  }),
  createFacility: defineRoute({
    ...facilities,
    id: "createFacility",
    method: "POST",
    path: "/api/visits/managed-facilities",
    summary: "新增开放单位，从「申报中」开始",
    access: { permission: "facilities.approve" },
    body: CreateFacility,
    output: ManagedFacilityDetail,
  }),
  editFacility: defineRoute({
    ...facilities,
    id: "editFacility",
    method: "PUT",
    path: "/api/visits/managed-facilities/{facilityId}",
    summary: "修改单位资料；后保存的人会看到谁改了什么",
    access: { permission: "facilities.edit" },
    params: FacilityParams,
    body: EditFacility,
    output: ManagedFacilityDetail,
  }),
  previewFacilityStatus: defineRoute({
    ...facilities,
    id: "previewFacilityStatus",
    method: "GET",
    path: "/api/visits/managed-facilities/{facilityId}/status-preview",
    summary: "暂停或撤销前查看：会影响多少预约和人数",
    access: { permission: "facilities.approve" },
    params: FacilityParams,
    query: FacilityStatusPreviewQuery,
    output: FacilityStatusPreview,
  }),
  changeFacilityStatus: defineRoute({
    ...facilities,
    id: "changeFacilityStatus",
    method: "POST",
    path: "/api/visits/managed-facilities/{facilityId}/status-changes",
    summary: "审核开放、暂停、恢复、撤销；受影响的预约进入「需处理」",
    access: { permission: "facilities.approve" },
    params: FacilityParams,
    body: ChangeFacilityStatus,
    output: ManagedFacilityDetail,
  }),
  listFlaggedBookings: defineRoute({
    ...facilities,
    id: "listFlaggedBookings",
    method: "GET",
    path: "/api/visits/flagged-bookings",
    summary: "需处理：因单位或场次变更而不再成立的预约",
    access: { permission: "bookings.read" },
    query: ListFlaggedBookingsQuery,
    output: pageOf(BookingSummary),
  }),

  listKnowledge: defineRoute({
    ...facilities,
    id: "listKnowledge",
    method: "GET",
    path: "/api/visits/facilities/{facilityId}/knowledge",
    summary: "单位的科普知识（已发布）",
    access: "PUBLIC",
    params: FacilityParams,
    output: KnowledgeList,
  }),
  listManagedKnowledge: defineRoute({
    ...facilities,
    id: "listManagedKnowledge",
    method: "GET",
    path: "/api/visits/managed-facilities/{facilityId}/knowledge",
    summary: "科普知识管理：含未发布的",
    access: { permission: "facilities.read" },
    params: FacilityParams,
    output: ManagedKnowledgeList,
  }),
  createKnowledge: defineRoute({
    ...facilities,
    id: "createKnowledge",
    method: "POST",
    path: "/api/visits/managed-facilities/{facilityId}/knowledge",
    summary: "新增科普知识",
    access: { permission: "facilities.edit" },
    params: FacilityParams,
    body: CreateKnowledge,
    output: ManagedKnowledge,
  }),
  editKnowledge: defineRoute({
    ...facilities,
    id: "editKnowledge",
    method: "PUT",
    path: "/api/visits/managed-facilities/{facilityId}/knowledge/{knowledgeId}",
    summary: "修改、发布或撤下科普知识",
    access: { permission: "facilities.edit" },
    params: KnowledgeParams,
    body: EditKnowledge,
    output: ManagedKnowledge,
  }),
  orderKnowledge: defineRoute({
    ...facilities,
    id: "orderKnowledge",
    method: "POST",
    path: "/api/visits/managed-facilities/{facilityId}/knowledge-order",
    summary: "调整科普知识的顺序",
    access: { permission: "facilities.edit" },
    params: FacilityParams,
    body: OrderKnowledge,
    output: ManagedKnowledgeList,
  }),
} as const;

import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { slotPlanErrors } from "./facilities.errors";
import { FacilityParams } from "./facility.schema";
import { EditSlots, SlotList } from "./slot.schema";
import {
  CloseTemplateSlots,
  CloseTemplateSlotsAnswer,
  CreateSlotTemplate,
  EditSlotTemplate,
  SetSlotTemplateStatus,
  SlotTemplateAnswer,
  SlotTemplateList,
  SlotTemplateParams,
} from "./slotTemplate.schema";

const NOTHING = z.strictObject({});
const slotPlan = { tag: "slots", params: NOTHING, query: NOTHING, body: undefined, errors: slotPlanErrors } as const;

/** 场次管理: templates that open slots by themselves, and changes to slots that are open. */
export const slotPlanRoutes = {
  listSlotTemplates: defineRoute({
    ...slotPlan,
    id: "listSlotTemplates",
    method: "GET",
    path: "/api/visits/facilities/{facilityId}/slot-templates",
    summary: "开放模板列表",
    access: { permission: "slots.open" },
    params: FacilityParams,
    output: SlotTemplateList,
  }),
  createSlotTemplate: defineRoute({
    ...slotPlan,
    id: "createSlotTemplate",
    method: "POST",
    path: "/api/visits/facilities/{facilityId}/slot-templates",
    summary: "新增开放模板，并按它开放近期场次",
    access: { permission: "slots.open" },
    params: FacilityParams,
    body: CreateSlotTemplate,
    output: SlotTemplateAnswer,
  }),
  editSlotTemplate: defineRoute({
    ...slotPlan,
    id: "editSlotTemplate",
    method: "PUT",
    path: "/api/visits/facilities/{facilityId}/slot-templates/{templateId}",
    summary: "修改开放模板；已开放的场次不变",
    access: { permission: "slots.open" },
    params: SlotTemplateParams,
    body: EditSlotTemplate,
    output: SlotTemplateAnswer,
  }),
  setSlotTemplateStatus: defineRoute({
    ...slotPlan,
    id: "setSlotTemplateStatus",
    method: "POST",
    path: "/api/visits/facilities/{facilityId}/slot-templates/{templateId}/status",
    summary: "停用或重新启用开放模板；已开放的场次不变",
    access: { permission: "slots.open" },
    params: SlotTemplateParams,
    body: SetSlotTemplateStatus,
    output: SlotTemplateAnswer,
  }),
  closeTemplateSlots: defineRoute({
    ...slotPlan,
    id: "closeTemplateSlots",
    method: "POST",
    path: "/api/visits/facilities/{facilityId}/slot-templates/{templateId}/closures",
    summary: "关闭模板不再开放、也没有人预约的场次",
    access: { permission: "slots.close" },
    params: SlotTemplateParams,
    body: CloseTemplateSlots,
    output: CloseTemplateSlotsAnswer,
  }),
  editSlots: defineRoute({
    ...slotPlan,
    id: "editSlots",
    method: "POST",
    path: "/api/visits/facilities/{facilityId}/slot-changes",
    summary: "修改场次的名额、人数范围和接待对象；超出的预约进入「需处理」",
    access: { permission: "slots.open" },
    params: FacilityParams,
    body: EditSlots,
    output: SlotList,
  }),
} as const;

import { HoldRetention, ReleaseRetention, retentionHoldErrors } from "../engines/retentionHold";
import { captchaErrors } from "../kernel/captcha";
import { CodeRequested } from "../kernel/phone";
import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { RegionChoices, RegionsQuery } from "../regions/regions.schema";
import {
  ListRegistrationsQuery,
  RegistrationDesk,
  RegistrationDetail,
  RegistrationParams,
  RegistrationStarted,
  RegistrationSummary,
  RequestRegistrationCode,
  StartRegistration,
  SubmitRegistration,
  WithdrawRegistration,
} from "./registration.schema";
import { registrationErrors } from "./registrations.errors";

const NOTHING = z.strictObject({});
const registrations = { tag: "registrations", params: NOTHING, query: NOTHING, body: undefined, errors: registrationErrors } as const;

const hold = {
  ...registrations,
  method: "POST",
  access: { permission: "settings.read" },
  params: RegistrationParams,
  body: HoldRetention,
  errors: retentionHoldErrors,
  output: RegistrationDetail,
} as const;

export const registrationRoutes = {
  listRegistrationPlaces: defineRoute({
    ...registrations,
    id: "listRegistrationPlaces",
    method: "GET",
    path: "/api/registrations/places",
    summary: "注册时可选的省、市、区县：逐级展开，或按名称查找",
    access: "PUBLIC",
    query: RegionsQuery,
    output: RegionChoices,
  }),
  requestRegistrationCode: defineRoute({
    ...registrations,
    id: "requestRegistrationCode",
    method: "POST",
    path: "/api/registrations/phone-codes",
    summary: "注册第一步：检查用户名，给负责人手机发验证码（先过图形验证码）",
    access: "PUBLIC",
    body: RequestRegistrationCode,
    output: CodeRequested,
    errors: { ...registrationErrors, ...captchaErrors },
  }),
  startRegistration: defineRoute({
    ...registrations,
    id: "startRegistration",
    method: "POST",
    path: "/api/registrations",
    summary: "注册第一步：创建没有任何权限的账号",
    access: "PUBLIC",
    body: StartRegistration,
    output: RegistrationStarted,
  }),
  getOwnRegistration: defineRoute({
    ...registrations,
    id: "getOwnRegistration",
    method: "GET",
    path: "/api/registrations/own",
    summary: "我的注册：状态、审核意见和已提交的资料",
    access: "SESSION",
    output: RegistrationDetail,
  }),
  submitRegistration: defineRoute({
    ...registrations,
    id: "submitRegistration",
    method: "POST",
    path: "/api/registrations/own/submissions",
    summary: "注册第二步：提交资料审核；退回或撤回后修改重新提交",
    access: "SESSION",
    body: SubmitRegistration,
    output: RegistrationDetail,
  }),
  listRegistrations: defineRoute({
    ...registrations,
    id: "listRegistrations",
    method: "GET",
    path: "/api/registrations",
    summary: "注册审核列表：按状态、类型、名称筛选",
    access: { permission: "registrations.review" },
    query: ListRegistrationsQuery,
    output: pageOf(RegistrationSummary),
  }),
  getRegistrationDesk: defineRoute({
    ...registrations,
    id: "getRegistrationDesk",
    method: "GET",
    path: "/api/registrations/desk",
    summary: "待我审核的注册申请条数",
    access: { permission: "registrations.review" },
    output: RegistrationDesk,
  }),
  getRegistration: defineRoute({
    ...registrations,
    id: "getRegistration",
    method: "GET",
    path: "/api/registrations/{registrationId}",
    summary: "注册申请详情，含授权书、相似的申请、时间线和可做的操作",
    access: { permission: "registrations.review" },
    params: RegistrationParams,
    output: RegistrationDetail,
  }),
  withdrawRegistration: defineRoute({
    ...registrations,
    id: "withdrawRegistration",
    method: "POST",
    path: "/api/registrations/own/withdrawals",
    summary: "撤回自己的注册申请，修改后再提交；已有人审核过的不能撤回",
    access: "SESSION",
    body: WithdrawRegistration,
    output: RegistrationDetail,
  }),
  holdRegistrationRetention: defineRoute({
    ...hold,
    id: "holdRegistrationRetention",
    path: "/api/registrations/{registrationId}/retention-hold",
    summary: "暂停到期清除：投诉、纠纷或案件需要保留这份注册申请",
  }),
  releaseRegistrationRetention: defineRoute({
    ...hold,
    id: "releaseRegistrationRetention",
    path: "/api/registrations/{registrationId}/retention-release",
    summary: "恢复到期清除：已经到期的随后清除",
    body: ReleaseRetention,
  }),
} as const;

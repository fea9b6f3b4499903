import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import {
  ApprovalDesk,
  ApprovalDetail,
  ApprovalParams,
  ApprovalSummary,
  Colleagues,
  DecideApproval,
  EndLeave,
  LeaveParams,
  Leaves,
  ListApprovalProgressQuery,
  ListMyApprovalsQuery,
  RegisterLeave,
} from "./approval.schema";
import { approvalErrors } from "./approvals.errors";

const NOTHING = z.strictObject({});
// Tasks are personal: whoever is logged in has their own, on either client.
const approvals = { tag: "approvals", access: "SESSION", params: NOTHING, query: NOTHING, body: undefined, errors: approvalErrors } as const;

export const approvalRoutes = {
  listMyApprovals: defineRoute({
    ...approvals,
    id: "listMyApprovals",
    method: "GET",
    path: "/api/approvals",
    summary: "我的审批：待办（快到期的在前）、已办、我发起的、抄送我的",
    query: ListMyApprovalsQuery,
    output: pageOf(ApprovalSummary),
  }),
  getApprovalDesk: defineRoute({
    ...approvals,
    id: "getApprovalDesk",
    method: "GET",
    path: "/api/approvals/desk",
    summary: "待我审批的条数，其中超时的条数",
    output: ApprovalDesk,
  }),
  listApprovalProgress: defineRoute({
    ...approvals,
    id: "listApprovalProgress",
    method: "GET",
    path: "/api/approvals/progress",
    summary: "权限范围内正在审批的事项，等待最久的在前",
    access: { permission: "approvals.read" },
    query: ListApprovalProgressQuery,
    output: pageOf(ApprovalSummary),
  }),
  listColleagues: defineRoute({
    ...approvals,
    id: "listColleagues",
    method: "GET",
    path: "/api/approvals/colleagues",
    summary: "可以选为代理人的同事",
    output: Colleagues,
  }),
  listLeaves: defineRoute({
    ...approvals,
    id: "listLeaves",
    method: "GET",
    path: "/api/approvals/leaves",
    summary: "我的请假和我代理的人",
    output: Leaves,
  }),
  registerLeave: defineRoute({
    ...approvals,
    id: "registerLeave",
    method: "POST",
    path: "/api/approvals/leaves",
    summary: "登记请假和代理人，期间的审批由代理人办理",
    body: RegisterLeave,
    output: Leaves,
  }),
  endLeave: defineRoute({
    ...approvals,
    id: "endLeave",
    method: "POST",
    path: "/api/approvals/leaves/{leaveId}/endings",
    summary: "取消请假，或提前回来",
    params: LeaveParams,
    body: EndLeave,
    output: Leaves,
  }),
  getApproval: defineRoute({
    ...approvals,
    id: "getApproval",
    method: "GET",
    path: "/api/approvals/{approvalId}",
    summary: "一项审批：环节、等待的人、过程和我可做的操作",
    params: ApprovalParams,
    output: ApprovalDetail,
  }),
  listApprovalColleagues: defineRoute({
    ...approvals,
    id: "listApprovalColleagues",
    method: "GET",
    path: "/api/approvals/{approvalId}/colleagues",
    summary: "可以转签、加签、抄送的人员",
    params: ApprovalParams,
    output: Colleagues,
  }),
  decideApproval: defineRoute({
    ...approvals,
    id: "decideApproval",
    method: "POST",
    path: "/api/approvals/{approvalId}/decisions",
    summary: "同意、不同意、退回、转签、加签、抄送、催办、撤回",
    params: ApprovalParams,
    body: DecideApproval,
    output: ApprovalDetail,
  }),
} as const;

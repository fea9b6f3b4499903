import { exportErrors } from "../engines/exports";
import { pageOf } from "../kernel/page";
import { defineRoute } from "../kernel/route";
import { SpreadsheetFile } from "../kernel/spreadsheet";
import { z } from "../kernel/zod";
import { activityErrors } from "./activities.errors";
import {
  ActivityDesk,
  ActivityDetail,
  ActivityParams,
  ActivitySummary,
  ActivityUnits,
  DecideActivity,
  ExportActivitiesQuery,
  ListActivitiesQuery,
  ResubmitActivity,
  SubmitActivity,
} from "./activity.schema";

const NOTHING = z.strictObject({});
const activities = { tag: "activities", params: NOTHING, query: NOTHING, body: undefined, errors: activityErrors } as const;

export const activityRoutes = {
  listActivities: defineRoute({
    ...activities,
    id: "listActivities",
    method: "GET",
    path: "/api/activities",
    summary: "线上活动列表：按状态、结束日期、提交人、名称筛选",
    access: { permission: "activities.read" },
    query: ListActivitiesQuery,
    output: pageOf(ActivitySummary),
  }),
  exportActivities: defineRoute({
    ...activities,
    id: "exportActivities",
    method: "GET",
    path: "/api/activities.xlsx",
    summary: "导出线上活动（Excel），与当前条件一致",
    access: { permission: "activities.read" },
    query: ExportActivitiesQuery,
    output: SpreadsheetFile,
    errors: exportErrors,
  }),
  getActivityDesk: defineRoute({
    ...activities,
    id: "getActivityDesk",
    method: "GET",
    path: "/api/activities/desk",
    summary: "待我审核和被驳回待修改的条数",
    access: { permission: "activities.read" },
    output: ActivityDesk,
  }),
  listActivityUnits: defineRoute({
    ...activities,
    id: "listActivityUnits",
    method: "GET",
    path: "/api/activities/units",
    summary: "权限范围内可上报线上活动的单位",
    access: { permission: "activities.read" },
    output: ActivityUnits,
  }),
  submitActivity: defineRoute({
    ...activities,
    id: "submitActivity",
    method: "POST",
    path: "/api/activities",
    summary: "上报线上活动",
    access: { permission: "activities.submit" },
    body: SubmitActivity,
    output: ActivityDetail,
  }),
  getActivity: defineRoute({
    ...activities,
    id: "getActivity",
    method: "GET",
    path: "/api/activities/{activityId}",
    summary: "线上活动详情，含时间线和可做的操作",
    access: { permission: "activities.read" },
    params: ActivityParams,
    output: ActivityDetail,
  }),
  decideActivity: defineRoute({
    ...activities,
    id: "decideActivity",
    method: "POST",
    path: "/api/activities/{activityId}/decisions",
    summary: "审核、复议、驳回（须填原因）或撤回",
    access: { permission: "activities.read" },
    params: ActivityParams,
    body: DecideActivity,
    output: ActivityDetail,
  }),
  resubmitActivity: defineRoute({
    ...activities,
    id: "resubmitActivity",
    method: "POST",
    path: "/api/activities/{activityId}/resubmissions",
    summary: "被驳回或撤回的活动修改后重新提交",
    access: { permission: "activities.submit" },
    params: ActivityParams,
    body: ResubmitActivity,
    output: ActivityDetail,
  }),
} as const;

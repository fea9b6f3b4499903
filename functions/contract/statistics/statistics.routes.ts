import { exportErrors } from "../engines/exports";
import { defineRoute } from "../kernel/route";
import { SpreadsheetFile } from "../kernel/spreadsheet";
import { z } from "../kernel/zod";
import { ActivityStatistics } from "./activityFigures.schema";
import { LatestFigures, VisitStatistics, VisitStatisticsQuery } from "./visitFigures.schema";
import { recountErrors, RecountQuery, VisitRecount } from "./visitRecount.schema";

const NOTHING = z.strictObject({});
const statistics = { tag: "statistics", params: NOTHING, query: NOTHING, body: undefined, errors: {} } as const;

export const statisticsRoutes = {
  getLatestFigures: defineRoute({
    ...statistics,
    id: "getLatestFigures",
    method: "GET",
    path: "/api/statistics/latest",
    summary: "最新数据",
    access: { permission: "statistics.read" },
    output: LatestFigures,
  }),
  getVisitStatistics: defineRoute({
    ...statistics,
    id: "getVisitStatistics",
    method: "GET",
    path: "/api/statistics/visits",
    summary: "综合统计：地市与开放单位两级，省级以上另有省一级，默认当前年",
    access: { permission: "statistics.read" },
    query: VisitStatisticsQuery,
    output: VisitStatistics,
  }),
  exportVisitStatistics: defineRoute({
    ...statistics,
    id: "exportVisitStatistics",
    method: "GET",
    path: "/api/statistics/visits.xlsx",
    summary: "导出综合统计（Excel），与当前条件一致",
    access: { permission: "statistics.read" },
    query: VisitStatisticsQuery,
    output: SpreadsheetFile,
    errors: exportErrors,
  }),
  getActivityStatistics: defineRoute({
    ...statistics,
    id: "getActivityStatistics",
    method: "GET",
    path: "/api/statistics/activities",
    summary: "线上活动统计：各级上报的累计在各级，只计已审核，默认当前年",
    access: { permission: "statistics.read" },
    query: VisitStatisticsQuery,
    output: ActivityStatistics,
  }),
  exportActivityStatistics: defineRoute({
    ...statistics,
    id: "exportActivityStatistics",
    method: "GET",
    path: "/api/statistics/activities.xlsx",
    summary: "导出线上活动统计（Excel），与当前条件一致",
    access: { permission: "statistics.read" },
    query: VisitStatisticsQuery,
    output: SpreadsheetFile,
    errors: exportErrors,
  }),
  recountVisitFigures: defineRoute({
    ...statistics,
    id: "recountVisitFigures",
    method: "GET",
    path: "/api/statistics/visits/recount",
    summary: "重新核算：由原始记录重新计数，与当前统计对照；可看截至过去某时的数字和之后的更正",
    access: { permission: "statistics.read" },
    query: RecountQuery,
    output: VisitRecount,
    errors: recountErrors,
  }),
} as const;

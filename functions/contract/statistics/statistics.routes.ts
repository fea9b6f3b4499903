import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { LatestFigures, VisitStatistics, VisitStatisticsQuery } from "./visitFigures.schema";

const NOTHING = z.strictObject({});
const statistics = { tag: "statistics", params: NOTHING, query: NOTHING, body: undefined, errors: {} } as const;

export const statisticsRoutes = {
  getLatestFigures: defineRoute({ ...statistics, id: "getLatestFigures", method: "GET", path: "/api/statistics/latest", summary: "最新数据", access: { permission: "statistics.read" }, output: LatestFigures }),
  getVisitStatistics: defineRoute({ ...statistics, id: "getVisitStatistics", method: "GET", path: "/api/statistics/visits", summary: "综合统计：地市与开放单位两级，默认当前年", access: { permission: "statistics.read" }, query: VisitStatisticsQuery, output: VisitStatistics }),
} as const;

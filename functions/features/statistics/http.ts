import type { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import type { ExportDeps } from "../../engines/exports/makeExport";
import type { Handlers } from "../../engines/http/handler";
import { exportActivityStatistics } from "./queries/exportActivityStatistics";
import { getActivityStatistics } from "./queries/getActivityStatistics";
import { exportVisitStatistics } from "./queries/exportVisitStatistics";
import { getLatestFigures, getVisitStatistics } from "./queries/getVisitStatistics";
import { recountVisitFigures } from "./queries/recountVisitFigures";

export function statisticsHandlers(deps: ExportDeps): Handlers<typeof statisticsRoutes> {
  return {
    getLatestFigures: ({ actor }) => getLatestFigures(deps.engine, actor),
    getVisitStatistics: ({ actor, input }) => getVisitStatistics(deps.engine, actor, input.query),
    exportVisitStatistics: ({ actor, input }) => exportVisitStatistics(deps, actor, input.query),
    getActivityStatistics: ({ actor, input }) => getActivityStatistics(deps.engine, actor, input.query),
    exportActivityStatistics: ({ actor, input }) => exportActivityStatistics(deps, actor, input.query),
    recountVisitFigures: ({ actor, input }) => recountVisitFigures(deps.engine, actor, input.query),
  };
}

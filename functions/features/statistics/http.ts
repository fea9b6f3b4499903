import type { statisticsRoutes } from "@app/contract/statistics/statistics.routes";
import type { Clock } from "../../engines/context/clock";
import type { Handlers } from "../../engines/http/handler";
import type { Store } from "../../engines/store/storePort";
import { getLatestFigures, getVisitStatistics } from "./queries/getVisitStatistics";

export function statisticsHandlers(deps: { store: Store; clock: Clock }): Handlers<typeof statisticsRoutes> {
  return {
    getLatestFigures: ({ actor }) => getLatestFigures(deps, actor),
    getVisitStatistics: ({ actor, input }) => getVisitStatistics(deps, actor, input.query),
  };
}

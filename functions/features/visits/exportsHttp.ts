import type { visitExportRoutes } from "@app/contract/visits/visitExports.routes";
import type { ExportDeps } from "../../engines/exports/makeExport";
import type { Handlers } from "../../engines/http/handler";
import { exportBookings, exportCheckIns } from "./queries/exportLists";

export function visitExportHandlers(deps: ExportDeps): Handlers<typeof visitExportRoutes> {
  return {
    exportBookings: ({ input, actor }) => exportBookings(deps, actor, input.query),
    exportCheckIns: ({ input, actor }) => exportCheckIns(deps, actor, input.query),
  };
}

import type { gateRoutes } from "@app/contract/visits/gate.routes";
import type { Handlers } from "../../engines/http/handler";
import { registerWalkIn } from "./actions/registerWalkIn";
import { settleEntryConflict } from "./actions/settleEntryConflict";
import { undoEntry } from "./actions/undoEntry";
import { uploadOfflineScans } from "./actions/uploadOfflineScans";
import { getGatePack } from "./queries/getGatePack";
import { listEntryConflicts } from "./queries/listEntryConflicts";
import type { VisitDeps } from "./visitDeps";

export function gateHandlers(deps: Pick<VisitDeps, "engine" | "codes">): Handlers<typeof gateRoutes> {
  const { engine, codes } = deps;
  const reading = { store: engine.store, clock: engine.clock, codes };
  return {
    getGatePack: ({ input, actor }) => getGatePack(reading, actor, input.params.facilityId, input.query.date),
    uploadOfflineScans: ({ input, actor }) => uploadOfflineScans(deps, { actor, facilityId: input.params.facilityId, command: input.body }),
    undoEntry: ({ input, actor }) => undoEntry(deps, { actor, ...input.params, command: input.body }),
    registerWalkIn: ({ input, actor }) => registerWalkIn(deps, { actor, facilityId: input.params.facilityId, command: input.body }),
    listGateConflicts: ({ input, actor }) => listEntryConflicts(reading, actor, { facilityId: input.params.facilityId, status: "OPEN", ...input.query }),
    listEntryConflicts: ({ input, actor }) => listEntryConflicts(reading, actor, input.query),
    settleEntryConflict: ({ input, actor }) => settleEntryConflict(deps, { actor, conflictId: input.params.conflictId, command: input.body }),
  };
}

import type { retentionHoldRoutes } from "@app/contract/visits/retentionHold.routes";
import type { Handlers } from "../../engines/http/handler";
import { holdRetention } from "./actions/holdRetention";
import type { VisitDeps } from "./visitDeps";

export function retentionHoldHandlers(deps: VisitDeps): Handlers<typeof retentionHoldRoutes> {
  return {
    holdBookingRetention: ({ actor, input }) => holdRetention(deps, { actor, ...input.params, step: "HOLD", command: input.body }),
    releaseBookingRetention: ({ actor, input }) => holdRetention(deps, { actor, ...input.params, step: "RELEASE", command: input.body }),
  };
}

import type { auditRoutes } from "@app/contract/audit/audit.routes";
import type { Handlers } from "../../engines/http/handler";
import { revealPersonalData } from "./actions/revealPersonalData";
import type { AuditDeps } from "./auditDeps";
import { exportTrail } from "./queries/exportTrail";
import { getTrailEntry, listDataReads, listTrail } from "./queries/listTrail";

export function auditHandlers(deps: AuditDeps): Handlers<typeof auditRoutes> {
  const { store } = deps.engine;
  return {
    listTrail: ({ actor, input }) => listTrail(store, actor, input.query),
    exportTrail: ({ actor, input }) => exportTrail(deps, actor, input.query),
    getTrailEntry: ({ actor, input }) => getTrailEntry(store, actor, input.params.entryId),
    listDataReads: ({ actor, input }) => listDataReads(store, actor, { ...input.params, ...input.query }),
    revealPersonalData: ({ actor, input }) => revealPersonalData(deps, { actor, ...input.params, command: input.body }),
  };
}

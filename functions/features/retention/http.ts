import { FIXED_RETENTION, keptLabel, RETENTION_KINDS, RETENTION_RULES } from "@app/contract/engines/retention";
import { ok } from "@app/contract/kernel/result";
import type { retentionRoutes } from "@app/contract/retention/retention.routes";
import type { ExportDeps } from "../../engines/exports/makeExport";
import type { Handlers } from "../../engines/http/handler";
import type { Parameters } from "../../engines/settings/parameters";
import { exportTombstones, listTombstones } from "./tombstones";

export function retentionHandlers(deps: ExportDeps & { readonly parameters: Parameters }): Handlers<typeof retentionRoutes> {
  return {
    getRetentionRules: async () =>
      ok({
        rules: await Promise.all(
          RETENTION_KINDS.map(async (kind) => {
            const rule = RETENTION_RULES[kind];
            const kept = await deps.parameters.get(rule.parameter);
            return { kind, label: rule.label, howLong: `从${rule.from}起 ${keptLabel(rule, kept)}`, what: rule.what, reason: rule.reason };
          }),
        ),
        fixed: FIXED_RETENTION.map((row) => ({ ...row })),
      }),
    listTombstones: ({ input }) => listTombstones(deps.engine.store, input.query),
    exportTombstones: ({ actor, input }) => exportTombstones(deps, actor, input.query),
  };
}

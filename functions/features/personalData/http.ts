import { ok, refuse } from "@app/contract/kernel/result";
import type { Me } from "@app/contract/sessions/session.schema";
import type { personalDataRoutes } from "@app/contract/personalData/personalData.routes";
import type { Handlers } from "../../engines/http/handler";
import { getPersonJob } from "../sessions/public";
import { agreeTo } from "./actions/agreeTo";
import { deleteMyAccount, toReceipt } from "./actions/deleteMyAccount";
import type { PersonalDataDeps } from "./personalDataDeps";
import { downloadMyData, downloadMyDataSheet, getMyData, listMyRecords } from "./queries/myData";

export function personalDataHandlers(
  deps: PersonalDataDeps & { readonly meOf: (token: string) => Promise<Me | undefined> },
): Handlers<typeof personalDataRoutes> {
  return {
    agreeTo: async ({ input, actor, sessionToken }) => {
      const agreed = await agreeTo(deps, { actor, command: input.body });
      if (!agreed.ok) return agreed;
      const me = sessionToken === undefined ? undefined : await deps.meOf(sessionToken);
      return me === undefined ? refuse({ code: "SESSION_EXPIRED" }) : ok({ me });
    },
    getMyData: ({ actor }) => getMyData(deps, actor),
    listMyRecords: ({ input, actor }) => listMyRecords(deps, actor, input.params.kind, input.query),
    downloadMyData: ({ actor }) => downloadMyData(deps, actor),
    downloadMyDataSheet: ({ actor }) => downloadMyDataSheet(deps, actor),
    deleteMyAccount: ({ input, actor }) => deleteMyAccount(deps, { actor, command: input.body }),
    getDeletion: async ({ input }) => {
      const job = await getPersonJob(deps.engine.store, input.params.receiptId);
      return job?.kind !== "FORGET" ? refuse({ code: "NOT_FOUND", what: "份注销记录" }) : ok(toReceipt(job));
    },
  };
}

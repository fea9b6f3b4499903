import type { noShowRoutes } from "@app/contract/visits/noShows.routes";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import type { Handlers } from "../../../engines/http/handler";
import { decideNoShow } from "./decideNoShow";
import { listMyNoShows, listNoShows, listNoShowWaivers } from "./noShowQueries";
import { listNoShowRules, setNoShowRule } from "./noShowRules";
import { waiveDays } from "./waiveDays";

export function noShowHandlers(engine: CommandEngine): Handlers<typeof noShowRoutes> {
  return {
    listMyNoShows: ({ input, actor }) => listMyNoShows(engine, actor, input.query),
    appealNoShow: ({ input: { params, body }, actor }) => decideNoShow(engine, { actor, ...params, ...body, action: "APPEAL", remark: body.remark }),
    listNoShows: ({ input, actor }) => listNoShows(engine, actor, input.query),
    waiveNoShow: ({ input: { params, body }, actor }) => decideNoShow(engine, { actor, ...params, ...body, action: "WAIVE", remark: body.remark }),
    upholdNoShow: ({ input: { params, body }, actor }) => decideNoShow(engine, { actor, ...params, ...body, action: "UPHOLD", remark: body.remark }),
    listNoShowRules: ({ actor }) => listNoShowRules(engine.store, actor),
    setNoShowRule: ({ input, actor }) => setNoShowRule(engine, { actor, cityCode: input.params.cityCode, command: input.body }),
    listNoShowWaivers: ({ input, actor }) => listNoShowWaivers(engine, actor, input.query.cityCode),
    waiveDays: ({ input, actor }) => waiveDays(engine, { actor, command: input.body }),
  };
}

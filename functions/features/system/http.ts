import type { systemRoutes } from "@app/contract/system/system.routes";
import type { Handlers } from "../../engines/http/handler";
import { getNoticeFigures, listUndeliveredNotices, sendNoticeAgain } from "../notices/public";
import { listDeadLetters, retryDeadLetter } from "./deadLetters";
import type { SystemDeps } from "./systemDeps";
import { listJobs } from "./jobs";
import { getSystemStatus } from "./systemStatus";

export function systemHandlers(deps: SystemDeps): Handlers<typeof systemRoutes> {
  const { engine } = deps;
  return {
    getSystemStatus: () => getSystemStatus(deps),
    listJobs: () => listJobs(deps),
    listDeadLetters: ({ input }) => listDeadLetters(engine.store, input.query),
    retryDeadLetter: ({ input, actor }) => retryDeadLetter(engine, { actor, ...input.params, command: input.body }),
    listUndeliveredNotices: ({ input }) => listUndeliveredNotices(engine.store, input.query),
    getNoticeFigures: ({ input }) => getNoticeFigures(engine, input.query.days),
    sendNoticeAgain: ({ input, actor }) => sendNoticeAgain(engine, { actor, ...input.params, command: input.body }),
  };
}

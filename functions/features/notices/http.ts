import type { noticeRoutes } from "@app/contract/notices/notices.routes";
import type { Handlers } from "../../engines/http/handler";
import { reportSubscriptions, type SubscriptionDeps } from "./actions/reportSubscriptions";
import { getSubscriptionAsks } from "./queries/getSubscriptionAsks";

export function noticeHandlers(deps: SubscriptionDeps): Handlers<typeof noticeRoutes> {
  return {
    getSubscriptionAsks: ({ input, actor }) => getSubscriptionAsks(deps, actor, input.query.moment),
    reportSubscriptions: ({ input, actor }) => reportSubscriptions(deps, { actor, command: input.body }),
  };
}

import type { noticeRoutes } from "@app/contract/notices/notices.routes";
import type { Handlers } from "../../engines/http/handler";
import { reportSubscriptions, type SubscriptionDeps } from "./actions/reportSubscriptions";
import type { Store } from "../../engines/store/storePort";
import { getSubscriptionAsks } from "./queries/getSubscriptionAsks";
import { listBookingNotices } from "./queries/listBookingNotices";

type Deps = SubscriptionDeps & { readonly store: Store };

export function noticeHandlers(deps: Deps): Handlers<typeof noticeRoutes> {
  return {
    getSubscriptionAsks: ({ input, actor }) => getSubscriptionAsks(deps, actor, input.query.moment),
    listBookingNotices: ({ input, actor }) => listBookingNotices(deps.store, actor, input.params.bookingId),
    reportSubscriptions: ({ input, actor }) => reportSubscriptions(deps, { actor, command: input.body }),
  };
}

import type { noticeRoutes } from "@app/contract/notices/notices.routes";
import type { Handlers } from "../../engines/http/handler";
import { reportSubscriptions, type SubscriptionDeps } from "./actions/reportSubscriptions";
import type { Store } from "../../engines/store/storePort";
import { getSubscriptionAsks } from "./queries/getSubscriptionAsks";
import { readAllInbox, readInboxEntry } from "./actions/readInbox";
import { listBookingNotices } from "./queries/listBookingNotices";
import { getInboxCount, listInbox } from "./queries/listInbox";
import { listNoticeKinds } from "./queries/listNoticeKinds";

type Deps = SubscriptionDeps & Parameters<typeof listNoticeKinds>[0] & { readonly store: Store };

export function noticeHandlers(deps: Deps): Handlers<typeof noticeRoutes> {
  return {
    getSubscriptionAsks: ({ input, actor }) => getSubscriptionAsks(deps, actor, input.query.moment),
    listBookingNotices: ({ input, actor }) => listBookingNotices(deps.store, actor, input.params.bookingId),
    listNoticeKinds: () => listNoticeKinds(deps),
    listInbox: ({ input, actor }) => listInbox(deps.store, actor, input.query),
    getInboxCount: ({ actor }) => getInboxCount(deps.store, actor),
    readInboxEntry: ({ input, actor }) => readInboxEntry(deps.engine, actor, input.params.entryId),
    readAllInbox: ({ input, actor }) => readAllInbox(deps.engine, actor, input.body),
    reportSubscriptions: ({ input, actor }) => reportSubscriptions(deps, { actor, command: input.body }),
  };
}

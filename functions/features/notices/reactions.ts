import type { DeadlineHandler } from "../../engines/deadlines/deadlines";
import type { Consumer } from "../../engines/events/consumers";
import type { EventRecord } from "../../engines/events/event";
import type { Store, StoredItem, Write } from "../../engines/store/storePort";
import { deliverNotice, type NoticeDeps } from "./actions/deliverNotice";
import { continueFanOut, FAN_OUT_DEADLINE, type FanOutDeps } from "./fanOut";
import { beginNewBookingsRounds, NEW_BOOKINGS_ROUND, settleNewBookingsRound } from "./newBookingsRound";
import { NOTICE_QUEUES, queuedNotice, type NoticeItem } from "./noticeRepository";
import { NOTICE_RULES, type NoticeRule } from "./noticeRules";
import { addresseesOf } from "./recipients";

export type NoticeReactionDeps = NoticeDeps & FanOutDeps;

/** Events that concern somebody become notices; sending is another step, so that a WeChat that is away never holds up anything (promise R7). */
export function noticesConsumer(store: Store, table: typeof NOTICE_RULES = NOTICE_RULES): Consumer {
  return {
    name: "notices",
    handles: Object.fromEntries(Object.entries(table).map(([eventType, rules]) => [eventType, (event) => noticesOf(store, event, rules)])),
  };
}

async function noticesOf(store: Store, event: EventRecord, rules: readonly NoticeRule[]): Promise<Write[]> {
  const notices = new Map<string, NoticeItem>();
  for (const rule of rules) {
    const { page = "", ...words } = rule.say(event);
    for (const to of await addresseesOf(store, rule.to(event))) {
      const notice = queuedNotice({ cause: event.eventId, to, page, ...words, createdAt: event.at, about: { caseKind: event.caseKind, caseId: event.caseId } });
      if (!notices.has(notice.noticeId)) notices.set(notice.noticeId, notice);
    }
  }
  return [...notices.values()].map((item, index) => ({ kind: "put", tag: `notice ${index}`, item }) as const);
}

/** Most of a sending is waiting for somebody else's server. One of thousands gives way to what people do in the product meanwhile. */
const SENT_AT_ONCE = { NOTICE: 8, NOTICE_BULK: 3 } as const;

export function noticeDeadlines(deps: NoticeReactionDeps): DeadlineHandler[] {
  return [
    { kind: NEW_BOOKINGS_ROUND, settle: (item) => settleNewBookingsRound(deps, item) },
    { kind: FAN_OUT_DEADLINE, settle: (item) => continueFanOut(deps, item) },
    // The bulk queue last: whoever waits for one confirmation never stands behind ten thousand announcements.
    ...NOTICE_QUEUES.map((kind) => ({ kind, atOnce: SENT_AT_ONCE[kind], settle: (item: StoredItem) => deliverNotice(deps, item) })),
  ];
}

/** Begins the rounds of a product that has none; asks the store once a process. */
export function noticeRounds(deps: Pick<NoticeDeps, "store" | "clock">): () => Promise<void> {
  let hasBegun = false;
  return async () => {
    if (hasBegun) return;
    await beginNewBookingsRounds(deps);
    hasBegun = true;
  };
}

import type { DeadlineHandler } from "../../engines/deadlines/deadlines";
import type { Consumer } from "../../engines/events/consumers";
import type { EventRecord } from "../../engines/events/event";
import type { Store, StoredItem, Write } from "../../engines/store/storePort";
import { DELIVERED_TOGETHER_MAX, deliverNotice, deliverNotices, type NoticeDeps } from "./actions/deliverNotice";
import { continueFanOut, FAN_OUT_DEADLINE, type FanOutDeps } from "./fanOut";
import { beginNewBookingsRounds, NEW_BOOKINGS_ROUND, settleNewBookingsRound } from "./newBookingsRound";
import { queuedNotice, type NoticeItem } from "./noticeRepository";
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

const SENT_AT_ONCE = 8;
/** A page of thousands, and so many jobs: short enough that whoever waits behind it hardly notices. */
export const BULK_SWEPT_AT_ONCE = DELIVERED_TOGETHER_MAX;

/** What was said to somebody themselves. */
export function noticeDeadlines(deps: NoticeReactionDeps): DeadlineHandler[] {
  return [
    { kind: NEW_BOOKINGS_ROUND, settle: (item) => settleNewBookingsRound(deps, item) },
    { kind: "NOTICE", atOnce: SENT_AT_ONCE, settle: (item) => deliverNotice(deps, item) },
  ];
}

/** What is told to thousands: swept apart from the above, so that whoever waits for one confirmation never stands behind ten thousand announcements. */
export function bulkNoticeDeadlines(deps: NoticeReactionDeps): DeadlineHandler[] {
  const together = { max: DELIVERED_TOGETHER_MAX, settle: (items: readonly StoredItem[]) => deliverNotices(deps, items) };
  return [
    { kind: FAN_OUT_DEADLINE, settle: (item) => continueFanOut(deps, item) },
    { kind: "NOTICE_BULK", settle: (item) => deliverNotice(deps, item), together },
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

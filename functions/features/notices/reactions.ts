import type { DeadlineHandler } from "../../engines/deadlines/deadlines";
import type { Consumer } from "../../engines/events/consumers";
import type { EventRecord } from "../../engines/events/event";
import type { Store, Write } from "../../engines/store/storePort";
import { deliverNotice, type NoticeDeps } from "./actions/deliverNotice";
import { beginNewBookingsRounds, NEW_BOOKINGS_ROUND, settleNewBookingsRound } from "./newBookingsRound";
import { NOTICE_DEADLINE, queuedNotice, type NoticeItem } from "./noticeRepository";
import { NOTICE_RULES, type NoticeRule } from "./noticeRules";
import { addresseesOf } from "./recipients";

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
      const notice = queuedNotice({ cause: event.eventId, to, page, ...words, createdAt: event.at });
      if (!notices.has(notice.noticeId)) notices.set(notice.noticeId, notice);
    }
  }
  return [...notices.values()].map((item, index) => ({ kind: "put", tag: `notice ${index}`, item }) as const);
}

export function noticeDeadlines(deps: NoticeDeps): DeadlineHandler[] {
  return [
    { kind: NEW_BOOKINGS_ROUND, settle: (item) => settleNewBookingsRound(deps, item) },
    { kind: NOTICE_DEADLINE, settle: (item) => deliverNotice(deps, item) },
  ];
}

/** Begins the rounds of a product that has none; asks the store once a process. */
export function noticeRounds(deps: NoticeDeps): () => Promise<void> {
  let hasBegun = false;
  return async () => {
    if (hasBegun) return;
    await beginNewBookingsRounds(deps);
    hasBegun = true;
  };
}

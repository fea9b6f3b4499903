import type { Instant } from "@app/contract/kernel/time";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import type { ItemKey, StoredItem } from "../../engines/store/storePort";

/**
 * A notice is one message to one person about one event. Its id is the event's, so an event read twice makes one notice.
 * | AP-M1 · one notice · delivery · primary · NOTICE#event / STATE · 1 |
 * | AP-M2 · notices to send or to try again · sweep · index4 · DUE#NOTICE / moment · page |
 * | AP-M3 · notices of a person by time · the person's list · index3 · NOTICES#PERSON#id / moment#id · page |
 */
export interface NoticeItem extends StoredItem {
  readonly noticeId: string;
  readonly template: string;
  readonly personId: string;
  readonly phone: string;
  /** Template field → text, before it is fitted to WeChat's limits. */
  readonly fields: { readonly [name: string]: string };
  /** The same in one sentence, for SMS. */
  readonly text: string;
  readonly page: string;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly createdAt: Instant;
  readonly version: number;
}
export const NOTICE_STATES = ["QUEUED", "SENT", "UNDELIVERED"] as const;
export type NoticeState = (typeof NOTICE_STATES)[number];

export const NOTICE_DEADLINE = "NOTICE";
export const noticeKey = (noticeId: string): ItemKey => ({ pk: `NOTICE#${noticeId}`, sk: "STATE" });

export function queuedNotice(notice: Pick<NoticeItem, "noticeId" | "template" | "personId" | "phone" | "fields" | "text" | "page" | "createdAt">): NoticeItem {
  return {
    ...notice,
    ...noticeKey(notice.noticeId),
    index3: { pk: `NOTICES#PERSON#${notice.personId}`, sk: `${notice.createdAt}#${notice.noticeId}` },
    index4: deadlineEntry(NOTICE_DEADLINE, notice.createdAt, notice.noticeId),
    state: "QUEUED",
    attempts: 0,
    version: 1,
  } as NoticeItem;
}

import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { UNREAD_SHOWN_MAX, type InboxCount, type InboxEntry, type InboxEntryId, type ListInboxQuery } from "@app/contract/notices/inbox.schema";
import type { Store } from "../../../engines/store/storePort";
import { COUNTED_MAX, entryIdOf, inboxPage, isRead, newestUnseen, recipientsOf, seenUpTo } from "../inboxRepository";
import type { NoticeItem } from "../noticeRepository";

/** So many pages are looked through for one page of unread ones; the next page goes on from there. */
const LOOKED_THROUGH_PAGES = 5;

export async function listInbox(store: Store, actor: Actor, query: ListInboxQuery): Promise<Result<Page<InboxEntry>, KernelRefusal>> {
  const recipients = recipientsOf(actor);
  if (recipients.length === 0) return ok({ items: [] });
  const seen = await seenUpTo(store, recipients);
  const onlyUnread = query.unread === "true";
  // What everybody has seen holds nothing unread.
  const after = onlyUnread ? [...seen.values()].sort()[0] : undefined;
  const items: InboxEntry[] = [];
  let cursor = query.cursor;
  for (let page = 1; page <= LOOKED_THROUGH_PAGES; page += 1) {
    const found = await inboxPage(store, { recipients, ...(after === undefined ? {} : { after }), limit: query.limit - items.length, cursor });
    if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
    for (const notice of found.items as readonly NoticeItem[]) if (!onlyUnread || !isRead(notice, seen)) items.push(toEntry(notice, seen));
    cursor = found.next;
    if (cursor === undefined || items.length === query.limit) break;
  }
  return ok({ items, ...(cursor === undefined ? {} : { next: cursor }) });
}

/**
 * For the bell, asked by every open screen once a minute: one read of what was seen and one query of at most `COUNTED_MAX` entries for each of the one or two lists,
 * most often of none. Of who leaves more than that behind the newest are counted.
 */
export async function getInboxCount(store: Store, actor: Actor): Promise<Result<InboxCount, KernelRefusal>> {
  const recipients = recipientsOf(actor);
  const seen = await seenUpTo(store, recipients);
  const lists = await Promise.all(recipients.map((recipient) => newestUnseen(store, recipient, seen.get(recipient) ?? "")));
  const unread = lists.flat().filter((notice) => notice.readAt === undefined).length;
  const isMore = unread > UNREAD_SHOWN_MAX || (unread > 0 && lists.some((list) => list.length === COUNTED_MAX));
  return ok({ unread: Math.min(unread, UNREAD_SHOWN_MAX), isMore });
}

export function toEntry(notice: NoticeItem, seen: ReadonlyMap<string, string>): InboxEntry {
  return {
    entryId: entryIdOf(notice.noticeId) as InboxEntryId,
    title: notice.title,
    text: notice.text,
    at: notice.createdAt,
    isRead: isRead(notice, seen),
    page: notice.page,
    ...(notice.backOfficePath === undefined ? {} : { backOfficePath: notice.backOfficePath }),
  };
}

import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import type { InboxCount, InboxEntry, ReadAllInbox } from "@app/contract/notices/inbox.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { absent, and, attributeAbsent, equals, exists, type Store, type Write } from "../../../engines/store/storePort";
import { getOwnNotice, inboxKey, recipientsOf, seenUpTo } from "../inboxRepository";
import { noticeKey, recipientOf, type Addressee, type NoticeItem } from "../noticeRepository";
import { getInboxCount, toEntry } from "../queries/listInbox";

/** One notice is read. It has its own attribute, apart from the version under which it is sent, so that reading never disturbs a sender. */
export async function readInboxEntry(engine: CommandEngine, actor: Actor, entryId: string): Promise<Result<InboxEntry, KernelRefusal>> {
  const { store } = engine;
  const recipients = recipientsOf(actor);
  return runCommand<InboxEntry, KernelRefusal>(engine, {
    actor,
    requestId: undefined,
    command: "readInboxEntry",
    asked: entryId,
    decide: async ({ now }) => {
      const notice = await getOwnNotice(store, recipients, entryId);
      if (notice === undefined) return refuse({ code: "NOT_FOUND", what: "条消息" });
      const answer = { ...toEntry(notice, await seenUpTo(store, recipients)), isRead: true };
      return ok({ writes: noticeRead(notice, now), events: [], answer });
    },
  });
}

/** What somebody was told by a cause; for `noticeRead`. */
export async function noticeTo(store: Store, cause: string, to: Addressee): Promise<NoticeItem | undefined> {
  return (await store.get(noticeKey(`${cause}.${recipientOf(to)}`))) as NoticeItem | undefined;
}

/** The write that a notice is read; none when it is. For whatever else shows somebody what a notice was about. */
export function noticeRead(notice: NoticeItem | undefined, now: Instant): Write[] {
  if (notice === undefined || notice.readAt !== undefined) return [];
  const condition = and(exists, attributeAbsent("readAt"));
  return [{ kind: "update", tag: "notice read", key: noticeKey(notice.noticeId), set: { readAt: now }, condition }];
}

/** Up to what the screen showed, never back and never ahead of the clock: what comes after that moment is unread. One write a list, however many notices. */
export async function readAllInbox(engine: CommandEngine, actor: Actor, command: ReadAllInbox): Promise<Result<InboxCount, KernelRefusal>> {
  const { store } = engine;
  const recipients = recipientsOf(actor);
  const done = await runCommand<undefined, KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "readAllInbox",
    asked: command,
    decide: async ({ now }) => {
      const upTo = command.upTo < now ? command.upTo : now;
      const seen = await seenUpTo(store, recipients);
      const writes = recipients.flatMap((recipient): Write[] => {
        const before = seen.get(recipient) ?? "";
        if (before >= upTo) return [];
        const condition = before === "" ? absent : equals("seenUpTo", before);
        return [{ kind: "put", tag: recipient, item: { ...inboxKey(recipient), seenUpTo: upTo }, condition }];
      });
      return ok({ writes, events: [], answer: undefined });
    },
  });
  return done.ok ? getInboxCount(store, actor) : done;
}

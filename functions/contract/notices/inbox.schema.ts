import { RequestId } from "../kernel/ids";
import { PageCursor, PageLimit } from "../kernel/page";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";

/** 站内消息: what somebody was told, whatever became of the ways outside. The id is opaque and means something to its recipient alone. */
export const InboxEntryId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,400}$/, "消息编号格式不正确")
  .meta({ title: "InboxEntryId" })
  .brand<"InboxEntryId">();
export type InboxEntryId = z.infer<typeof InboxEntryId>;

export const InboxEntry = z
  .strictObject({
    entryId: InboxEntryId,
    title: z.string(),
    text: z.string(),
    at: Instant,
    isRead: z.boolean(),
    /** Where it leads in the mini-program; empty when nowhere. */
    page: z.string(),
    /** Where it leads in the back office; absent when nowhere. */
    backOfficePath: z.string().optional(),
  })
  .meta({ title: "InboxEntry" });
export type InboxEntry = z.infer<typeof InboxEntry>;

export const ListInboxQuery = z.strictObject({
  unread: z.enum(["true", "false"]).optional().meta({ description: "true：只看未读" }),
  limit: PageLimit,
  cursor: PageCursor.optional(),
});
export type ListInboxQuery = z.infer<typeof ListInboxQuery>;

/** A badge says no more than that. */
export const UNREAD_SHOWN_MAX = 99;
export const InboxCount = z
  .strictObject({
    unread: z.number().int().min(0).max(UNREAD_SHOWN_MAX),
    isMore: z.boolean().meta({ description: "还有更多：显示为「99+」" }),
  })
  .meta({ title: "InboxCount" });
export type InboxCount = z.infer<typeof InboxCount>;

/** What stands on the bell: nothing when there is nothing. */
export function unreadText({ unread, isMore }: InboxCount): string | undefined {
  if (isMore) return `${unread}+`;
  return unread === 0 ? undefined : String(unread);
}

export const InboxEntryParams = z.strictObject({ entryId: InboxEntryId });
/** A message that is read is read: a repeat changes nothing, so that it needs no record of its request. */
export const ReadInboxEntry = z.strictObject({}).meta({ title: "ReadInboxEntry" });
export const ReadAllInbox = z
  .strictObject({
    requestId: RequestId,
    upTo: Instant.meta({ description: "页面上最新一条消息的时间；之后到的仍是未读" }),
  })
  .meta({ title: "ReadAllInbox" });
export type ReadAllInbox = z.infer<typeof ReadAllInbox>;

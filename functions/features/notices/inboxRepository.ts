import type { Actor } from "@app/contract/kernel/actor";
import type { Instant } from "@app/contract/kernel/time";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { ItemKey, QueryPage, Store, StoredItem } from "../../engines/store/storePort";
import { noticeKey, type NoticeItem } from "./noticeRepository";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-M3 notices of a person or an account | 消息, its count | index3 | NOTICES#recipient / moment#id | latest first | page; a count: `COUNTED_MAX` |
 * | AP-M9 up to when somebody has seen their notices | 消息, its count | primary | INBOX#recipient / STATE | – | 1 |
 */
export interface InboxItem extends StoredItem {
  /** Notices of that moment and before are read, whatever they say themselves. */
  readonly seenUpTo: Instant;
}

export const inboxKey = (recipient: string): ItemKey => ({ pk: `INBOX#${recipient}`, sk: "STATE" });
const listPk = (recipient: string): string => `NOTICES#${recipient}`;
/** Before any notice there was. */
const NEVER = "";

/**
 * Whose notices the actor reads: their account's, and in the mini-program, where staff have bound it, their own beside it. Nobody names a recipient, so nobody can
 * ask for another's (promise R12).
 */
export function recipientsOf({ personId, username, audience }: Actor): string[] {
  const account = username === undefined ? [] : [`ACCOUNT#${username}`];
  const isOffice = audience === "BACK_OFFICE" && account.length > 0;
  return [...(personId === undefined || isOffice ? [] : [`PERSON#${personId}`]), ...account];
}

/** Recipient → what they have seen; one read. */
export async function seenUpTo(store: Store, recipients: readonly string[]): Promise<Map<string, string>> {
  if (recipients.length === 0) return new Map();
  const items = (await store.getMany(recipients.map(inboxKey))) as readonly (InboxItem | undefined)[];
  return new Map(recipients.map((recipient, index) => [recipient, items[index]?.seenUpTo ?? NEVER]));
}

export function isRead(notice: NoticeItem, seen: ReadonlyMap<string, string>): boolean {
  return notice.readAt !== undefined || notice.createdAt <= (seen.get(ownerOf(notice)) ?? NEVER);
}

/** NOTICES#ACCOUNT#wang → ACCOUNT#wang */
const ownerOf = ({ index3 }: NoticeItem): string => (index3?.pk ?? "").slice("NOTICES#".length);

export function inboxPage(
  store: Store,
  asked: { readonly recipients: readonly string[]; readonly after?: string; readonly limit: number; readonly cursor: string | undefined },
): Promise<QueryPage | "CURSOR_INVALID"> {
  const { recipients, after, ...page } = asked;
  // `$` follows `#`: the first text behind all notices of that moment.
  const range = after === undefined || after === NEVER ? {} : { from: `${after}$` };
  return queryMerged(store, { index: "index3", pks: recipients.map(listPk), range, order: "descending", ...page });
}

/** As many as a count looks at: the price of a bell is the same for who never reads and for who always does. */
export const COUNTED_MAX = 100;

/** The newest after what was seen, at most `COUNTED_MAX`. */
export async function newestUnseen(store: Store, recipient: string, seen: string): Promise<readonly NoticeItem[]> {
  const range = seen === NEVER ? undefined : { from: `${seen}$` };
  const page = await store.query({
    index: "index3",
    pk: listPk(recipient),
    ...(range === undefined ? {} : { range }),
    order: "descending",
    limit: COUNTED_MAX,
  });
  return page.items as readonly NoticeItem[];
}

export const entryIdOf = (noticeId: string): string => Buffer.from(noticeId).toString("base64url");

/** The notice of an entry, when it lies in the list of one of these recipients: after a merge its id may still name who they were before. */
export async function getOwnNotice(store: Store, recipients: readonly string[], entryId: string): Promise<NoticeItem | undefined> {
  const noticeId = Buffer.from(entryId, "base64url").toString();
  if (!/^[\x21-\x7e]{1,300}$/.test(noticeId)) return undefined;
  const notice = (await store.get(noticeKey(noticeId))) as NoticeItem | undefined;
  return notice !== undefined && recipients.includes(ownerOf(notice)) ? notice : undefined;
}

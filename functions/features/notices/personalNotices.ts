import type { PersonalRecords } from "../../engines/personalData/personalRecords";
import { queryMerged } from "../../engines/paging/queryMerged";
import { equals, type Store, type Write } from "../../engines/store/storePort";
import { inboxKey, isRead, seenUpTo } from "./inboxRepository";
import { recipientOf, type NoticeItem } from "./noticeRepository";

const listOf = (personId: string): string => `NOTICES#${recipientOf({ kind: "PERSON", personId })}`;

/** What a person was told. One that still waits goes with them: nobody is left to tell. */
export function personalNotices(store: Store): PersonalRecords<"NOTICES"> {
  const pageOf = (personId: string, page: { limit: number; cursor: string | undefined }) =>
    queryMerged(store, { index: "index3", pks: [listOf(personId)], range: {}, order: "descending", ...page });
  const theirs = async (personId: string, limit: number): Promise<readonly NoticeItem[]> => {
    const page = await pageOf(personId, { limit, cursor: undefined });
    return page === "CURSOR_INVALID" ? [] : (page.items as readonly NoticeItem[]);
  };
  return {
    kind: "NOTICES",
    async list(personId, page) {
      const found = await pageOf(personId, page);
      if (found === "CURSOR_INVALID") return found;
      const seen = await seenUpTo(store, [recipientOf({ kind: "PERSON", personId })]);
      const items = (found.items as readonly NoticeItem[]).map((notice) => ({
        at: notice.createdAt,
        title: notice.text,
        facts: [{ label: "状态", value: isRead(notice, seen) ? "已读" : "未读" }],
      }));
      return { items, ...(found.next === undefined ? {} : { next: found.next }) };
    },
    async handOver({ from, to, limit }) {
      const notices = await theirs(from, limit);
      for (const { pk, sk, index3 } of notices) {
        const set = { personId: to, index3: { pk: listOf(to), sk: index3?.sk ?? "" } };
        // It keeps its id, by which one event tells one person once.
        await store.transact([{ kind: "update", tag: "notice", key: { pk, sk }, set, add: { version: 1 }, condition: equals("personId", from) }]);
      }
      // Last, up to when they had read: whichever of the two looked later.
      if (notices.length === 0) await store.transact(await seenMarkMoved(store, from, to));
      return notices.length;
    },
    async forget({ personId, limit }) {
      const notices = await theirs(personId, limit);
      if (notices.length === 0) await store.transact([{ kind: "delete", tag: "seen", key: inboxKey(recipientOf({ kind: "PERSON", personId })) }]);
      for (const { pk, sk } of notices) await store.transact([{ kind: "delete", tag: "notice", key: { pk, sk }, condition: equals("personId", personId) }]);
      return notices.length;
    },
  };
}

async function seenMarkMoved(store: Store, from: string, to: string): Promise<Write[]> {
  const [before, after] = [from, to].map((personId) => recipientOf({ kind: "PERSON", personId })) as [string, string];
  const seen = await seenUpTo(store, [before, after]);
  const [left, kept] = [seen.get(before) ?? "", seen.get(after) ?? ""];
  const removed: Write = { kind: "delete", tag: "seen before", key: inboxKey(before) };
  return left <= kept ? [removed] : [removed, { kind: "put", tag: "seen", item: { ...inboxKey(after), seenUpTo: left } }];
}

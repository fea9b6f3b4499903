import type { PersonalRecords } from "../../engines/personalData/personalRecords";
import { queryMerged } from "../../engines/paging/queryMerged";
import { equals, type Store } from "../../engines/store/storePort";
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
      const items = (found.items as readonly NoticeItem[]).map(({ createdAt, text }) => ({ at: createdAt, title: text, facts: [] }));
      return { items, ...(found.next === undefined ? {} : { next: found.next }) };
    },
    async handOver({ from, to, limit }) {
      const notices = await theirs(from, limit);
      for (const { pk, sk, index3 } of notices) {
        const set = { personId: to, index3: { pk: listOf(to), sk: index3?.sk ?? "" } };
        // It keeps its id, by which one event tells one person once.
        await store.transact([{ kind: "update", tag: "notice", key: { pk, sk }, set, add: { version: 1 }, condition: equals("personId", from) }]);
      }
      return notices.length;
    },
    async forget({ personId, limit }) {
      const notices = await theirs(personId, limit);
      for (const { pk, sk } of notices) await store.transact([{ kind: "delete", tag: "notice", key: { pk, sk }, condition: equals("personId", personId) }]);
      return notices.length;
    },
  };
}

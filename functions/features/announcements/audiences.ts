import { coversPath } from "@app/contract/organizations/orgPath";
import type { Store, Write } from "../../engines/store/storePort";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { Audience } from "../notices/public";
import type { AccountItem } from "../sessions/public";
import { placeOf } from "../people/public";
import { figuresKey, getAnnouncementItem, getContent, receiptItem, receiptsPk, type AnnouncementItem, type ReceiptItem } from "./announcementRepository";
import { recipientsFrom } from "./recipients";
import type { Clock } from "../../engines/context/clock";

export const ANNOUNCEMENT_AUDIENCE = "ANNOUNCEMENT";
export const UNREAD_AUDIENCE = "ANNOUNCEMENT_UNREAD";

/**
 * The recipients of one announcement. Each one's receipt is written in the transaction of their notice, and the number of recipients with it: whoever was told has a
 * receipt, and nobody has two (promise R8). One that was withdrawn meanwhile goes no further.
 */
export function announcementAudience(store: Store, clock: Clock): Audience {
  return {
    name: ANNOUNCEMENT_AUDIENCE,
    page: async ({ filter, cursor, limit }) => {
      const announcementId = filter["announcementId"] ?? "";
      const [announcement, content] = await Promise.all([getAnnouncementItem(store, announcementId), getContent(store, announcementId)]);
      if (announcement?.status !== "SENT" || content === undefined) return { to: [] };
      const accounts = new Map<string, AccountItem>();
      let next: string | undefined;
      let last = "";
      for await (const { account, position } of recipientsFrom(store, { ...announcement, recipients: content.recipients }, cursor)) {
        if (accounts.size === limit) {
          next = last;
          break;
        }
        accounts.set(account.username, account);
        last = position;
      }
      return {
        to: [...accounts.keys()].map((username) => ({ kind: "ACCOUNT", username }) as const),
        ...(next === undefined ? {} : { next }),
        beside: (told) => {
          const receipts = told.flatMap((to): Write[] => {
            const account = to.kind === "ACCOUNT" ? accounts.get(to.username) : undefined;
            return account === undefined ? [] : [{ kind: "put", tag: `receipt ${account.username}`, item: receiptOf(announcement, account) }];
          });
          const figures: Write = {
            kind: "update",
            tag: "figures",
            key: figuresKey(announcementId),
            add: { recipients: receipts.length },
            ...(next === undefined ? { set: { completeAt: clock.now() } } : {}),
          };
          return [...receipts, figures];
        },
      };
    },
  };
}

function receiptOf(announcement: AnnouncementItem, account: AccountItem): ReceiptItem {
  const { announcementId, kind, number, title, senderName, orgName, isImportant, sentAt, savedAt } = announcement;
  // Of somebody with several places, the one by which they belong to the sender.
  const grant = account.grants.find((held) => coversPath(announcement.orgPath, held.orgPath));
  const place = grant?.orgPath ?? placeOf(account);
  return receiptItem({
    announcementId,
    username: account.username,
    name: account.displayName,
    orgName: account.posts.find(({ postId }) => postId === grant?.postId)?.orgName ?? grant?.orgName ?? "",
    place,
    sentAt: sentAt ?? savedAt,
    kind,
    number,
    title,
    senderName,
    senderOrgName: orgName,
    isImportant,
    isFavourite: false,
  });
}

/** Who has not read one: the list grows shorter while it is walked, and the places in it stand still. */
export function unreadAudience(store: Store): Audience {
  return {
    name: UNREAD_AUDIENCE,
    page: async ({ filter, cursor, limit }) => {
      const announcementId = filter["announcementId"] ?? "";
      if ((await getAnnouncementItem(store, announcementId))?.status !== "SENT") return { to: [] };
      const page = await queryMerged(store, { index: "index2", pks: [receiptsPk(announcementId, "UNREAD")], range: {}, order: "ascending", limit, cursor });
      if (page === "CURSOR_INVALID") throw new Error("a job's own cursor is not its own");
      const to = (page.items as readonly ReceiptItem[]).map(({ username }) => ({ kind: "ACCOUNT", username }) as const);
      return { to, ...(page.next === undefined ? {} : { next: page.next }) };
    },
  };
}

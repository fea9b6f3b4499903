import {
  ALERTS_MAX,
  type AnnouncementAlerts,
  type AnnouncementFilters,
  type AnnouncementSummary,
  type ListDraftsQuery,
  type ListReceivedQuery,
  type ListSentQuery,
} from "@app/contract/announcements/announcement.schema";
import { scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { outermostPaths, coversPath } from "@app/contract/organizations/orgPath";
import { queryMerged } from "../../../engines/paging/queryMerged";
import type { SecondaryIndex, Store, StoredItem } from "../../../engines/store/storePort";
import {
  announcementKey,
  draftsPk,
  favouritesPk,
  figuresKey,
  receivedPk,
  sentPartitions,
  type AnnouncementItem,
  type FiguresItem,
  type ReceiptItem,
} from "../announcementRepository";
import { toSummary } from "../announcementView";

type Paged = Promise<Result<Page<AnnouncementSummary>, KernelRefusal>>;

/** So many pages are looked through for one page of a search; the next page goes on from there. */
const LOOKED_THROUGH_PAGES = 10;

/** 我收到的. Filtered by what the receipt repeats; whether it was withdrawn is asked of the announcement itself. */
export async function listReceived(store: Store, { username }: Actor, query: ListReceivedQuery): Paged {
  if (username === undefined) return ok({ items: [] });
  const isKept = query.group === "FAVOURITE";
  const found = await pageOf<ReceiptItem>(store, {
    index: isKept ? "index1" : "index3",
    pks: [isKept ? favouritesPk(username) : receivedPk(username)],
    query,
    passes: (receipt) => {
      return (query.group !== "UNREAD" || receipt.readAt === undefined) && matches({ ...receipt, orgName: receipt.senderOrgName }, query);
    },
  });
  if (!found.ok) return found;
  const receipts = found.value.items;
  const announcements = await announcementsOf(store, receipts);
  const items = receipts.flatMap((receipt, index) => {
    const announcement = announcements[index];
    return announcement === undefined ? [] : [toSummary(announcement, { receipt, isOffice: false })];
  });
  return ok({ ...found.value, items });
}

/** 我发出的: of one's own office and all below it. */
export async function listSent(store: Store, actor: Actor, query: ListSentQuery): Paged {
  const scopes = outermostPaths(scopesOf(actor, "announcements.send"));
  const found = await pageOf<AnnouncementItem>(store, {
    ...sentPartitions(scopes),
    query,
    passes: (announcement) => {
      if (!scopes.some((scope) => coversPath(scope, announcement.orgPath))) return false;
      return (query.status === undefined || announcement.status === query.status) && matches(announcement, query);
    },
  });
  if (!found.ok) return found;
  const announcements = found.value.items;
  const figures = await getManyOf<FiguresItem>(
    store,
    announcements.map(({ announcementId }) => figuresKey(announcementId)),
  );
  return ok({ ...found.value, items: announcements.map((announcement, index) => toSummary(announcement, { figures: figures[index], isOffice: true })) });
}

export async function listDrafts(store: Store, actor: Actor, query: ListDraftsQuery): Paged {
  const found = await pageOf<AnnouncementItem>(store, { index: "index3", pks: [draftsPk(actor.accountId ?? actor.id)], query, passes: () => true });
  if (!found.ok) return found;
  return ok({ ...found.value, items: found.value.items.map((draft) => toSummary(draft, { isOffice: true })) });
}

const LATEST = 20;
/** Asked by every open back office once a minute: one query of the newest, and the announcements behind those that are important and unread. */
export async function getAlerts(store: Store, { username }: Actor): Promise<Result<AnnouncementAlerts, KernelRefusal>> {
  if (username === undefined) return ok({ items: [] });
  const newest = await store.query({ index: "index3", pk: receivedPk(username), order: "descending", limit: LATEST });
  const unread = (newest.items as readonly ReceiptItem[]).filter(({ isImportant, readAt }) => isImportant && readAt === undefined).slice(0, ALERTS_MAX);
  const announcements = await announcementsOf(store, unread);
  const items = unread.flatMap((receipt, index) => {
    const announcement = announcements[index];
    return announcement?.status === "SENT" ? [toSummary(announcement, { receipt, isOffice: false })] : [];
  });
  return ok({ items });
}

function matches(
  item: Pick<AnnouncementItem, "kind" | "title" | "number" | "senderName" | "orgName">,
  { kind, title = "", sender = "", unit = "" }: AnnouncementFilters,
): boolean {
  return (
    (kind === undefined || kind === "" || item.kind === kind) &&
    `${item.number} ${item.title}`.includes(title) &&
    item.senderName.includes(sender) &&
    item.orgName.includes(unit)
  );
}

async function pageOf<Item extends StoredItem>(
  store: Store,
  asked: {
    readonly index: SecondaryIndex;
    readonly pks: readonly string[];
    readonly query: Pick<ListSentQuery, "from" | "to" | "limit" | "cursor">;
    readonly passes: (item: Item) => boolean;
  },
): Promise<Result<{ readonly items: Item[]; readonly next?: string }, KernelRefusal>> {
  const { index, pks, query, passes } = asked;
  const range = { ...(query.from === undefined ? {} : { from: query.from }), ...(query.to === undefined ? {} : { to: `${query.to}~` }) };
  const items: Item[] = [];
  let { cursor } = query;
  for (let page = 1; page <= LOOKED_THROUGH_PAGES; page += 1) {
    const found = await queryMerged(store, { index, pks, range, order: "descending", limit: query.limit - items.length, cursor });
    if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
    items.push(...(found.items as readonly Item[]).filter(passes));
    cursor = found.next;
    if (cursor === undefined || items.length === query.limit) break;
  }
  return ok({ items, ...(cursor === undefined ? {} : { next: cursor }) });
}

const announcementsOf = (store: Store, receipts: readonly ReceiptItem[]): Promise<readonly (AnnouncementItem | undefined)[]> =>
  getManyOf<AnnouncementItem>(
    store,
    receipts.map(({ announcementId }) => announcementKey(announcementId)),
  );

async function getManyOf<Item extends StoredItem>(store: Store, keys: Parameters<Store["getMany"]>[0]): Promise<readonly (Item | undefined)[]> {
  return keys.length === 0 ? [] : ((await store.getMany(keys)) as readonly (Item | undefined)[]);
}

import type { AnnouncementStatus, RecipientChoice, ReceiptState } from "@app/contract/announcements/announcement.schema";
import { RECEIPT_STATES } from "@app/contract/announcements/announcement.schema";
import type { AnnouncementId, AttachmentId } from "@app/contract/kernel/ids";
import type { Instant } from "@app/contract/kernel/time";
import { cityCodeOf, COUNTRY_PATH, provinceCodeOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { allProvinces } from "@app/contract/regions/regions.data";
import type { ItemKey, SecondaryIndex, Store, StoredItem } from "../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-N1 one announcement, its content, its figures | detail, every command | primary | ANNOUNCEMENT#id / STATE, CONTENT, FIGURES | – | 3 |
 * | AP-N2 one's own receipt | detail, reading | primary | ANNOUNCEMENT_RECEIPT#id#username / STATE | – | 1 |
 * | AP-N3 receipts of an announcement that were read, or not | 接收情况, 催阅, export | index2 | ANNOUNCEMENT_RECEIPTS#id#state / org path#username | tree | page |
 * | AP-N4 what an account was sent | 我收到的, alerts | index3 | ANNOUNCEMENTS_TO#username / sent#id | latest first | page |
 * | AP-N5 what an account keeps | 收藏 | index1 | ANNOUNCEMENT_FAVOURITES#username / sent#id | latest first | page |
 * | AP-N6 what a province and all below sent | 我发出的 of a province, of the country | index1 | ANNOUNCEMENTS#PROVINCE#code or CN / sent#id | latest first | page |
 * | AP-N7 what a city and all below sent | 我发出的 of a city | index2 | ANNOUNCEMENTS#CITY#code / sent#id | latest first | page |
 * | AP-N8 an account's drafts | 草稿 | index3 | ANNOUNCEMENT_DRAFTS#account id / saved#id | latest first | page |
 * | AP-N9 a number that an office has used; its last one of a year | sending, the form | primary | ANNOUNCEMENT_NUMBERS#org path / NUMBER#text, YEAR#year | – | 1 |
 * Lists read STATE alone: text and choice of recipients, which may be long, lie in CONTENT.
 */
export interface AnnouncementItem extends StoredItem {
  readonly announcementId: AnnouncementId;
  readonly status: AnnouncementStatus;
  readonly orgPath: OrgPath;
  readonly orgName: string;
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly isImportant: boolean;
  readonly needsConfirmation: boolean;
  readonly files: readonly AttachmentId[];
  readonly senderAccountId: string;
  /** Of a session without an account there is none. */
  readonly senderUsername: string;
  readonly senderName: string;
  readonly savedAt: Instant;
  readonly sentAt?: Instant;
  readonly withdrawal?: { readonly at: Instant; readonly byName: string; readonly reason: string };
  readonly remindedAt?: Instant;
  readonly version: number;
}
export interface AnnouncementContentItem extends StoredItem {
  readonly text: string;
  readonly recipients: RecipientChoice & { readonly [name: string]: never };
}
/** Added to in the transactions that write the receipts, so that they are always theirs. */
export interface FiguresItem extends StoredItem {
  readonly recipients: number;
  readonly read: number;
  readonly confirmed: number;
  /** When the last recipient had it. */
  readonly completeAt?: Instant;
}
/** CONFIRMED is read as well. */
export const STORED_RECEIPT_STATES = ["UNREAD", "READ", "CONFIRMED"] as const;
export type StoredReceiptState = (typeof STORED_RECEIPT_STATES)[number];
/** One recipient's. What a list filters by is repeated here: it never changes after the sending. */
export interface ReceiptItem extends StoredItem {
  readonly announcementId: AnnouncementId;
  readonly username: string;
  readonly name: string;
  readonly orgName: string;
  readonly place: OrgPath;
  readonly sentAt: Instant;
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly senderName: string;
  readonly senderOrgName: string;
  readonly isImportant: boolean;
  readonly readAt?: Instant;
  readonly confirmedAt?: Instant;
  readonly isFavourite: boolean;
}

export const ANNOUNCEMENT_TAG = "announcement";
export const announcementPk = (announcementId: string): string => `ANNOUNCEMENT#${announcementId}`;
export const announcementKey = (announcementId: string): ItemKey => ({ pk: announcementPk(announcementId), sk: "STATE" });
export const contentKey = (announcementId: string): ItemKey => ({ pk: announcementPk(announcementId), sk: "CONTENT" });
export const figuresKey = (announcementId: string): ItemKey => ({ pk: announcementPk(announcementId), sk: "FIGURES" });
export const receiptPk = (announcementId: string, username: string): string => `ANNOUNCEMENT_RECEIPT#${announcementId}#${username}`;
export const receiptKey = (announcementId: string, username: string): ItemKey => ({ pk: receiptPk(announcementId, username), sk: "STATE" });
export const numberKey = (orgPath: OrgPath, number: string): ItemKey => ({ pk: `ANNOUNCEMENT_NUMBERS#${orgPath}`, sk: `NUMBER#${number}` });
export const serialKey = (orgPath: OrgPath, year: string): ItemKey => ({ pk: `ANNOUNCEMENT_NUMBERS#${orgPath}`, sk: `YEAR#${year}` });
export interface SerialItem extends StoredItem {
  readonly last: number;
  /** What stood before the year in the last number: 「海口市生态环境局」. */
  readonly prefix: string;
}

/** What began telling its recipients; also the cause of their notices. */
export const fanOutIdOf = (announcementId: string): string => `announcement.${announcementId}`;

/** Places an announcement in its lists; all follow from its state. */
export function announcementItem(state: Omit<AnnouncementItem, keyof ItemKey | "index1" | "index2" | "index3">): AnnouncementItem {
  const { index1: _1, index2: _2, index3: _3, ...announcement } = state as AnnouncementItem;
  const { announcementId, orgPath, sentAt, savedAt, status, senderAccountId } = announcement as AnnouncementItem;
  const cityCode = cityCodeOf(orgPath);
  const places =
    sentAt === undefined
      ? status === "DRAFT"
        ? { index3: { pk: draftsPk(senderAccountId), sk: `${savedAt}#${announcementId}` } }
        : {}
      : {
          index1: { pk: provincePk(provinceCodeOf(orgPath)), sk: `${sentAt}#${announcementId}` },
          ...(cityCode === undefined ? {} : { index2: { pk: cityPk(cityCode), sk: `${sentAt}#${announcementId}` } }),
        };
  return { ...announcement, ...announcementKey(announcementId), ...places } as AnnouncementItem;
}
const provincePk = (code: string | undefined): string => (code === undefined ? "ANNOUNCEMENTS#CN" : `ANNOUNCEMENTS#PROVINCE#${code}`);
const cityPk = (code: string): string => `ANNOUNCEMENTS#CITY#${code}`;
export const draftsPk = (accountId: string): string => `ANNOUNCEMENT_DRAFTS#${accountId}`;

/** Where the announcements of these places lie; a list that spans levels is filtered by place as well. */
export function sentPartitions(scopes: readonly OrgPath[]): { readonly index: SecondaryIndex; readonly pks: readonly string[] } {
  if (scopes.every((scope) => cityCodeOf(scope) !== undefined))
    return { index: "index2", pks: [...new Set(scopes.map((scope) => cityPk(cityCodeOf(scope) ?? "")))] };
  const ofScope = (scope: OrgPath): string[] =>
    scope === COUNTRY_PATH ? [provincePk(undefined), ...allProvinces().map(({ code }) => provincePk(code))] : [provincePk(provinceCodeOf(scope))];
  return { index: "index1", pks: [...new Set(scopes.flatMap(ofScope))] };
}

export function receiptItem(receipt: Omit<ReceiptItem, keyof ItemKey | "index1" | "index2" | "index3">): ReceiptItem {
  const { announcementId, username, place, sentAt } = receipt as ReceiptItem;
  return {
    ...receipt,
    ...receiptKey(announcementId, username),
    index2: { pk: receiptsPk(announcementId, "UNREAD"), sk: receiptSk(place, username) },
    index3: { pk: receivedPk(username), sk: `${sentAt}#${announcementId}` },
  } as ReceiptItem;
}
export const receiptsPk = (announcementId: string, state: StoredReceiptState): string => `ANNOUNCEMENT_RECEIPTS#${announcementId}#${state}`;
export const receiptSk = (place: OrgPath, username: string): string => `${place}#${username}`;
export const receivedPk = (username: string): string => `ANNOUNCEMENTS_TO#${username}`;
export const favouritePlace = ({ username, sentAt, announcementId }: ReceiptItem): ItemKey => ({
  pk: `ANNOUNCEMENT_FAVOURITES#${username}`,
  sk: `${sentAt}#${announcementId}`,
});
export const favouritesPk = (username: string): string => `ANNOUNCEMENT_FAVOURITES#${username}`;

/** The partitions of 接收情况, one of its tabs or all of them. */
export function receiptPartitions(announcementId: string, state: ReceiptState | undefined): string[] {
  const states: Record<(typeof RECEIPT_STATES)[number], readonly StoredReceiptState[]> = {
    UNREAD: ["UNREAD"],
    READ: ["READ", "CONFIRMED"],
    UNCONFIRMED: ["UNREAD", "READ"],
  };
  return (state === undefined ? STORED_RECEIPT_STATES : states[state]).map((each) => receiptsPk(announcementId, each));
}

export async function getAnnouncementItem(store: Store, announcementId: string): Promise<AnnouncementItem | undefined> {
  return (await store.get(announcementKey(announcementId))) as AnnouncementItem | undefined;
}
export async function getContent(store: Store, announcementId: string): Promise<AnnouncementContentItem | undefined> {
  return (await store.get(contentKey(announcementId))) as AnnouncementContentItem | undefined;
}
export async function getFigures(store: Store, announcementId: string): Promise<FiguresItem | undefined> {
  return (await store.get(figuresKey(announcementId))) as FiguresItem | undefined;
}
export async function getReceipt(store: Store, announcementId: string, username: string | undefined): Promise<ReceiptItem | undefined> {
  return username === undefined ? undefined : ((await store.get(receiptKey(announcementId, username))) as ReceiptItem | undefined);
}

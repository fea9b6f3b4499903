import { createHash } from "node:crypto";
import { epochMsOf, instantFromEpochMs, type Instant } from "@app/contract/kernel/time";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import type { EmailRefusalCode } from "../../engines/messaging/emailPort";
import type { SmsRefusalCode } from "../../engines/messaging/smsPort";
import type { SmsUndelivered } from "../../engines/messaging/smsReports";
import type { SmsParameters } from "../../engines/messaging/smsTemplates";
import type { WechatRefusalCode } from "../../engines/messaging/wechatPort";
import { countBacklog, type CountedBacklog } from "../../engines/paging/countBacklog";
import { queryMerged } from "../../engines/paging/queryMerged";
import type { ItemKey, QueryPage, Store, StoredItem, StoredValue } from "../../engines/store/storePort";
import { NOTICE_KINDS, type NoticeChannel, type NoticeKindName } from "./noticeKinds";

/**
 * A notice is one message to one recipient about one event. Its id is made of both, so an event read twice makes one notice for each. The record is the entry of the
 * recipient's own list; the ways outside are tried after it is there.
 * | AP-M1 · one notice · delivery · primary · NOTICE#event.recipient / STATE · 1 |
 * | AP-M2 · notices to send or to try again · sweep · index4 · DUE#NOTICE or DUE#NOTICE_BULK / moment · page |
 * | AP-M3 · notices of a person or an account by time · their list · index3 · NOTICES#PERSON#id or NOTICES#ACCOUNT#username / moment#id · page |
 * | AP-M4 · notices that reached nobody · 系统运行 · index2 · NOTICES_UNDELIVERED / moment#hash of the id · page |
 * | AP-M6 · what was told of one case · its detail in the back office · index1 · NOTICES_OF#kind of case#id / moment#id · page |
 */
export type NoticeItem = StoredItem & NoticeState & Addressee;
interface NoticeState {
  readonly noticeId: string;
  /** The row of `noticeKinds.ts`. */
  readonly template: NoticeKindName;
  /** What its line in a list says. */
  readonly title: string;
  /** Template field → text, before it is fitted to WeChat's limits. */
  readonly fields: { readonly [name: string]: string };
  /** The variables of the SMS. */
  readonly sms?: SmsParameters;
  readonly text: string;
  /** Where it leads in the mini-program; empty when nowhere. */
  readonly page: string;
  /** Where it leads in the back office; absent on notices to the public. */
  readonly backOfficePath?: string;
  /** When the recipient saw it in their list; absent until then. */
  readonly readAt?: Instant;
  /** NOTICE, or NOTICE_BULK for one of thousands: those wait apart, so that nobody's confirmation stands behind them. */
  readonly queue: NoticeQueue;
  readonly state: NoticeStatus;
  readonly attempts: number;
  /** A sender is at work on it, or died: absent once its try is settled. */
  readonly claimedAt?: Instant;
  /** Each try of each way, latest last, at most `TRIES_KEPT_MAX`. */
  readonly tries: readonly NoticeTry[];
  /** Ways that said no for good: they are not asked again. */
  readonly closedChannels: readonly NoticeChannel[];
  /** One of the recipient's subscriptions was set aside for it; no second one is, however often it is tried. */
  readonly subscription?: "TAKEN";
  /** The way that it went. */
  readonly channel?: NoticeChannel;
  /** When that was; absent while it is not sent. */
  readonly sentAt?: Instant;
  /** Why the last try failed, in a word of ours; the gateway's own words go to the log alone. */
  readonly lastFailureCode?: NoticeFailure;
  readonly createdAt: Instant;
  /** It is not sent any more from then on: it would mislead. */
  readonly usefulUntil?: Instant;
  readonly version: number;
}
/** A way that was tried; without a code it went out. */
export type NoticeTry = {
  readonly channel: NoticeChannel;
  readonly at: Instant;
  readonly code?: NoticeFailure;
  /** The provider's own, by which the carrier's report finds it. */
  readonly messageId?: string;
  /** What the carrier said later; without a code it lies on the phone. */
  readonly report?: { readonly at: Instant; readonly code?: SmsUndelivered };
};
export const TRIES_KEPT_MAX = 30;
export const storedTry = ({ report, ...made }: NoticeTry): StoredValue => ({ ...made, ...(report === undefined ? {} : { report: { ...report } }) });
/** Neither phone nor WeChat is known, the subscriptions are used up, the account is not followed; or what refused last. */
export type NoticeFailure =
  "NO_PHONE" | "NO_SUBSCRIPTION" | "NOT_FOLLOWING" | "TOO_LATE" | SmsRefusalCode | SmsUndelivered | WechatRefusalCode | EmailRefusalCode;
export const NOTICE_STATES = ["QUEUED", "SENT", "UNDELIVERED"] as const;
export type NoticeStatus = (typeof NOTICE_STATES)[number];

export const NOTICE_QUEUES = ["NOTICE", "NOTICE_BULK"] as const;
export type NoticeQueue = (typeof NOTICE_QUEUES)[number];
export const noticeKey = (noticeId: string): ItemKey => ({ pk: `NOTICE#${noticeId}`, sk: "STATE" });

/**
 * A unit has become its accounts by now. A person's phone is that of the case; an account's is looked up when the notice is sent, for it may change. A follower has
 * given none and is told by WeChat alone.
 */
export type Addressee =
  | { readonly kind: "PERSON"; readonly personId: string; readonly phone?: string }
  | { readonly kind: "ACCOUNT"; readonly username: string }
  /** A number that belongs to nobody any more: it is told that it was replaced. */
  | { readonly kind: "PHONE"; readonly phone: string };

export type NewNotice = Pick<NoticeState, "template" | "fields" | "text" | "page" | "createdAt" | "usefulUntil"> & {
  /** The event, or whatever else there is only one of. */
  readonly cause: string;
  readonly to: Addressee;
  readonly sms?: SmsParameters;
  readonly backOfficePath?: string;
  readonly sendAt?: Instant;
  /** The case whose detail shows what became of it. */
  readonly about?: { readonly caseKind: string; readonly caseId: string };
  readonly queue?: NoticeQueue;
};

export function queuedNotice({ cause, to, sendAt, about, queue = "NOTICE", ...notice }: NewNotice): NoticeItem {
  const recipient = recipientOf(to);
  const noticeId = `${cause}.${recipient}`;
  return {
    ...notice,
    ...to,
    noticeId,
    title: titleOf(notice),
    queue,
    ...noticeKey(noticeId),
    ...(about === undefined ? {} : { index1: { pk: noticesOfCasePk(about), sk: `${notice.createdAt}#${noticeId}` } }),
    // A bare number has no list of its own.
    ...(to.kind === "PHONE" ? {} : { index3: { pk: `NOTICES#${recipient}`, sk: `${notice.createdAt}#${noticeId}` } }),
    index4: deadlineEntry(queue, sendAt ?? notice.createdAt, noticeId),
    state: "QUEUED",
    attempts: 0,
    tries: [],
    closedChannels: [],
    version: 1,
  } as NoticeItem;
}

/** All notices to offices share one template: what one is about stands in its first field. */
function titleOf({ template, fields }: Pick<NoticeState, "template" | "fields">): string {
  const { label, wechat } = NOTICE_KINDS[template];
  return wechat === "WORK_REMINDER" ? (fields["thing1"] ?? label) : label;
}

export const noticesOfCasePk = (about: { readonly caseKind: string; readonly caseId: string }): string => `NOTICES_OF#${about.caseKind}#${about.caseId}`;

export function recipientOf(to: Addressee): string {
  switch (to.kind) {
    case "PERSON":
      return `PERSON#${to.personId}`;
    case "ACCOUNT":
      return `ACCOUNT#${to.username}`;
    case "PHONE":
      return `PHONE#${to.phone}`;
  }
}

export const UNDELIVERED_PK = "NOTICES_UNDELIVERED";
/** A notice's id names its recipient, at times by phone, so the list goes by a hash of it. */
export function undeliveredEntry(noticeId: string, at: Instant): ItemKey {
  return { pk: UNDELIVERED_PK, sk: `${at}#${createHash("sha256").update(noticeId).digest("base64url")}` };
}

/** `<epoch ms>.<hash>`: the place in the list in letters that an address may hold. */
export function undeliveredId(notice: NoticeItem): string {
  const { at, hash } = undeliveredPlace(notice);
  return `${epochMsOf(at)}.${hash}`;
}
export function undeliveredPlace({ index2 }: NoticeItem): { readonly at: Instant; readonly hash: string } {
  const [at = "", hash = ""] = (index2?.sk ?? "").split("#");
  return { at: at as Instant, hash };
}

export function listUndeliveredItems(
  store: Store,
  page: { readonly limit: number; readonly cursor: string | undefined },
): Promise<QueryPage | "CURSOR_INVALID"> {
  return queryMerged(store, { index: "index2", pks: [UNDELIVERED_PK], range: {}, order: "descending", ...page });
}
export function countUndelivered(store: Store): Promise<CountedBacklog> {
  return countBacklog(store, { index: "index2", pk: UNDELIVERED_PK, order: "ascending" });
}

/** As it is now: the index may be some moments behind. */
export async function getUndelivered(store: Store, id: string): Promise<NoticeItem | undefined> {
  const [, epochMs, hash] = /^(\d{13})\.([\w-]{43})$/.exec(id) ?? [];
  if (epochMs === undefined) return undefined;
  const sk = `${instantFromEpochMs(Number(epochMs))}#${hash}`;
  const [listed] = (await store.query({ index: "index2", pk: UNDELIVERED_PK, range: { from: sk, to: sk }, limit: 1 })).items;
  const notice = listed === undefined ? undefined : ((await store.get({ pk: listed.pk, sk: listed.sk })) as NoticeItem | undefined);
  return notice?.state === "UNDELIVERED" && notice.index2?.sk === sk ? notice : undefined;
}

import { createHash } from "node:crypto";
import { epochMsOf, type Instant } from "@app/contract/kernel/time";
import type { ItemKey, Store, StoredItem, Write } from "../../engines/store/storePort";

/**
 * Which notice a message of the provider's belongs to, for the carrier's report of it.
 * | AP-M10 · the notice of one SMS · reports · primary · SMS_SENT#message id / STATE · 1 |
 */
interface SmsSentItem extends StoredItem {
  readonly noticeId: string;
  readonly phoneHash: string;
}
/** A carrier tries for three days at most. */
const FOLLOWED_DAYS = 4;

const smsSentKey = (messageId: string): ItemKey => ({ pk: `SMS_SENT#${messageId}`, sk: "STATE" });
const hashOf = (phone: string): string => createHash("sha256").update(phone).digest("base64url");

export function smsFollowed(sent: { readonly messageId: string; readonly phone: string; readonly noticeId: string; readonly at: Instant }): Write {
  const { messageId, phone, noticeId, at } = sent;
  const expiresAtEpochSeconds = Math.floor(epochMsOf(at) / 1000) + FOLLOWED_DAYS * 86_400;
  return { kind: "put", tag: `sms ${messageId}`, item: { ...smsSentKey(messageId), noticeId, phoneHash: hashOf(phone), expiresAtEpochSeconds } };
}

/** The notice's id; undefined when nobody follows the message. */
export async function noticeOfSms(store: Store, messageId: string, phone: string): Promise<string | "WRONG_NUMBER" | undefined> {
  const sent = (await store.get(smsSentKey(messageId))) as SmsSentItem | undefined;
  if (sent === undefined) return undefined;
  return sent.phoneHash === hashOf(phone) ? sent.noticeId : "WRONG_NUMBER";
}

import { createHash } from "node:crypto";
import { addMs, epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { QrLogInStatus } from "@app/contract/sessions/qrLogIn.schema";
import type { ItemKey, Store, StoredItem } from "../../engines/store/storePort";

/**
 * A browser of the back office that asks to be let in by somebody's phone. The code on its screen is the hash of a secret that the browser alone has.
 * | AP-Q1 · one ticket · scan, decision, claim · primary · QR_LOG_IN#ticket / STATE · 1 |
 */
export interface QrLogInItem extends StoredItem {
  readonly ticket: string;
  /** CLAIMED: the browser has its session; a lost answer is given once more. */
  readonly status: Exclude<QrLogInStatus, "EXPIRED"> | "CLAIMED";
  readonly browser: string;
  readonly address: string;
  readonly askedAt: Instant;
  readonly expiresAt: Instant;
  /** With the browser's secret it makes the session's token, which is kept nowhere. */
  readonly salt: string;
  /** Who scanned it first; nobody else decides. */
  readonly personId?: string;
  readonly username?: string;
  readonly credentialEpoch?: number;
  readonly version: number;
}

export const QR_LOG_IN_LASTS_MS = 2 * MINUTE_MS;
/** Confirmed at the last moment, it can still be fetched for so long. */
const FETCHED_WITHIN_MS = MINUTE_MS;

export const ticketOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");
export const qrLogInKey = (ticket: string): ItemKey => ({ pk: `QR_LOG_IN#${ticket}`, sk: "STATE" });

export async function getQrLogIn(store: Store, ticket: string): Promise<QrLogInItem | undefined> {
  return (await store.get(qrLogInKey(ticket))) as QrLogInItem | undefined;
}

export function newQrLogIn(asked: { ticket: string; salt: string; browser: string; address: string; now: Instant }): QrLogInItem {
  const { now, ...known } = asked;
  const expiresAt = addMs(now, QR_LOG_IN_LASTS_MS);
  return {
    ...qrLogInKey(asked.ticket),
    ...known,
    status: "WAITING",
    askedAt: now,
    expiresAt,
    version: 1,
    expiresAtEpochSeconds: Math.ceil(epochMsOf(addMs(expiresAt, FETCHED_WITHIN_MS)) / 1000),
  };
}

/** What has become of it by now. Pure. */
export function qrStatusAt(item: QrLogInItem | undefined, now: Instant): QrLogInStatus {
  if (item === undefined) return "EXPIRED";
  if (item.status === "CONFIRMED" || item.status === "CLAIMED") return now < addMs(item.expiresAt, FETCHED_WITHIN_MS) ? "CONFIRMED" : "EXPIRED";
  if (item.status === "REFUSED") return "REFUSED";
  return now < item.expiresAt ? item.status : "EXPIRED";
}

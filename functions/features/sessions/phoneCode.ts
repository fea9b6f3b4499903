import { createHash } from "node:crypto";
import { refuse, ok, type Result } from "@app/contract/kernel/result";
import { addMs, epochMsOf, HOUR_MS, localDateOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { CodeRequested, PhoneCodeRefusal } from "@app/contract/kernel/phone";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import { absent, versionIs, type ItemKey, type StoredItem, type Write } from "../../engines/store/storePort";

/**
 * A code that was sent to a phone, for one use. The limits lie on the same item, so they hold for phones without an account too and tell nothing.
 * | AP-K1 · the last code of one use · request, check · primary · PHONE_CODE#use#subject / STATE · 1 |
 * | AP-K2 · codes to be sent · sweep · index4 · DUE#PHONE_CODE / moment · page |
 * | AP-K3 · requests from one address within an hour · request · primary · CODE_REQUESTS#address / hour · 1 |
 */
export interface PhoneCodeItem extends StoredItem {
  readonly phone: string;
  readonly use: PhoneCodeUse;
  readonly salt: string;
  readonly codeHash: string;
  readonly issuedAt: Instant;
  readonly triesLeft: number;
  /** Codes asked for on the day of `issuedAt`. */
  readonly askedThatDay: number;
  /** Wrong ones since the last right one, over all codes. */
  readonly wrong: number;
  /** Hash of the request that used it up; absent while it may be used. */
  readonly usedBy?: string;
  readonly lockedUntil?: Instant;
  /** The code itself, until it is sent; never there for a phone that gets none. */
  readonly codeToSend?: string;
  /** When its sending began; there while it may have to be sent again. */
  readonly firstSentAt?: Instant;
  readonly version: number;
}
/** LOG_IN and BIND_STAFF: subject is the phone. PROVE_PHONE: subject is the account that wants to take the phone as its own or a colleague's. */
export type PhoneCodeUse = "LOG_IN" | "PROVE_PHONE" | "BIND_STAFF";

export const CODE_VALID_MINUTES = 5;
export const CODE_RESEND_SECONDS = 60;
export const CODES_PER_DAY = 10;
export const CODE_TRIES = 5;
/** So many wrong guesses, over however many codes, stop the phone for an hour (T38: guesses blocked after at most ten). */
export const GUESSES_MAX = 10;
const LOCK_MS = HOUR_MS;
const KEPT_SECONDS = 2 * 24 * 3600;

export const PHONE_CODE_DEADLINE = "PHONE_CODE";
export const phoneCodeKey = (use: PhoneCodeUse, subject: string): ItemKey => ({ pk: `PHONE_CODE#${use}#${subject}`, sk: "STATE" });

export const CODE_REQUESTED: CodeRequested = { resendAfterSeconds: CODE_RESEND_SECONDS, validMinutes: CODE_VALID_MINUTES };

/** The next code, or why none is to be had now. Pure, and blind to whether the phone has an account: only `isSent` says whether it goes out. */
export function issueCode(
  known: PhoneCodeItem | undefined,
  asked: { use: PhoneCodeUse; subject: string; phone: string; code: string | undefined; salt: string; isSent: boolean; now: Instant },
): Result<Write, PhoneCodeRefusal> {
  const { now, use, subject, phone, code, salt } = asked;
  if (code === undefined) return refuse({ code: "SMS_NOT_SET_UP" });
  if (known !== undefined) {
    const locked = lockOf(known, now);
    if (locked !== undefined) return refuse(locked);
    const waitMs = epochMsOf(known.issuedAt) + CODE_RESEND_SECONDS * 1000 - epochMsOf(now);
    if (waitMs > 0) return refuse({ code: "CODE_TOO_SOON", retryAfterSeconds: Math.ceil(waitMs / 1000) });
  }
  const askedBefore = known !== undefined && localDateOf(known.issuedAt) === localDateOf(now) ? known.askedThatDay : 0;
  if (askedBefore >= CODES_PER_DAY) return refuse({ code: "CODE_TOO_MANY", perDay: CODES_PER_DAY });
  const item: PhoneCodeItem = {
    ...phoneCodeKey(use, subject),
    use,
    phone,
    salt,
    codeHash: hashOf(salt, code),
    issuedAt: now,
    triesLeft: CODE_TRIES,
    askedThatDay: askedBefore + 1,
    wrong: known?.wrong ?? 0,
    version: (known?.version ?? 0) + 1,
    expiresAtEpochSeconds: Math.floor(epochMsOf(now) / 1000) + KEPT_SECONDS,
    ...(asked.isSent ? { codeToSend: code, index4: deadlineEntry(PHONE_CODE_DEADLINE, now, subject) } : {}),
  };
  return ok({ kind: "put", tag: PHONE_CODE_TAG, item, condition: known === undefined ? absent : versionIs(known.version) });
}
export const PHONE_CODE_TAG = "phone code";

export type CodeJudgement =
  | { readonly kind: "RIGHT"; readonly use: Write }
  /** The request that used the code up is asking again. */
  | { readonly kind: "USED_BY_THIS_REQUEST"; readonly salt: string }
  /** To be written down before it is answered, so that guesses sent at once are counted all. */
  | { readonly kind: "WRONG"; readonly count: Write; readonly refusal: PhoneCodeRefusal; readonly locks: boolean }
  | { readonly kind: "REFUSED"; readonly refusal: PhoneCodeRefusal };

/** Whether the code is the one that was sent. Pure. */
export function judgeCode(item: PhoneCodeItem | undefined, given: { phone: string; code: string; requestId: string; now: Instant }): CodeJudgement {
  if (item === undefined || item.phone !== given.phone) return { kind: "REFUSED", refusal: { code: "CODE_EXPIRED" } };
  const locked = lockOf(item, given.now);
  if (locked !== undefined) return { kind: "REFUSED", refusal: locked };
  const key = { pk: item.pk, sk: item.sk };
  const isRight = item.codeHash === hashOf(item.salt, given.code);
  const isOver = given.now >= addMs(item.issuedAt, CODE_VALID_MINUTES * MINUTE_MS);
  if (item.usedBy !== undefined && isRight && !isOver && item.usedBy === hashOf(item.salt, given.requestId))
    return { kind: "USED_BY_THIS_REQUEST", salt: item.salt };
  if (item.usedBy !== undefined || isOver || item.triesLeft <= 0) return { kind: "REFUSED", refusal: { code: "CODE_EXPIRED" } };
  const condition = versionIs(item.version);
  if (isRight) {
    const set = { usedBy: hashOf(item.salt, given.requestId), wrong: 0 };
    return { kind: "RIGHT", use: { kind: "update", tag: PHONE_CODE_TAG, key, set, remove: ["codeToSend", "index4"], add: { version: 1 }, condition } };
  }
  const locks = item.wrong + 1 >= GUESSES_MAX;
  const set: Record<string, string | number> = locks
    ? { wrong: 0, triesLeft: 0, lockedUntil: addMs(given.now, LOCK_MS) }
    : { wrong: item.wrong + 1, triesLeft: item.triesLeft - 1 };
  return {
    kind: "WRONG",
    locks,
    count: { kind: "update", tag: PHONE_CODE_TAG, key, set, add: { version: 1 }, condition },
    refusal: locks ? { code: "PHONE_LOCKED", minutesLeft: LOCK_MS / MINUTE_MS } : { code: "CODE_WRONG", triesLeft: item.triesLeft - 1 },
  };
}

function lockOf(item: PhoneCodeItem, now: Instant): PhoneCodeRefusal | undefined {
  if (item.lockedUntil === undefined || item.lockedUntil <= now) return undefined;
  return { code: "PHONE_LOCKED", minutesLeft: Math.max(1, Math.ceil((epochMsOf(item.lockedUntil) - epochMsOf(now)) / MINUTE_MS)) };
}

export function hashOf(salt: string, text: string): string {
  return createHash("sha256").update(`${salt}|${text}`).digest("base64url");
}

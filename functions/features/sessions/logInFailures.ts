import type { CaptchaAnswer } from "@app/contract/kernel/captcha";
import { networkOf } from "@app/contract/kernel/network";
import { addMs, epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import { attributeAbsent, equals, exists, numberAtMost, or, type ItemKey, type StoredItem, type Write } from "../../engines/store/storePort";
import { logInFailuresKey } from "./accountRepository";
import { useCaptcha } from "./captcha";
import type { SessionDeps } from "./sessionDeps";

/**
 * Wrong passwords and codes, by user name (known or not, so that a lock tells nothing) and by network address. A count is over `lockMinutes` after its last one.
 * | AP-A2 · failures of a user name · log-in · primary · LOG_IN#username / FAILURES · 1 |
 * | AP-A8 · failures of an address · log-in · primary · LOG_IN_FROM#address / FAILURES · 1 |
 */
const addressFailuresKey = (address: string): ItemKey => ({ pk: `LOG_IN_FROM#${networkOf(address)}`, sk: "FAILURES" });
const KEPT_SECONDS = 2 * 24 * 3600;

export interface LogInAttempt {
  readonly username: string;
  readonly address: string;
  /** NEVER: for somebody with a session, whom the lock alone holds back. */
  readonly captcha: CaptchaAnswer | undefined | "NEVER";
}

/**
 * Counts one attempt before it is compared, so that guesses sent at once are counted all; the refusal when too many went before. Without a captcha only the first few
 * of a user name are let through, by the write's own condition. An address is judged by what failed before: many clerks behind one may log in at the same moment.
 */
export async function admitAttempt(deps: SessionDeps, attempt: LogInAttempt): Promise<SessionRefusal | undefined> {
  const now = deps.clock.now();
  const key = logInFailuresKey(attempt.username);
  const { captchaAfter, lockAfter, lockMs } = await limitsOf(deps);
  const [ofName, ofAddress] = await deps.store.getMany([key, addressFailuresKey(attempt.address)]);
  const failures = countOf(ofName, now);
  if (failures >= lockAfter) return lockedUntil(ofName, now, lockMs);
  const asksCaptcha = attempt.captcha !== "NEVER" && (failures >= captchaAfter || countOf(ofAddress, now) >= captchaAfter);
  if (asksCaptcha) {
    const refused = await useCaptcha(deps, attempt.captcha as CaptchaAnswer | undefined);
    if (refused !== undefined) return refused;
  }
  const until = ofName?.["until"];
  // Losing this race only means that another attempt has begun the new count.
  if (typeof until === "string" && until <= now) await deps.store.transact([{ kind: "delete", tag: "old count", key, condition: equals("until", until) }]);
  const max = asksCaptcha || attempt.captcha === "NEVER" ? lockAfter : Math.min(captchaAfter, lockAfter);
  const counted = await deps.store.transact([countWrite(key, now, lockMs, max)]);
  if (counted.committed) return undefined;
  const since = await deps.store.get(key);
  return countOf(since, now) >= lockAfter ? lockedUntil(since, now, lockMs) : { code: "CAPTCHA_NEEDED" };
}

/** The write that counts a failed attempt for its address, and how many the name has had. */
export async function failureOf(
  deps: SessionDeps,
  { username, address }: LogInAttempt,
): Promise<{ readonly write: Write; readonly failures: number; readonly locks: boolean }> {
  const now = deps.clock.now();
  const { lockAfter, lockMs } = await limitsOf(deps);
  const key = addressFailuresKey(address);
  const [ofName, ofAddress] = await deps.store.getMany([logInFailuresKey(username), key]);
  const failures = countOf(ofName, now);
  const isOver = ofAddress !== undefined && countOf(ofAddress, now) === 0;
  const begun: Write = { kind: "put", tag: "address", item: { ...key, count: 1, ...lasting(now, lockMs) } };
  return { write: isOver ? begun : countWrite(key, now, lockMs), failures, locks: failures >= lockAfter };
}

export function forgiveFailures(username: string): Write {
  return { kind: "delete", tag: "failures", key: logInFailuresKey(username) };
}

/** One attempt that was right is none. */
export function takeBack(username: string): Write {
  return { kind: "update", tag: "attempt", key: logInFailuresKey(username), add: { count: -1 }, condition: exists };
}

async function limitsOf({ parameters }: SessionDeps): Promise<{ captchaAfter: number; lockAfter: number; lockMs: number }> {
  return {
    captchaAfter: await parameters.get("signIn.failuresBeforeCaptcha"),
    lockAfter: await parameters.get("signIn.failuresBeforeLock"),
    lockMs: (await parameters.get("signIn.lockMinutes")) * MINUTE_MS,
  };
}

function countOf(item: StoredItem | undefined, now: Instant): number {
  const [count, until] = [item?.["count"], item?.["until"]];
  return typeof count === "number" && typeof until === "string" && until > now ? count : 0;
}

function countWrite(key: ItemKey, now: Instant, lockMs: number, max?: number): Write {
  const condition = max === undefined ? {} : { condition: or(attributeAbsent("count"), numberAtMost("count", max - 1)) };
  return { kind: "update", tag: "attempt", key, add: { count: 1 }, set: lasting(now, lockMs), ...condition };
}

function lasting(now: Instant, lockMs: number) {
  return { until: addMs(now, lockMs), expiresAtEpochSeconds: Math.floor(epochMsOf(now) / 1000) + KEPT_SECONDS };
}

function lockedUntil(item: StoredItem | undefined, now: Instant, lockMs: number): SessionRefusal {
  const until = item?.["until"];
  const leftMs = typeof until === "string" ? epochMsOf(until as Instant) - epochMsOf(now) : lockMs;
  return { code: "ACCOUNT_LOCKED", minutesLeft: Math.max(1, Math.ceil(leftMs / MINUTE_MS)) };
}

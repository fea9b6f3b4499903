import { epochMsOf, HOUR_MS, type Instant } from "@app/contract/kernel/time";
import { attributeAbsent, numberAtMost, or, type Write } from "../../engines/store/storePort";

/** What was asked of us from one address within an hour, for what is dear: counted in the store, so that it holds over all processes (promise R17). */
export const ADDRESS_TAG = "address";

/** Fails with `ADDRESS_TAG` when the address has had its share of this hour. */
export function countOfHour(
  what: "CODE_REQUESTS" | "REGISTRATION_CODES" | "CAPTCHAS" | "BINDINGS" | "QR_TICKETS",
  address: string,
  now: Instant,
  perHourMax: number,
): Write {
  return {
    kind: "update",
    tag: ADDRESS_TAG,
    key: { pk: `${what}#${address}`, sk: now.slice(0, 13) },
    set: { expiresAtEpochSeconds: Math.floor((epochMsOf(now) + 2 * HOUR_MS) / 1000) },
    add: { count: 1 },
    condition: or(attributeAbsent("count"), numberAtMost("count", perHourMax - 1)),
  };
}

export function secondsLeftOfHour(now: Instant): number {
  return Math.max(1, Math.ceil((HOUR_MS - (epochMsOf(now) % HOUR_MS)) / 1000));
}

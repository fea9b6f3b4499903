import { instantFromEpochMs, type Instant } from "@app/contract/kernel/time";

export function now(): Instant {
  return instantFromEpochMs(Date.now());
}

/** @returns stops it */
export function everySecond(tick: () => void): () => void {
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}

/** @returns cancels it */
export function after(delayMs: number, act: () => void): () => void {
  const timer = setTimeout(act, delayMs);
  return () => clearTimeout(timer);
}

import { epochMsOf } from "@app/contract/kernel/time";
import type { Clock } from "../context/clock";

/** `burst` at once, and `perMinute` on from there. */
export interface BucketSize {
  readonly burst: number;
  readonly perMinute: number;
}

export interface RequestLimiter {
  /** Takes one; the seconds to wait when there is none, and then nothing is taken. */
  take(key: string, size: BucketSize): number | undefined;
}

/** Whoever comes with ever new names pushes out the full buckets first, which lose nothing by it. */
const BUCKETS_MAX = 50_000;
const MINUTE_MS = 60_000;

/** Token buckets in this process: exact on one machine, per instance in the cloud (decision 0014). They cost no write and forget with the process. */
export function createRequestLimiter({ clock }: { readonly clock: Clock }): RequestLimiter {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  return {
    take(key, { burst, perMinute }) {
      const nowMs = epochMsOf(clock.now());
      const known = buckets.get(key);
      const gained = known === undefined ? burst : ((nowMs - known.atMs) * perMinute) / MINUTE_MS;
      const tokens = Math.min(burst, (known?.tokens ?? 0) + Math.max(0, gained));
      // Set anew, so that the first in the map is the one asked longest ago: the likeliest to be full.
      buckets.delete(key);
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, atMs: nowMs });
      const oldest = buckets.size > BUCKETS_MAX ? buckets.keys().next().value : undefined;
      if (oldest !== undefined) buckets.delete(oldest);
      return tokens >= 1 ? undefined : Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute));
    },
  };
}

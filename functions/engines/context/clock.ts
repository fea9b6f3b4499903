import type { Instant } from "@app/contract/kernel/time";

/** Injected everywhere below the entrypoints, so that a test stands at any second it likes. */
export interface Clock {
  now(): Instant;
}

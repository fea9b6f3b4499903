import { instantFromEpochMs, localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";

/** The one place that reads the clock. Days are China's, whatever the computer's time zone says. */
export function now(): Instant {
  return instantFromEpochMs(Date.now());
}

export function today(): LocalDate {
  return localDateOf(now());
}

/** 「10:32:05」 @param epochMs milliseconds since 1970-01-01T00:00Z */
export function clockLabel(epochMs: number): string {
  return instantFromEpochMs(epochMs).slice(11, 19);
}

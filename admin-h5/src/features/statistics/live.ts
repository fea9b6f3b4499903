/** 「实时统计」: a figure is on the screen within two seconds of the command's answer; half of that is left for the counters and the way. */
export const LIVE_INTERVAL_MS = 1_000;

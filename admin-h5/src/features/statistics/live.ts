/** 「实时统计」: a figure is on the screen within two seconds of the command's answer. */
export const LIVE_INTERVAL_MS = 2_000;

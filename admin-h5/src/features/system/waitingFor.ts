import { epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import { HELD_UP_AFTER_MINUTES, type Backlog } from "@app/contract/system/system.schema";

/** 「3 小时」: how long the oldest has waited, by the server's own clock. */
export function waitedText(since: Instant, now: Instant): string {
  const minutes = Math.floor((epochMsOf(now) - epochMsOf(since)) / MINUTE_MS);
  if (minutes < 1) return "不到 1 分钟";
  if (minutes < 60) return `${minutes} 分钟`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} 小时` : `${Math.floor(minutes / (24 * 60))} 天`;
}

/** Something always waits for a moment; what has waited longer is held up. */
export function isHeldUp({ oldestAt }: Backlog, now: Instant): boolean {
  return oldestAt !== undefined && epochMsOf(now) - epochMsOf(oldestAt) > HELD_UP_AFTER_MINUTES * MINUTE_MS;
}

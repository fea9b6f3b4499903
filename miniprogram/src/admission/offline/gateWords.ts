import { dateLabel, epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import { UNDO_WITHIN_MINUTES } from "@app/contract/visits/bookingEntry.schema";
import { isOfToday, serverTime, type KeptPack } from "./gateList";

/** After that a list is old enough that cancelled bookings may well be missing from it. */
const LIST_OLD_AFTER_MINUTES = 30;
/** Shown before the cap is met, while there is still time to upload. */
const STORAGE_WARNING_SHARE = 0.8;

/** 「09:41」 */
export const timeLabel = (instant: Instant): string => instant.slice(11, 16);

/** 「名单更新于 09:41（12 分钟前）」, and whether that is too long ago. */
export function listAge(kept: KeptPack, deviceNow: Instant): { readonly text: string; readonly isOld: boolean } {
  if (!isOfToday(kept, deviceNow)) return { text: `名单还是 ${dateLabel(kept.pack.date)} 的`, isOld: true };
  const minutes = minutesSince(kept.pack.asOf, serverTime(deviceNow, kept));
  return { text: `名单更新于 ${timeLabel(kept.pack.asOf)}（${agoText(minutes)}）`, isOld: minutes >= LIST_OLD_AFTER_MINUTES };
}

/** What stands above the list while this phone decides by itself. */
export function offlineBanner(kept: KeptPack, deviceNow: Instant): { readonly text: string; readonly isOld: boolean } {
  const age = listAge(kept, deviceNow);
  return { text: `离线核销中 · ${age.text}${age.isOld ? "。时间较久，名单可能有变化，请尽快连上网络。" : ""}`, isOld: age.isOld };
}

function agoText(minutes: number): string {
  if (minutes < 1) return "刚刚";
  if (minutes < 60) return `${minutes} 分钟前`;
  return minutes % 60 === 0 ? `${Math.floor(minutes / 60)} 小时前` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分钟前`;
}

function minutesSince(earlier: Instant, later: Instant): number {
  return Math.max(0, Math.floor((epochMsOf(later) - epochMsOf(earlier)) / MINUTE_MS));
}

/** Whole minutes in which the same phone may still take an entry back; 0 when that is over (promise M9). */
export function undoMinutesLeft(enteredAt: Instant, serverNow: Instant): number {
  const minutes = Math.ceil((epochMsOf(enteredAt) + UNDO_WITHIN_MINUTES * MINUTE_MS - epochMsOf(serverNow)) / MINUTE_MS);
  // The page looks at the clock now and then, so an entry of this moment may lie a little ahead of it.
  return Math.min(UNDO_WITHIN_MINUTES, Math.max(0, minutes));
}

/** 「已用 0.3 MB / 共 10 MB」, and whether it is time to say so (promise F22). */
export function storageUse(usedBytes: number, capBytes: number): { readonly text: string; readonly isNearlyFull: boolean } {
  const tenths = (bytes: number): number => Math.round((bytes / 1024 / 1024) * 10) / 10;
  const used = tenths(usedBytes);
  return { text: `已用${used === 0 ? "不到 0.1" : ` ${used}`} MB / 共 ${tenths(capBytes)} MB`, isNearlyFull: usedBytes >= capBytes * STORAGE_WARNING_SHARE };
}

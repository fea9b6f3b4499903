const HOUR_MS = 3_600_000;

/** 「已等 3 天」; less than a day in hours, and the first hour in words. */
export function waitedText(since: string, nowMs: number): string {
  const hours = Math.floor((nowMs - Date.parse(since)) / HOUR_MS);
  if (hours < 1) return "刚刚到";
  return hours < 24 ? `已等 ${hours} 小时` : `已等 ${Math.floor(hours / 24)} 天`;
}

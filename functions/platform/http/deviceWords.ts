/** The browser and system that a request names, in words for the audit trail; the order matters, for most browsers also name another. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/miniProgram/i, "微信小程序"],
  [/MicroMessenger/i, "微信"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/i, "鸿蒙"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "安卓"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/Linux/, "Linux"],
];
const UNKNOWN = "未知设备";

export function deviceWords(userAgent: string | undefined): string {
  if (userAgent === undefined) return UNKNOWN;
  const named = (table: readonly (readonly [RegExp, string])[]) => table.find(([sign]) => sign.test(userAgent))?.[1];
  const words = [named(SYSTEMS), named(BROWSERS)].filter((word) => word !== undefined);
  return words.length === 0 ? UNKNOWN : words.join(" · ");
}

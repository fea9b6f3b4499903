import type { Instant } from "@app/contract/kernel/time";
import { isHeldUp, waitedText } from "./waitingFor";

const at = (text: string): Instant => text as Instant;
const NOW = at("2026-03-07T09:00:00.000+08:00");

test.each([
  ["2026-03-07T08:59:01.000+08:00", "不到 1 分钟"],
  // A deadline read a moment before its time.
  ["2026-03-07T09:00:01.000+08:00", "不到 1 分钟"],
  ["2026-03-07T08:59:00.000+08:00", "1 分钟"],
  ["2026-03-07T08:00:01.000+08:00", "59 分钟"],
  ["2026-03-07T08:00:00.000+08:00", "1 小时"],
  ["2026-03-05T09:00:01.000+08:00", "47 小时"],
  ["2026-03-05T09:00:00.000+08:00", "2 天"],
])("since %s it has waited %s", (since, text) => {
  expect(waitedText(at(since), NOW)).toBe(text);
});

test("held up after ten minutes, not at ten", () => {
  expect(isHeldUp({ count: 1, isMore: false, oldestAt: at("2026-03-07T08:50:00.000+08:00") }, NOW)).toBe(false);
  expect(isHeldUp({ count: 1, isMore: false, oldestAt: at("2026-03-07T08:49:59.999+08:00") }, NOW)).toBe(true);
  expect(isHeldUp({ count: 0, isMore: false }, NOW)).toBe(false);
});

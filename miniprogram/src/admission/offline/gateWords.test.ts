import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { aPack, minutesLater, NINE } from "./gateBench.case";
import { listAge, offlineBanner, storageUse, undoMinutesLeft } from "./gateWords";

const kept = { pack: aPack(), clockOffMs: 0, operatorId: "wang-mengang" };

test.each([
  [0, "名单更新于 09:00（刚刚）", false],
  [12, "名单更新于 09:00（12 分钟前）", false],
  [29, "名单更新于 09:00（29 分钟前）", false],
  [30, "名单更新于 09:00（30 分钟前）", true],
  [60, "名单更新于 09:00（1 小时前）", true],
  [125, "名单更新于 09:00（2 小时 5 分钟前）", true],
])("M6 after %i minutes the screen says %s", (minutes, text, isOld) => {
  expect(listAge(kept, minutesLater(NINE, minutes))).toEqual({ text, isOld });
});

test("F4 the banner warns from half an hour on and says what to do", () => {
  expect(offlineBanner(kept, minutesLater(NINE, 12))).toEqual({ text: "离线核销中 · 名单更新于 09:00（12 分钟前）", isOld: false });
  expect(offlineBanner(kept, minutesLater(NINE, 31))).toEqual({
    text: "离线核销中 · 名单更新于 09:00（31 分钟前）。时间较久，名单可能有变化，请尽快连上网络。",
    isOld: true,
  });
  expect(listAge({ ...kept, pack: aPack({ date: "2026-03-06" as LocalDate }) }, NINE)).toEqual({ text: "名单还是 3月6日 周五 的", isOld: true });
});

test("the age is counted by the server's clock, however wrong the phone's is", () => {
  expect(listAge({ ...kept, clockOffMs: 3_600_000 }, minutesLater(NINE, -50)).text).toBe("名单更新于 09:00（10 分钟前）");
});

test.each([
  ["2026-03-07T08:59:50.000+08:00", 15],
  ["2026-03-07T09:00:00.000+08:00", 15],
  ["2026-03-07T09:00:59.000+08:00", 15],
  ["2026-03-07T09:14:00.000+08:00", 1],
  ["2026-03-07T09:14:59.999+08:00", 1],
  ["2026-03-07T09:15:00.000+08:00", 0],
  ["2026-03-07T11:00:00.000+08:00", 0],
])("M9 at %s the phone may undo an entry of 09:00 for %i more minutes", (now, minutes) => {
  expect(undoMinutesLeft(NINE, now as Instant)).toBe(minutes);
});

test("F22 the share of the 10 MB is said, and warned of from 80 percent on", () => {
  const cap = 10 * 1024 * 1024;
  expect(storageUse(0, cap)).toEqual({ text: "已用不到 0.1 MB / 共 10 MB", isNearlyFull: false });
  expect(storageUse(0.31 * 1024 * 1024, cap)).toEqual({ text: "已用 0.3 MB / 共 10 MB", isNearlyFull: false });
  expect(storageUse(0.8 * cap - 1, cap)).toEqual({ text: "已用 8 MB / 共 10 MB", isNearlyFull: false });
  expect(storageUse(0.8 * cap, cap)).toEqual({ text: "已用 8 MB / 共 10 MB", isNearlyFull: true });
});

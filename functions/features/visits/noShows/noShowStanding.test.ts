import type { LocalDate } from "@app/contract/kernel/time";
import { blockOf, ruleSentence, standingOf } from "./noShowStanding";

const RULE = { isOn: true, threshold: 3, periodDays: 180, blockDays: 60 };
const missed = (...dates: string[]): Record<string, LocalDate> => Object.fromEntries(dates.map((date, n) => [`b${n}`, date as LocalDate]));
const on = (today: string, ...dates: string[]) => standingOf(missed(...dates), RULE, today as LocalDate);

it("F6 nobody is kept out below the threshold, whenever they were missed", () => {
  expect(on("2026-06-01")).toEqual({ count: 0, blockedUntil: undefined });
  expect(on("2026-06-01", "2026-05-30", "2026-05-31")).toEqual({ count: 2, blockedUntil: undefined });
});

it("F6 the third one keeps them out through the sixtieth day after the last, and not a day longer", () => {
  const dates = ["2026-03-01", "2026-05-31", "2026-04-01"];
  expect(on("2026-06-01", ...dates)).toEqual({ count: 3, blockedUntil: "2026-07-30" });
  expect(on("2026-07-30", ...dates)).toEqual({ count: 3, blockedUntil: "2026-07-30" });
  expect(on("2026-07-31", ...dates)).toEqual({ count: 3, blockedUntil: undefined });
});

it("F6 a missed day counts for the period and is forgotten on the day after it", () => {
  expect(on("2026-08-27", "2026-03-01").count).toBe(1);
  expect(on("2026-08-28", "2026-03-01").count).toBe(0);
});

it("F6 a bureau that switched its rule off keeps nobody out and still shows the count", () => {
  expect(standingOf(missed("2026-05-29", "2026-05-30", "2026-05-31"), { ...RULE, isOn: false }, "2026-06-01" as LocalDate)).toEqual({
    count: 3,
    blockedUntil: undefined,
  });
  expect(ruleSentence({ ...RULE, isOn: false })).toBe("本地不因失约限制预约，只做记录。");
});

it("F6 one city's missed visits keep nobody out of another", () => {
  const standing = { pk: "PERSON#p", sk: "STANDING", missed: { "4601": missed("2026-05-29", "2026-05-30", "2026-05-31") }, version: 3 };
  const asked = { standing, rule: RULE, today: "2026-06-01" as LocalDate };
  expect(blockOf({ ...asked, cityCode: "4602", cityName: "三亚市" })).toBeUndefined();
  expect(blockOf({ ...asked, cityCode: "4601", cityName: "海口市" })).toEqual({
    code: "NO_SHOW_BLOCKED",
    cityName: "海口市",
    count: 3,
    periodDays: 180,
    untilLabel: "7月30日 周四",
  });
});

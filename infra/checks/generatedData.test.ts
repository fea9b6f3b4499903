import { readFileSync } from "node:fs";
import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { CalendarYearMissing, addWorkingDays, holidayName, isWorkingDay } from "@app/contract/engines/workingCalendar";
import { allProvinces, citiesOf, cityName, districtName, districtsOf, provinceName } from "@app/contract/regions/regions.data";
import type { LocalDate } from "@app/contract/kernel/time";
import { regionsSource } from "./regionsSource";
import { workingCalendarSource } from "./workingCalendarSource";

const repository = process.cwd();
const day = (text: string) => text as LocalDate;

describe("working calendar data", () => {
  test('is what "npm run calendar:update" makes', () => {
    expect(readFileSync("functions/contract/engines/workingCalendar.data.ts", "utf8")).toBe(workingCalendarSource(repository));
  });

  // The State Council's notices for 2025 and 2026.
  test.each([
    ["2025-09-28", true, "Sunday, worked for 国庆节"],
    ["2025-09-30", true, "the Tuesday before"],
    ["2025-10-01", false, "国庆节"],
    ["2025-10-08", false, "Wednesday, the last day off"],
    ["2025-10-09", true, "the Thursday after"],
    ["2025-10-11", true, "Saturday, worked"],
    ["2025-10-12", false, "an ordinary Sunday"],
    ["2026-01-04", true, "Sunday, worked for 元旦"],
    ["2026-02-14", true, "Saturday, worked for 春节"],
    ["2026-02-23", false, "Monday, the last day of 春节"],
    ["2026-10-10", true, "Saturday, worked for 国庆节"],
    ["2026-11-23", true, "an ordinary Monday"],
  ])("%s is a working day: %s (%s)", (date, expected) => {
    expect(isWorkingDay(day(date), WORKING_CALENDAR)).toBe(expected);
  });

  test("three working days before a long holiday end after it", () => {
    expect(addWorkingDays(day("2025-09-29"), 3, WORKING_CALENDAR)).toBe("2025-10-10");
  });

  test("a weekend day inside a holiday has its name", () => {
    expect(holidayName(day("2026-10-03"), WORKING_CALENDAR)).toBe("国庆节");
  });

  test("no day is a holiday and a make-up day at once, and every covered year has both", () => {
    const makeUpDays = Object.keys(WORKING_CALENDAR.makeUpWorkingDays);
    expect(makeUpDays.filter((date) => date in WORKING_CALENDAR.holidays)).toEqual([]);
    for (const year of WORKING_CALENDAR.years) {
      expect(makeUpDays.some((date) => date.startsWith(`${year}-`))).toBe(true);
      expect(Object.keys(WORKING_CALENDAR.holidays).some((date) => date.startsWith(`${year}-`))).toBe(true);
    }
  });

  test("a year without an announcement is refused loudly", () => {
    const after = Math.max(...WORKING_CALENDAR.years) + 1;
    expect(() => isWorkingDay(day(`${after}-01-04`), WORKING_CALENDAR)).toThrow(CalendarYearMissing);
    expect(() => isWorkingDay(day("2019-12-31"), WORKING_CALENDAR)).toThrow(CalendarYearMissing);
  });
});

describe("region data", () => {
  test('is what "npm run regions:update" makes', () => {
    expect(readFileSync("functions/contract/regions/regions.data.ts", "utf8")).toBe(regionsSource(repository));
  });

  test("names provinces, cities and districts by their codes", () => {
    expect([provinceName("46"), cityName("4601"), cityName("4603"), cityName("4604"), districtName("460108"), districtName("460400")]).toEqual([
      "海南省",
      "海口市",
      "三沙市",
      "儋州市",
      "美兰区",
      "儋州市",
    ]);
    expect([cityName("1101"), cityName("5002"), provinceName("82")]).toEqual(["北京市", "重庆市辖县", "澳门特别行政区"]);
    expect([provinceName("99"), cityName("46"), districtName("toString")]).toEqual([undefined, undefined, undefined]);
  });

  test("lists what lies below, in code order", () => {
    expect(allProvinces()).toHaveLength(34);
    expect(citiesOf("46").map((city) => city.code)).toEqual(["4601", "4602", "4603", "4604", "4690"]);
    expect(districtsOf("4601").map((district) => district.name)).toEqual(["秀英区", "龙华区", "琼山区", "美兰区"]);
  });
});

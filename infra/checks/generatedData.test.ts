import { readFileSync } from "node:fs";
import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { CalendarYearMissing, addWorkingDays, holidayName, isWorkingDay } from "@app/contract/engines/workingCalendar";
import { allProvinces, citiesOf, cityName, districtName, districtsOf, provinceName } from "@app/contract/regions/regions.data";
import { placeNames } from "@app/contract/regions/placeNames";
import { whereabouts } from "@app/contract/regions/whereabouts";
import type { LocalDate } from "@app/contract/kernel/time";
import type { OrgPath } from "@app/contract/organizations/orgPath";
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
    expect([cityName("1101"), cityName("5002"), cityName("4190"), cityName("6590"), provinceName("82")]).toEqual([
      "北京市",
      "重庆市辖县",
      "河南省直辖县市",
      "新疆维吾尔自治区直辖县市",
      "澳门特别行政区",
    ]);
    expect([districtName("330102"), districtName("659001"), districtName("441900"), districtName("110101")]).toEqual([
      "上城区",
      "石河子市",
      "东莞市",
      "东城区",
    ]);
    expect([provinceName("99"), cityName("46"), districtName("toString")]).toEqual([undefined, undefined, undefined]);
    expect([districtName("3301"), districtName(""), districtsOf("toString")]).toEqual([undefined, undefined, []]);
  });

  test("the whole country: every city has districts, every code begins with its parent's, and no name is a word of the statistics office", () => {
    const cities = allProvinces().flatMap((province) => citiesOf(province.code).map((city) => ({ ...city, parent: province.code })));
    const districts = cities.flatMap((city) => districtsOf(city.code).map((district) => ({ ...district, parent: city.code })));
    expect([cities.length, districts.length]).toEqual([342, 2978]);
    expect(cities.filter(({ code }) => districtsOf(code).length === 0)).toEqual([]);
    expect([...cities, ...districts].filter(({ code, parent }) => !code.startsWith(parent) || code.length !== parent.length + 2)).toEqual([]);
    expect(new Set(districts.map(({ code }) => code)).size).toBe(2978);
    expect(districts.filter(({ code, name }) => districtName(code) !== name)).toEqual([]);
    const names = [...cities, ...districts].map(({ name }) => name);
    expect(names.filter((name) => name === "市辖区" || name === "县" || name.includes("行政区划") || /[^\u4e00-\u9fff]/.test(name))).toEqual([]);
    // The three that have districts of their own only outside this table.
    expect(allProvinces().flatMap(({ code }) => (citiesOf(code).length === 0 ? [code] : []))).toEqual(["71", "81", "82"]);
  });

  test.each([
    ["CN/46/4601/460108/baishamen", "海南省海口市美兰区"],
    ["CN/33/3301/330102", "浙江省杭州市上城区"],
    ["CN/11/1101/110101", "北京市东城区"],
    ["CN/11/1101", "北京市"],
    ["CN/44/4419/441900", "广东省东莞市"],
    ["CN/46/4690/469002", "海南省琼海市"],
    ["CN/65/6590/659001", "新疆维吾尔自治区石河子市"],
    ["CN/65/6590", "新疆维吾尔自治区直辖县市"],
    ["CN/50/5002/500229", "重庆市城口县"],
    ["CN/50/5002", "重庆市辖县"],
    ["CN/71", "台湾省"],
    ["CN", ""],
  ])("%s is said as 「%s」", (path, expected) => {
    expect(placeNames(path as OrgPath).join("")).toBe(expected);
  });

  test("a card says a county that lies in no city by its own name, and no name twice", () => {
    const at = (code: string) => ({ cityCode: code.slice(0, 4), cityName: cityName(code.slice(0, 4)) ?? "", districtName: districtName(code) ?? "" });
    expect(["330102", "110101", "441900", "460400", "469002", "659001", "500229"].map((code) => whereabouts(at(code)).join(" "))).toEqual([
      "杭州市 上城区",
      "北京市 东城区",
      "东莞市",
      "儋州市",
      "琼海市",
      "石河子市",
      "城口县",
    ]);
  });

  test("lists what lies below, in code order", () => {
    expect(allProvinces()).toHaveLength(34);
    expect(citiesOf("46").map((city) => city.code)).toEqual(["4601", "4602", "4603", "4604", "4690"]);
    expect(districtsOf("4601").map((district) => district.name)).toEqual(["秀英区", "龙华区", "琼山区", "美兰区"]);
  });
});

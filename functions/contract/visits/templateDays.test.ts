import type { WorkingCalendar } from "../engines/workingCalendar";
import type { LocalDate, TimeOfDay } from "../kernel/time";
import { templateDays, templateLabel, templatesCollide, type TemplatePlan } from "./templateDays";

const day = (text: string): LocalDate => text as LocalDate;
const time = (text: string): TimeOfDay => text as TimeOfDay;
/** The National Day week of 2026, its Saturday that is worked, and the New Year's Day of 2027 are known; 2028 is not announced. */
const CALENDAR: WorkingCalendar = {
  years: [2026, 2027],
  holidays: { "2026-10-01": "国庆节", "2026-10-02": "国庆节", "2026-10-03": "国庆节", "2027-01-01": "元旦" },
  makeUpWorkingDays: { "2026-10-10": "国庆节" },
};
const plan = (changes: Partial<TemplatePlan> = {}): TemplatePlan => ({
  weekdays: [6],
  validFrom: day("2026-01-01"),
  everyWeeks: 1,
  skipHolidays: false,
  ...changes,
});
const datesOf = (of: TemplatePlan, from: string, to: string): string[] =>
  templateDays(of, { from: day(from), to: day(to) }, CALENDAR).flatMap((found) => (found.opens ? [found.date] : []));

describe("the days of a template", () => {
  it.each([
    { name: "every Saturday", of: plan(), from: "2026-03-01", to: "2026-03-31", days: ["2026-03-07", "2026-03-14", "2026-03-21", "2026-03-28"] },
    { name: "both bounds are included", of: plan(), from: "2026-03-07", to: "2026-03-14", days: ["2026-03-07", "2026-03-14"] },
    {
      name: "several weekdays, whatever their order",
      of: plan({ weekdays: [7, 1] }),
      from: "2026-03-02",
      to: "2026-03-09",
      days: ["2026-03-02", "2026-03-08", "2026-03-09"],
    },
    { name: "not before its first day", of: plan({ validFrom: day("2026-03-15") }), from: "2026-03-01", to: "2026-03-31", days: ["2026-03-21", "2026-03-28"] },
    { name: "its first day counts", of: plan({ validFrom: day("2026-03-14") }), from: "2026-03-01", to: "2026-03-20", days: ["2026-03-14"] },
    { name: "its last day counts", of: plan({ validTo: day("2026-03-14") }), from: "2026-03-01", to: "2026-03-31", days: ["2026-03-07", "2026-03-14"] },
    { name: "the day after its last does not", of: plan({ validTo: day("2026-03-13") }), from: "2026-03-01", to: "2026-03-31", days: ["2026-03-07"] },
    { name: "a leap day", of: plan({ weekdays: [2], validFrom: day("2028-02-01") }), from: "2028-02-26", to: "2028-03-08", days: ["2028-02-29", "2028-03-07"] },
    {
      name: "no leap day in 2100",
      of: plan({ weekdays: [7, 1], validFrom: day("2100-01-01") }),
      from: "2100-02-28",
      to: "2100-03-01",
      days: ["2100-02-28", "2100-03-01"],
    },
    { name: "an empty range", of: plan(), from: "2026-03-08", to: "2026-03-07", days: [] },
  ])("$name", ({ of, from, to, days }) => {
    expect(datesOf(of, from, to)).toEqual(days);
  });

  it("fortnightly: counted from the week of the first day, across the year's end with its 53rd week", () => {
    // Thursday 31 December 2026 lies in week 53; Saturday 2 January 2027 in the same week.
    const fortnightly = plan({ weekdays: [4, 6], validFrom: day("2026-12-17"), everyWeeks: 2 });
    expect(datesOf(fortnightly, "2026-12-14", "2027-01-31")).toEqual([
      "2026-12-17",
      "2026-12-19",
      "2026-12-31",
      "2027-01-02",
      "2027-01-14",
      "2027-01-16",
      "2027-01-28",
      "2027-01-30",
    ]);
  });

  it("fortnightly: a first day late in its week makes that week the first, also for an earlier weekday of later weeks", () => {
    const fromSunday = plan({ weekdays: [1, 7], validFrom: day("2026-03-08"), everyWeeks: 2 });
    expect(datesOf(fromSunday, "2026-03-01", "2026-03-31")).toEqual(["2026-03-08", "2026-03-16", "2026-03-22", "2026-03-30"]);
  });

  it("holidays are opened unless they are left out", () => {
    expect(datesOf(plan({ weekdays: [4, 5, 6] }), "2026-09-28", "2026-10-10")).toEqual([
      "2026-10-01",
      "2026-10-02",
      "2026-10-03",
      "2026-10-08",
      "2026-10-09",
      "2026-10-10",
    ]);
  });

  it("left out, a holiday is named, its weekend too; a Saturday that is worked is an ordinary Saturday", () => {
    expect(templateDays(plan({ weekdays: [6], skipHolidays: true }), { from: day("2026-10-01"), to: day("2026-10-17") }, CALENDAR)).toEqual([
      { date: "2026-10-03", opens: false, why: "HOLIDAY", holiday: "国庆节" },
      { date: "2026-10-10", opens: true },
      { date: "2026-10-17", opens: true },
    ]);
  });

  it("a year whose holidays are not announced is not a year without holidays: its days wait, when holidays are left out", () => {
    const range = { from: day("2027-12-31"), to: day("2028-01-01") };
    expect(templateDays(plan({ weekdays: [5, 6], skipHolidays: true }), range, CALENDAR)).toEqual([
      { date: "2027-12-31", opens: true },
      { date: "2028-01-01", opens: false, why: "CALENDAR_MISSING" },
    ]);
    expect(datesOf(plan({ weekdays: [5, 6] }), "2027-12-31", "2028-01-01")).toEqual(["2027-12-31", "2028-01-01"]);
  });
});

describe("templates that get into each other's way", () => {
  const morning = { startsAt: time("09:00"), endsAt: time("11:30") };
  it.each([
    { name: "the same weekday and time", left: {}, right: {}, collide: true },
    { name: "times that touch", left: {}, right: { startsAt: time("11:30"), endsAt: time("12:30") }, collide: false },
    { name: "times that overlap by a minute", left: {}, right: { startsAt: time("11:29"), endsAt: time("12:30") }, collide: true },
    { name: "other weekdays", left: {}, right: { weekdays: [7 as const] }, collide: false },
    { name: "one after the other", left: { validTo: day("2026-03-13") }, right: { validFrom: day("2026-03-14") }, collide: false },
    { name: "a last day that is the other's first", left: { validTo: day("2026-03-14") }, right: { validFrom: day("2026-03-14") }, collide: true },
    {
      name: "fortnightly in different weeks",
      left: { everyWeeks: 2 as const },
      right: { everyWeeks: 2 as const, validFrom: day("2026-01-08") },
      collide: false,
    },
    { name: "fortnightly in the same weeks", left: { everyWeeks: 2 as const }, right: { everyWeeks: 2 as const, validFrom: day("2026-01-15") }, collide: true },
    { name: "fortnightly beside weekly", left: { everyWeeks: 2 as const }, right: { validFrom: day("2026-01-08") }, collide: true },
    { name: "an overlap of validity without a common day", left: { validTo: day("2026-03-12") }, right: { validFrom: day("2026-03-08") }, collide: false },
  ])("$name: $collide, whichever comes first", ({ left, right, collide }) => {
    const [one, other] = [
      { ...plan(), ...morning, ...left },
      { ...plan(), ...morning, ...right },
    ];
    expect([templatesCollide(one, other), templatesCollide(other, one)]).toEqual([collide, collide]);
  });
});

it.each([
  { of: { weekdays: [6, 3], everyWeeks: 1, period: "MORNING" }, label: "每周三、周六 上午 09:00-11:30" },
  { of: { weekdays: [6], everyWeeks: 2, period: "TIMED" }, label: "隔周 周六 09:00-11:30" },
  { of: { weekdays: [1, 2, 3, 4, 5, 6, 7], everyWeeks: 1, period: "AFTERNOON" }, label: "每天 下午 09:00-11:30" },
] as const)("says of itself: $label", ({ of, label }) => {
  expect(templateLabel({ ...of, startsAt: time("09:00"), endsAt: time("11:30") })).toBe(label);
});

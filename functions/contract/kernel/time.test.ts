import { addDays, daysBetween, deadlineLabel, instantFromEpochMs, localDateOf, monthsBetween, weekdayOf, type Instant, type LocalDate } from "./time";

const instant = (text: string) => text as Instant;
const date = (text: string) => text as LocalDate;

describe("T28 days in China", () => {
  it.each([
    [Date.UTC(2026, 2, 6, 15, 59, 59, 999), "2026-03-06T23:59:59.999+08:00", "2026-03-06"],
    [Date.UTC(2026, 2, 6, 16, 0, 0, 0), "2026-03-07T00:00:00.000+08:00", "2026-03-07"],
  ])("%d is %s", (epochMs, text, day) => {
    expect(instantFromEpochMs(epochMs)).toBe(text);
    expect(localDateOf(instant(text))).toBe(day);
  });

  it("a deadline at midnight is 24:00 of the day before, any other keeps its time", () => {
    expect(deadlineLabel(instant("2026-03-14T00:00:00.000+08:00"))).toBe("2026-03-13 24:00");
    expect(deadlineLabel(instant("2026-01-01T00:00:00.000+08:00"))).toBe("2025-12-31 24:00");
    expect(deadlineLabel(instant("2026-03-14T08:00:00.000+08:00"))).toBe("2026-03-14 08:00");
  });

  it("counts over leap days, months and years", () => {
    expect(addDays(date("2028-02-28"), 1)).toBe("2028-02-29");
    expect(addDays(date("2026-01-01"), -1)).toBe("2025-12-31");
    expect(daysBetween(date("2026-02-28"), date("2026-03-01"))).toBe(1);
    expect(weekdayOf(date("2026-03-08"))).toBe(7);
    expect(monthsBetween(date("2025-12-31"), date("2026-02-01"))).toEqual(["2025-12", "2026-01", "2026-02"]);
    expect(monthsBetween(date("2026-02-01"), date("2026-01-31"))).toEqual([]);
  });
});

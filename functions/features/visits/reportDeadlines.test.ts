import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import type { LocalDate, TimeOfDay } from "@app/contract/kernel/time";
import { reminderOf, reportBy, reportReminderOf } from "./reportDeadlines";

it.each([
  { visit: "2026-03-02", day: "a Monday", until: "2026-03-06T00:00:00.000+08:00" },
  { visit: "2026-03-06", day: "a Friday: the weekend does not count", until: "2026-03-12T00:00:00.000+08:00" },
  { visit: "2026-03-07", day: "a Saturday", until: "2026-03-12T00:00:00.000+08:00" },
  { visit: "2026-09-30", day: "the eve of 国庆节, whose week is off", until: "2026-10-11T00:00:00.000+08:00" },
  { visit: "2030-03-01", day: "a Friday of a year without data", until: "2030-03-07T00:00:00.000+08:00" },
])("a visit on $visit, $day, is reported before $until", ({ visit, until }) => {
  expect(reportBy(visit as LocalDate, WORKING_CALENDAR)).toBe(until);
});

it("the booker is reminded at 18:00 the day before, the facility at 18:00 of the day or when a later visit ends", () => {
  const date = "2026-03-01" as LocalDate;
  expect(reminderOf(date)).toBe("2026-02-28T18:00:00.000+08:00");
  expect(reportReminderOf({ date, endsAt: "11:30" as TimeOfDay })).toBe("2026-03-01T18:00:00.000+08:00");
  expect(reportReminderOf({ date, endsAt: "20:30" as TimeOfDay })).toBe("2026-03-01T20:30:00.000+08:00");
});

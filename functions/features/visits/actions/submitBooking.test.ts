import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import type { Instant } from "@app/contract/kernel/time";
import { onDay } from "../../../testing/visitActs";
import { handleBy } from "./submitBooking";

const FAR = onDay("2027-06-01", "08:00:00.000");

it.each([
  { now: onDay("2026-12-31", "10:00:00.000"), confirmBy: FAR, by: FAR, why: "the calendar has no 2027 yet, so the minimum notice alone holds" },
  { now: onDay("2026-12-30", "10:00:00.000"), confirmBy: FAR, by: FAR, why: "the second working day lies in a year without data" },
  { now: onDay("2026-12-29", "10:00:00.000"), confirmBy: FAR, by: onDay("2027-01-01", "00:00:00.000"), why: "the last two working days that the data has" },
  { now: onDay("2026-03-06", "23:59:59.999"), confirmBy: FAR, by: onDay("2026-03-11", "00:00:00.000"), why: "Friday: Monday and Tuesday" },
  { now: onDay("2026-03-07", "00:00:00.000"), confirmBy: FAR, by: onDay("2026-03-11", "00:00:00.000"), why: "Saturday: Monday and Tuesday" },
  { now: onDay("2026-02-13", "10:00:00.000"), confirmBy: FAR, by: onDay("2026-02-25", "00:00:00.000"), why: "a worked Saturday, then over 春节" },
  {
    now: onDay("2026-03-09", "10:00:00.000"),
    confirmBy: onDay("2026-03-10", "08:00:00.000"),
    by: onDay("2026-03-10", "08:00:00.000"),
    why: "the notice is sooner",
  },
] as { now: Instant; confirmBy: Instant; by: Instant; why: string }[])("F14 a request of $now is to be handled by $by: $why", ({ now, confirmBy, by }) => {
  expect(handleBy(now, confirmBy, WORKING_CALENDAR)).toBe(by);
});

it("a calendar that is broken in another way is no reason to go on", () => {
  const broken = new Proxy(WORKING_CALENDAR, {
    get: () => {
      throw new TypeError("broken calendar");
    },
  });
  expect(() => handleBy(onDay("2026-03-06", "10:00:00.000"), FAR, broken)).toThrow("broken calendar");
});

import type { Instant, LocalDate, TimeOfDay } from "@app/contract/kernel/time";
import { slotNow } from "./slotNow";

const slot = (startsAt: string, endsAt: string) => ({ date: "2026-03-07" as LocalDate, startsAt: startsAt as TimeOfDay, endsAt: endsAt as TimeOfDay });
const slots = [slot("14:00", "17:00"), slot("09:00", "11:30")];

test.each([
  ["08:00", "09:00"],
  ["09:30", "09:00"],
  ["11:29", "09:00"],
  ["11:30", "14:00"],
  ["16:00", "14:00"],
  ["18:00", "14:00"],
])("at %s a walk-in means the slot of %s", (time, startsAt) => {
  expect(slotNow(slots, `2026-03-07T${time}:00.000+08:00` as Instant)?.startsAt).toBe(startsAt);
});

test("a day without slots has none", () => {
  expect(slotNow([], "2026-03-07T09:00:00.000+08:00" as Instant)).toBe(undefined);
});

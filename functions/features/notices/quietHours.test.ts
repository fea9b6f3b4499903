import type { Instant } from "@app/contract/kernel/time";
import { quietUntil } from "./quietHours";

const NIGHT = { from: "22:00", until: "07:00" };
const at = (time: string): Instant => `2026-03-${time}+08:00` as Instant;

it.each([
  [NIGHT, "07T21:59:59.999", undefined],
  [NIGHT, "07T22:00:00.000", "08T07:00:00.000"],
  [NIGHT, "08T00:00:00.000", "08T07:00:00.000"],
  [NIGHT, "08T06:59:59.999", "08T07:00:00.000"],
  [NIGHT, "08T07:00:00.000", undefined],
  [{ from: "12:00", until: "14:00" }, "07T11:59:59.999", undefined],
  [{ from: "12:00", until: "14:00" }, "07T12:00:00.000", "07T14:00:00.000"],
  [{ from: "12:00", until: "14:00" }, "07T14:00:00.000", undefined],
  [{ from: "22:00", until: "22:00" }, "07T22:00:00.000", undefined],
  [{ from: "nonsense", until: "07:00" }, "07T23:00:00.000", undefined],
] as const)("F24 quiet hours %j at %s last until %s", (hours, now, until) => {
  expect(quietUntil(at(now), hours)).toBe(until === undefined ? undefined : at(until));
});

import type { Instant } from "../kernel/time";
import { PARAMETERS } from "./parameters";
import { RETENTION_KINDS, RETENTION_RULES, retentionCutoff } from "./retention";

const at = (moment: string) => moment as Instant;

describe("R18 how long is kept", () => {
  it.each([
    ["MONTH", 24, "2028-02-29T09:30:00.000+08:00", "2026-02-28T09:30:00.000+08:00"],
    ["MONTH", 1, "2026-03-31T00:00:00.000+08:00", "2026-02-28T00:00:00.000+08:00"],
    ["MONTH", 12, "2026-01-15T23:59:00.000+08:00", "2025-01-15T23:59:00.000+08:00"],
    ["MONTH", 1, "2026-01-15T08:00:00.000+08:00", "2025-12-15T08:00:00.000+08:00"],
    ["DAY", 30, "2026-03-07T09:00:00.000+08:00", "2026-02-05T09:00:00.000+08:00"],
  ] as const)("R18 %s × %i before %s is %s", (unit, kept, now, before) => {
    expect(retentionCutoff({ unit }, kept, at(now))).toBe(before);
  });

  it("R18 logs can never be kept for less than the six months of the law", () => {
    expect(PARAMETERS["retention.trailMonths"]).toMatchObject({ min: 6, standard: 36 });
  });

  it("R18 each rule has a parameter of its own, in its own unit", () => {
    expect(new Set(RETENTION_KINDS.map((kind) => RETENTION_RULES[kind].parameter)).size).toBe(RETENTION_KINDS.length);
    for (const kind of RETENTION_KINDS) {
      const { parameter, unit } = RETENTION_RULES[kind];
      expect([kind, PARAMETERS[parameter].unit]).toEqual([kind, unit === "DAY" ? "天" : "个月"]);
    }
  });
});

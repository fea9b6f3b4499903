import type { LocalDate } from "@app/contract/kernel/time";
import { isRecountable, recountAsked } from "./recountAsked";

const TODAY = "2026-03-07" as LocalDate;
const range = (from: string, to: string) => ({ from: from as LocalDate, to: to as LocalDate });

test("31 days are recounted as they are, 32 are not", () => {
  expect(isRecountable(range("2026-03-01", "2026-03-31"))).toBe(true);
  expect(isRecountable(range("2026-03-01", "2026-04-01"))).toBe(false);
});

test("from a longer range one comes to this month when it is part of it, else to its last month, and never out of the range", () => {
  expect(recountAsked(range("2026-01-01", "2026-12-31"), TODAY)).toEqual(range("2026-03-01", "2026-03-31"));
  expect(recountAsked(range("2026-01-01", "2026-03-10"), TODAY)).toEqual(range("2026-03-01", "2026-03-10"));
  expect(recountAsked(range("2025-01-01", "2025-12-31"), TODAY)).toEqual({ ...range("2025-12-01", "2025-12-31"), asOf: "2025-12-31" });
  expect(recountAsked(range("2025-11-20", "2025-12-25"), TODAY)).toEqual({ ...range("2025-12-01", "2025-12-25"), asOf: "2025-12-25" });
});

test("a range that is over is shown as it closed; one that still runs has no such moment", () => {
  expect(recountAsked(range("2026-03-06", "2026-03-06"), TODAY)).toEqual({ ...range("2026-03-06", "2026-03-06"), asOf: "2026-03-06" });
  expect(recountAsked(range("2026-03-01", "2026-03-07"), TODAY)).toEqual(range("2026-03-01", "2026-03-07"));
});

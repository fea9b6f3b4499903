import { addMs, type Instant } from "@app/contract/kernel/time";
import { createRequestLimiter } from "./requestLimiter";

let now: Instant;
beforeEach(() => void (now = "2026-03-07T09:00:00.000+08:00" as Instant));
const limiter = () => createRequestLimiter({ clock: { now: () => now } });
const SIZE = { burst: 3, perMinute: 6 };

it("R17 the burst at once, then as many as come back; the wait is told to the second", () => {
  const { take } = limiter();
  expect([1, 2, 3].map(() => take("a", SIZE))).toEqual([undefined, undefined, undefined]);
  expect(take("a", SIZE)).toBe(10);
  now = addMs(now, 9_999);
  expect(take("a", SIZE)).toBe(1);
  now = addMs(now, 1);
  expect(take("a", SIZE)).toBeUndefined();
  expect(take("a", SIZE)).toBe(10);
  now = addMs(now, 3_600_000);
  expect([1, 2, 3, 4].map(() => take("a", SIZE))).toEqual([undefined, undefined, undefined, 10]);
});

it("R17 one caller's haste is nobody else's wait, and asking in vain makes no wait longer", () => {
  const { take } = limiter();
  for (let n = 0; n < 3; n += 1) take("a", SIZE);
  for (let n = 0; n < 1000; n += 1) expect(take("a", SIZE)).toBe(10);
  expect(take("b", SIZE)).toBeUndefined();
  now = addMs(now, 10_000);
  expect(take("a", SIZE)).toBeUndefined();
});

it("R17 a clock that goes back gives nothing away and takes nothing", () => {
  const { take } = limiter();
  for (let n = 0; n < 3; n += 1) take("a", SIZE);
  now = addMs(now, -60_000);
  expect(take("a", SIZE)).toBe(10);
});

import { createTimeOrderedIds } from "./timeOrderedIds";

it("ids of later milliseconds sort after those of earlier ones, at every carry of the clock", () => {
  for (const startsAt of [0, 31, 1023, 2 ** 35 - 2, 1_772_845_200_000, 2 ** 48]) {
    let now = startsAt;
    const ids = createTimeOrderedIds(() => now);
    const inOrder = Array.from({ length: 5 }, () => {
      const id = ids.next();
      now += 1;
      return id;
    });
    expect([...inOrder].sort()).toEqual(inOrder);
  }
});

it("100 000 ids of one millisecond are all different, readable aloud and ids of the contract", () => {
  const ids = createTimeOrderedIds(() => 1_772_845_200_000);
  const made = Array.from({ length: 100_000 }, () => ids.next());
  expect(new Set(made).size).toBe(made.length);
  expect(made.filter((id) => !/^[0-9A-HJKMNP-TV-Z]{20}$/.test(id))).toEqual([]);
});

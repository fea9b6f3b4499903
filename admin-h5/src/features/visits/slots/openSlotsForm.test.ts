import { daysOf } from "./datePicks";
import { BLANK_OPEN_SLOTS, contentOf, problemAt, problemsOf, type OpenSlotsForm } from "./openSlotsForm";
import type { LocalMonth } from "@app/contract/kernel/time";

const MARCH = daysOf("2026-03" as LocalMonth);
const FILLED: OpenSlotsForm = { ...BLANK_OPEN_SLOTS, dates: MARCH.slice(0, 2) };

test("only the periods that are on are sent", () => {
  expect(problemsOf(FILLED)).toEqual([]);
  expect(contentOf(FILLED).periods.map((period) => period.period)).toEqual(["MORNING", "AFTERNOON"]);
});

test.each<[string, OpenSlotsForm, string]>([
  ["no day", BLANK_OPEN_SLOTS, "body.dates"],
  ["a day more than the contract takes", { ...FILLED, dates: [...MARCH, ...daysOf("2026-04" as LocalMonth).slice(0, 1)] }, "body.dates"],
  [
    "no period",
    { ...FILLED, periods: { ...FILLED.periods, MORNING: { ...FILLED.periods.MORNING, isOn: false }, AFTERNOON: { ...FILLED.periods.AFTERNOON, isOn: false } } },
    "body.periods",
  ],
  ["an empty capacity", { ...FILLED, periods: { ...FILLED.periods, MORNING: { ...FILLED.periods.MORNING, capacityHeads: null } } }, "body.periods.0"],
  ["parties from 5 to 2", { ...FILLED, partyMin: 5, partyMax: 2 }, "body.partyMax"],
])("%s is said at its field", (_, form, path) => {
  expect(problemAt(problemsOf(form), path)).toEqual(expect.any(String));
});

test("31 days are taken", () => {
  expect(problemsOf({ ...FILLED, dates: MARCH })).toEqual([]);
});

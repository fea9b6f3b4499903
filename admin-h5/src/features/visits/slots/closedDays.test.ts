import { addDays } from "@app/contract/kernel/time";
import type { Slot } from "@app/contract/visits/slot.schema";
import { today } from "../../../platform/clock";
import { closableSlots, closedDayReason } from "./closedDays";

const open = (date = today()) => ({ status: "OPEN", date }) as Slot;
const closed = (closedReason: string) => ({ status: "CLOSED", date: today(), closedReason }) as Slot;

test("M5 a day is marked closed only when none of its slots is open, with each reason once", () => {
  expect([
    closedDayReason([]),
    closedDayReason([open()]),
    closedDayReason([closed("台风天气"), open()]),
    closedDayReason([closed("台风天气"), closed("台风天气")]),
    closedDayReason([closed("台风天气"), closed("设备检修")]),
  ]).toEqual([undefined, undefined, undefined, "台风天气", "台风天气、设备检修"]);
});

test("M5 closing is offered for open slots from today on", () => {
  const slots = [open(addDays(today(), -1)), open(), closed("台风天气"), open(addDays(today(), 1))];
  expect(closableSlots(slots)).toEqual([slots[1], slots[3]]);
});

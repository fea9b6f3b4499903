import type { LocalDate } from "@app/contract/kernel/time";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { Slot, SlotBookability } from "@app/contract/visits/slot.schema";
import { CALENDAR_DAYS, calendarWeeks, headsMaxOf, slotDays } from "./slotDays";

const THURSDAY = "2026-03-05" as LocalDate;

function aSlot(change: {
  date?: string;
  bookability?: SlotBookability;
  headsLeft?: number;
  startsAt?: string;
  partyMax?: number;
  kinds?: readonly BookingKind[];
}): Slot {
  return { kinds: ["FAMILY", "TEAM"], date: THURSDAY, startsAt: "09:00", bookability: "BOOKABLE", headsLeft: 10, partyMin: 1, partyMax: 6, ...change } as Slot;
}

describe("slotDays", () => {
  test("covers today and the 30 days after it, closed where nothing opens", () => {
    const days = slotDays(THURSDAY, [], "FAMILY");
    expect(days).toHaveLength(CALENDAR_DAYS);
    expect(days[0]).toEqual({ date: "2026-03-05", bookability: "CLOSED", headsLeft: 0, slots: [] });
    expect(days[30]?.date).toBe("2026-04-04");
  });

  test.each<[SlotBookability[], SlotBookability, number]>([
    [["FULL", "BOOKABLE"], "BOOKABLE", 10],
    [["FULL", "NOT_YET_OPEN"], "NOT_YET_OPEN", 0],
    [["BOOKING_ENDED", "FULL"], "FULL", 0],
    [["CLOSED", "BOOKING_ENDED"], "BOOKING_ENDED", 0],
  ])("%p speaks as %s with %i places", (bookabilities, expected, headsLeft) => {
    const [day] = slotDays(
      THURSDAY,
      bookabilities.map((bookability) => aSlot({ bookability })),
      "FAMILY",
    );
    expect([day?.bookability, day?.headsLeft]).toEqual([expected, headsLeft]);
  });

  test("orders a day's periods by their beginning", () => {
    const [day] = slotDays(THURSDAY, [aSlot({ startsAt: "14:00" }), aSlot({ startsAt: "09:00" })], "FAMILY");
    expect(day?.slots.map((slot) => slot.startsAt)).toEqual(["09:00", "14:00"]);
  });

  test("a slot for teams opens its day to teams and not to families, who still read that it is there", () => {
    const slots = [aSlot({ kinds: ["TEAM"], headsLeft: 40 }), aSlot({ kinds: ["FAMILY"], bookability: "FULL", headsLeft: 0, startsAt: "14:00" })];
    const [forFamily] = slotDays(THURSDAY, slots, "FAMILY");
    const [forTeam] = slotDays(THURSDAY, slots, "TEAM");
    expect([forFamily?.bookability, forFamily?.headsLeft, forFamily?.slots.length]).toEqual(["FULL", 0, 2]);
    expect([forTeam?.bookability, forTeam?.headsLeft]).toEqual(["BOOKABLE", 40]);
  });
});

test("calendarWeeks begins on Monday and fills both ends", () => {
  const weeks = calendarWeeks(slotDays(THURSDAY, [], "FAMILY"));
  expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7]);
  expect(weeks[0]?.map((day) => day?.date)).toEqual([undefined, undefined, undefined, "2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08"]);
});

test.each([
  [{ headsLeft: 3, partyMax: 6 }, 3],
  [{ headsLeft: 30, partyMax: 4 }, 4],
  [{ headsLeft: 0, partyMax: 6 }, 1],
])("headsMaxOf %p is %i", (change, expected) => {
  expect(headsMaxOf(aSlot(change))).toBe(expected);
});

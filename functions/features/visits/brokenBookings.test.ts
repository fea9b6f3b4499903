import type { Instant, LocalDate } from "@app/contract/kernel/time";
import { brokenReasons, isShutOn } from "./brokenBookings";
import { aSlot } from "../../testing/visitBuilders";
import { nextNight } from "./sweepRepository";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const family = (heads: number, date = "2026-03-14") => ({ kind: "FAMILY" as const, heads, date: date as LocalDate });
const OPEN = { status: "OPEN" } as const;

describe("M11 what breaks a booking", () => {
  it.each([
    { name: "nothing", booking: family(4), slot: aSlot(), bookedHeads: 20, reasons: [] },
    { name: "a slot that holds fewer than are booked", booking: family(4), slot: aSlot({ capacityHeads: 19 }), bookedHeads: 20, reasons: ["SLOT_OVERFULL"] },
    { name: "a party larger than the slot's rule", booking: family(4), slot: aSlot({ partyMax: 3 }), bookedHeads: 4, reasons: ["PARTY_RULE_BROKEN"] },
    { name: "a party smaller than the slot's rule", booking: family(1), slot: aSlot({ partyMin: 2 }), bookedHeads: 4, reasons: ["PARTY_RULE_BROKEN"] },
    { name: "a kind that is no longer received", booking: family(1), slot: aSlot({ kinds: ["TEAM"] }), bookedHeads: 1, reasons: ["PARTY_RULE_BROKEN"] },
    {
      name: "a team is measured by the slot, not by the family's rule",
      booking: { ...family(20), kind: "TEAM" as const },
      slot: aSlot(),
      bookedHeads: 20,
      reasons: [],
    },
    {
      name: "a team that outgrows the slot breaks both",
      booking: { ...family(21), kind: "TEAM" as const },
      slot: aSlot(),
      bookedHeads: 21,
      reasons: ["SLOT_OVERFULL", "PARTY_RULE_BROKEN"],
    },
    {
      name: "nothing on a closed slot, whose closing cancels by itself",
      booking: family(9),
      slot: { ...aSlot(), status: "CLOSED" as const },
      bookedHeads: 99,
      reasons: [],
    },
  ])("$name", ({ booking, slot, bookedHeads, reasons }) => {
    expect(brokenReasons({ booking, facility: OPEN, slot, bookedHeads, now: NOW })).toEqual(reasons);
  });

  it.each([
    { facility: OPEN, date: "2026-03-14", shut: false },
    { facility: { status: "WITHDRAWN" as const }, date: "2026-03-14", shut: true },
    { facility: { status: "APPLYING" as const }, date: "2026-03-14", shut: true },
    { facility: { status: "SUSPENDED" as const }, date: "2026-03-14", shut: true },
    { facility: { status: "SUSPENDED" as const, suspendedUntil: "2026-03-14" as LocalDate }, date: "2026-03-14", shut: true },
    { facility: { status: "SUSPENDED" as const, suspendedUntil: "2026-03-13" as LocalDate }, date: "2026-03-14", shut: false },
    // Its announced end has passed and nobody resumed it.
    { facility: { status: "SUSPENDED" as const, suspendedUntil: "2026-03-06" as LocalDate }, date: "2026-03-14", shut: true },
  ])("%#: $facility on $date is shut: $shut", ({ facility, date, shut }) => {
    expect(isShutOn(facility, date, NOW)).toBe(shut);
  });
});

it.each([
  ["2026-03-07T01:59:59.999+08:00", "2026-03-07T02:00:00.000+08:00"],
  ["2026-03-07T02:00:00.000+08:00", "2026-03-08T02:00:00.000+08:00"],
  ["2026-12-31T23:00:00.000+08:00", "2027-01-01T02:00:00.000+08:00"],
])("the night after %s begins at %s", (now, night) => {
  expect(nextNight(now as Instant)).toBe(night);
});

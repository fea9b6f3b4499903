import { holidayName } from "@app/contract/engines/workingCalendar";
import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { addDays, weekdayOf, type LocalDate } from "@app/contract/kernel/time";
import { newSlotItem, type SlotItem } from "../../../functions/features/visits/slotRepository";
import type { DemoFacility } from "./facilities";
import { chanceOf } from "./seededChance";

/** How far ahead the demonstration's facilities have opened their slots. */
export const DAYS_OPENED_AHEAD = 60;
const MAINTENANCE_SHARE = 0.025;
export const MAINTENANCE = "设备检修";
export const STORM = "台风天气";

/** Which cities a storm closed on a day. */
export type Storms = ReadonlyMap<LocalDate, "ALL" | readonly string[]>;

/**
 * The slots of a facility on a day; none on days it does not open. Follows from the seed and the day alone, so that slots added weeks later are those
 * that the first start would have made.
 */
export function slotsOn(seed: number, facility: DemoFacility, date: LocalDate, storms: Storms): SlotItem[] {
  const { item, opening } = facility;
  // Everything rests at the Spring Festival.
  if (!opening.weekdays.includes(weekdayOf(date)) || holidayName(date, WORKING_CALENDAR) === "春节") return [];
  const chance = chanceOf(seed, "slots", item.facilityId, date);
  const underMaintenance = chance.happens(MAINTENANCE_SHARE);
  return opening.periods.map((period) => {
    const slot = newSlotItem(item, { date, ...period, capacityHeads: chance.pick(opening.capacities), partyMin: 1, partyMax: 6, kinds: ["FAMILY", "TEAM"] });
    if (isHit(storms.get(date), item.cityCode)) return closed(slot, STORM);
    return underMaintenance ? closed(slot, MAINTENANCE) : slot;
  });
}

function isHit(storm: "ALL" | readonly string[] | undefined, cityCode: string): boolean {
  return storm === "ALL" || storm?.includes(cityCode) === true;
}

function closed(slot: SlotItem, closedReason: string): SlotItem {
  return { ...slot, status: "CLOSED", closedReason };
}

const SOUTH = ["4602", "4603"];

/** Three storms of the past season over the island, and one forecast for the south when the season is not over yet. */
export function stormsOf(seed: number, today: LocalDate): Storms {
  const chance = chanceOf(seed, "storms", today);
  const storms = new Map<LocalDate, "ALL" | readonly string[]>();
  const pastSeason = Array.from({ length: 364 }, (_, days) => addDays(today, -days - 1)).filter((date) => isIn(date, 7, 10));
  while (storms.size < 3) storms.set(chance.pick(pastSeason), "ALL");
  const ahead = Array.from({ length: 5 }, (_, days) => addDays(today, days + 4)).filter((date) => isIn(date, 6, 11) && weekdayOf(date) >= 4);
  if (ahead.length > 0) storms.set(chance.pick(ahead), SOUTH);
  return storms;
}

function isIn(date: LocalDate, firstMonth: number, lastMonth: number): boolean {
  const month = Number(date.slice(5, 7));
  return firstMonth <= month && month <= lastMonth;
}

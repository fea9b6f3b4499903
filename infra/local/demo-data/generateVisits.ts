import { holidayName } from "@app/contract/engines/workingCalendar";
import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { addDays, addMs, HOUR_MS, MINUTE_MS, startOfDay, weekdayOf, type LocalDate } from "@app/contract/kernel/time";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import type { BookingItem } from "../../../functions/features/visits/bookingRepository";
import { personDayKey, type PersonDayItem } from "../../../functions/features/visits/personDayRepository";
import { newSlotItem, type SlotItem } from "../../../functions/features/visits/slotRepository";
import { arrangedBookings, type ArrangedBooking } from "./arrangedBookings";
import { liveBooking, type Booker, type LivedBooking } from "./bookingLife";
import { chineseName } from "./chineseNames";
import { AFTERNOON, MORNING, type DemoFacility } from "./facilities";
import { demoTeams } from "./demoTeams";
import { FiguresOfCheckIns } from "./figuresOfCheckIns";
import { hostsOf } from "./hosts";
import { MissedVisits } from "./missedVisits";
import { planSteps, submissionMoment } from "./planSteps";
import { chanceOf, type Chance } from "./seededChance";
import { slotsOn, stormsOf, STORM } from "./slotPlan";

export interface GenerateVisitsInput {
  readonly seed: number;
  readonly today: LocalDate;
  readonly facilities: readonly DemoFacility[];
  /** Of the past; some more lie ahead. */
  readonly bookings: number;
  readonly pastDays: number;
  readonly futureDays: number;
}

export const BATCH_ITEMS = 100;
const HEADS_PER_BOOKING = 3.2;
const FULL_SLOTS = 5;
const FULL_SLOT_HEADS_MAX = 30;

/** Month 1…12: school holidays and the environment day in June bring people. */
const MONTH_WEIGHTS = [0.9, 0.8, 1, 1.1, 1.1, 1.5, 1.4, 1.3, 0.8, 1.1, 1, 1] as const;
/** Monday…Sunday. */
const WEEKDAY_WEIGHTS = [0.5, 0.6, 0.8, 0.7, 0.9, 2.2, 1.8] as const;

const PAST_STATUSES: readonly (readonly [BookingStatus, number])[] = [
  ["CHECKED_IN", 77],
  ["NO_SHOW", 6],
  ["CANCELLED", 10],
  ["DECLINED", 5],
  ["EXPIRED", 2],
];
const FUTURE_STATUSES: readonly (readonly [BookingStatus, number])[] = [
  ["PENDING", 34],
  ["CONFIRMED", 50],
  ["CANCELLED", 9],
  ["DECLINED", 7],
];
const TODAY_STATUSES: readonly (readonly [BookingStatus, number])[] = [
  ["CONFIRMED", 90],
  ["CANCELLED", 10],
];
const LIVE: readonly BookingStatus[] = ["PENDING", "CONFIRMED", "CHECKED_IN", "NO_SHOW"];
const GUARDED: readonly BookingStatus[] = ["PENDING", "CONFIRMED"];
const PARTIES: readonly (readonly [number, number])[] = [
  [1, 8],
  [2, 22],
  [3, 30],
  [4, 24],
  [5, 10],
  [6, 6],
];
const NOTES = ["带孩子完成社会实践作业", "家里有老人，走得慢一些", "想多看看实验室", "第一次来，请问可以拍照吗", "孩子上三年级，对这个很感兴趣"] as const;

interface PlannedSlot {
  readonly facility: DemoFacility;
  readonly slot: SlotItem;
  readonly weight: number;
  readonly arranged: readonly ArrangedBooking[];
}

/**
 * Slots, bookings with their events, guards of people's days and figures, in batches that one transaction takes; each key comes once. The same input gives the
 * same items. Nothing lies after the beginning of `today` except what is still to come, so the demonstration is right at any hour of its day.
 */
export async function* generateVisits(input: GenerateVisitsInput): AsyncGenerator<StoredItem[]> {
  const figures = new FiguresOfCheckIns();
  const missed = new MissedVisits();
  let batch: StoredItem[] = [];
  for (const generated of generateSlots(input)) {
    for (const event of generated.checkIns) await figures.count(event);
    for (const item of generated.items) {
      missed.collect(item);
      batch.push(item);
      if (batch.length < BATCH_ITEMS) continue;
      yield batch;
      batch = [];
    }
  }
  const teams = demoTeams(input);
  for (const event of teams.events) await figures.count(event);
  const last = [...batch, ...teams.items, ...figures.items(), ...missed.items()];
  for (let start = 0; start < last.length; start += BATCH_ITEMS) yield last.slice(start, start + BATCH_ITEMS);
}

type GeneratedSlot = { readonly items: readonly StoredItem[]; readonly checkIns: LivedBooking["checkIns"] };

function* generateSlots(input: GenerateVisitsInput): Generator<GeneratedSlot> {
  const planned = planSlots(input);
  const { today } = input;
  const isAhead = ({ slot }: PlannedSlot): boolean => slot.date >= today;
  const past = planned.filter((plan) => !isAhead(plan));
  const bookable = planned.filter((plan) => isAhead(plan) && plan.slot.status === "OPEN" && plan.slot.bookingOpensAt < addMs(startOfDay(today), -24 * HOUR_MS));
  const futureBookings = Math.max(60, Math.min(2000, Math.round(input.bookings * 0.03)));
  const counts = new Map([...shareOut(past, input.bookings), ...shareOut(bookable, futureBookings)]);
  const full = fullSlots(bookable, input.seed);
  const families = new Families(input.seed, Math.max(300, Math.round((input.bookings + futureBookings) / 3)));
  for (const plan of planned) yield generateSlot({ input, plan, count: counts.get(plan) ?? 0, isFull: full.has(plan), families });
}

/** All slots of all days, in the order of the days. */
function planSlots({ seed, today, facilities, pastDays, futureDays }: GenerateVisitsInput): PlannedSlot[] {
  const storms = stormsOf(seed, today);
  const arranged = arrangedBookings(today);
  const open = facilities.filter((facility) => facility.item.status === "OPEN");
  const planned: PlannedSlot[] = [];
  for (let date = addDays(today, -pastDays); date <= addDays(today, futureDays); date = addDays(date, 1)) {
    for (const facility of open) {
      if (date > today && facility.opening.nothingAhead === true) continue;
      const here = arranged.filter((booking) => booking.facilityId === facility.item.facilityId && booking.date === date);
      for (const slot of withArranged(slotsOn(seed, facility, date, storms), facility, date, here)) {
        const noise = 0.6 + 0.8 * chanceOf(seed, "weight", slot.slotId).next();
        const calm = slot.status === "OPEN" ? 1 : 0.15;
        planned.push({
          facility,
          slot,
          weight: dayWeight(date) * facility.popularity * noise * calm,
          arranged: here.filter((booking) => booking.startsAt === slot.startsAt),
        });
      }
    }
  }
  return planned;
}

function withArranged(slots: readonly SlotItem[], facility: DemoFacility, date: LocalDate, arranged: readonly ArrangedBooking[]): SlotItem[] {
  return [MORNING, AFTERNOON].flatMap((period) => {
    const slot = slots.find((candidate) => candidate.startsAt === period.startsAt);
    const isNeeded = arranged.some((booking) => booking.startsAt === period.startsAt);
    if (!isNeeded || slot?.status === "OPEN") return slot === undefined ? [] : [slot];
    return [
      newSlotItem(facility.item, {
        date,
        ...period,
        capacityHeads: Math.max(...facility.opening.capacities),
        partyMin: 1,
        partyMax: 6,
        kinds: ["FAMILY", "TEAM"],
      }),
    ];
  });
}

function dayWeight(date: LocalDate): number {
  const month = MONTH_WEIGHTS[Number(date.slice(5, 7)) - 1] ?? 1;
  const isHoliday = holidayName(date, WORKING_CALENDAR) !== undefined;
  return month * (isHoliday ? 2.4 : (WEEKDAY_WEIGHTS[weekdayOf(date) - 1] ?? 1));
}

/** Shares a number out by weight: every slot gets a whole number, and they add up exactly. */
function shareOut(plans: readonly PlannedSlot[], total: number): [PlannedSlot, number][] {
  const weights = plans.reduce((sum, plan) => sum + plan.weight, 0);
  let passed = 0;
  return plans.map((plan) => {
    const before = Math.floor((passed / weights) * total + 1e-9);
    passed += plan.weight;
    return [plan, Math.floor((passed / weights) * total + 1e-9) - before];
  });
}

/** Some of the small slots of the coming weekends are booked out. */
function fullSlots(bookable: readonly PlannedSlot[], seed: number): Set<PlannedSlot> {
  const candidates = bookable.filter(({ slot, arranged }) => weekdayOf(slot.date) >= 6 && slot.capacityHeads <= FULL_SLOT_HEADS_MAX && arranged.length === 0);
  const chance = chanceOf(seed, "full");
  const full = new Set<PlannedSlot>();
  while (full.size < Math.min(FULL_SLOTS, candidates.length)) full.add(chance.pick(candidates));
  return full;
}

interface SlotAsked {
  readonly input: GenerateVisitsInput;
  readonly plan: PlannedSlot;
  readonly count: number;
  readonly isFull: boolean;
  readonly families: Families;
}

function generateSlot({ input, plan, count, isFull, families }: SlotAsked): GeneratedSlot {
  const { facility, slot } = plan;
  const { today } = input;
  const chance = chanceOf(input.seed, "bookings", slot.slotId);
  // A benchmark asks for more families than the halls of the demonstration hold, so its halls are larger.
  const expectedHeads = Math.ceil((count * HEADS_PER_BOOKING * 1.2) / 10) * 10;
  const capacityHeads = Math.max(slot.capacityHeads, expectedHeads);
  const until = addMs(startOfDay(today), -MINUTE_MS);
  const hosts = hostsOf(facility);
  let headsLeft = capacityHeads;
  const lived: LivedBooking[] = [];
  const admit = (wish: Wish): void => {
    const booker = wish.booker ?? families.bookerFor(slot.date, chance);
    const submittedAt = submissionMoment(chance, slot, addMs(until, -HOUR_MS), wish.submittedDaysAgo, today);
    const heads = headsLeft > 0 && LIVE.includes(wish.status) ? Math.min(wish.heads, headsLeft) : wish.heads;
    const isTooLate = LIVE.includes(wish.status) && headsLeft <= 0;
    const asked = { chance, slot, hosts, booker, heads, submittedAt, until, remark: wish.remark, entries: wish.entries };
    const kept = slot.date < today ? "CHECKED_IN" : "CONFIRMED";
    const steps = isTooLate
      ? planSteps({ ...asked, status: "DECLINED", remark: "该场次名额已满，请改约其他场次" })
      : (planSteps({ ...asked, status: wish.status }) ?? planSteps({ ...asked, status: headsLeft >= heads ? kept : "DECLINED" }));
    const one = liveBooking(
      { facility, slot, booker, heads, submittedAt, steps: steps ?? [], ...(wish.note === undefined ? {} : { note: wish.note }) },
      chance,
    );
    if (LIVE.includes(one.booking.status)) headsLeft -= heads;
    lived.push(one);
  };
  for (const arranged of plan.arranged) admit(arranged);
  for (let index = 0; index < count; index += 1) admit(wishOf(slot, today, chance));
  // Only parties that keep their places, so that it ends.
  while (isFull && headsLeft > 0) admit({ ...wishOf(slot, today, chance), status: chance.happens(0.7) ? "CONFIRMED" : "PENDING" });
  const bookings = lived.map(({ booking }) => booking);
  return {
    items: [{ ...slot, capacityHeads, headsLeft }, ...lived.flatMap(({ items }) => items), ...dayGuards(bookings, today)],
    checkIns: lived.flatMap(({ checkIns }) => checkIns),
  };
}

type Wish = Pick<ArrangedBooking, "heads" | "status" | "booker" | "submittedDaysAgo" | "note" | "remark" | "entries">;

function wishOf(slot: SlotItem, today: LocalDate, chance: Chance): Wish {
  const heads = chance.pickWeighted(PARTIES);
  const note = chance.happens(0.08) ? { note: chance.pick(NOTES) } : {};
  if (slot.status === "CLOSED") {
    const remark = slot["closedReason"] === STORM ? "受台风影响，当日暂停开放，请改约其他日期" : "设备检修，当日暂停开放，请改约其他日期";
    return { heads, status: "DECLINED", remark, ...note };
  }
  const statuses = slot.date < today ? PAST_STATUSES : slot.date === today ? TODAY_STATUSES : FUTURE_STATUSES;
  return { heads, status: chance.pickWeighted(statuses), ...note };
}

/** What keeps a person from a second booking at the same time; only days to come need it. */
function dayGuards(bookings: readonly BookingItem[], today: LocalDate): PersonDayItem[] {
  return bookings
    .filter((booking) => booking.date >= today && GUARDED.includes(booking.status))
    .map(({ personId, date, bookingId, startsAt, endsAt, facilityName }) => ({
      ...personDayKey(personId, date),
      bookings: { [bookingId]: { startsAt, endsAt, facilityName } },
      version: 1,
    }));
}

/** The families of the demonstration. None asks for two visits on one day. */
class Families {
  readonly #seed: number;
  readonly #size: number;
  #date: LocalDate | undefined;
  #bookedThatDay = new Set<number>();

  constructor(seed: number, size: number) {
    this.#seed = seed;
    this.#size = size;
  }

  bookerFor(date: LocalDate, chance: Chance): Booker {
    if (date !== this.#date) this.#bookedThatDay = new Set();
    this.#date = date;
    let index = chance.integer(0, this.#size - 1);
    while (this.#bookedThatDay.has(index)) index = (index + 1) % this.#size;
    this.#bookedThatDay.add(index);
    const own = chanceOf(this.#seed, "family", String(index));
    return { personId: `p-family-${index}`, name: chineseName(own), phone: `1390001${String(index % 10_000).padStart(4, "0")}` };
  }
}

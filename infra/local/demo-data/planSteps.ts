import {
  addDays,
  addMs,
  epochMsOf,
  HOUR_MS,
  instantAt,
  instantFromEpochMs,
  localDateOf,
  MINUTE_MS,
  startOfDay,
  type Instant,
  type LocalDate,
  type TimeOfDay,
} from "@app/contract/kernel/time";
import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import { reminderOf } from "../../../functions/features/visits/reportDeadlines";
import type { SlotItem } from "../../../functions/features/visits/slotRepository";
import { bookerActor, expiry, noShow, type Booker, type Step } from "./bookingLife";
import type { Hosts } from "./hosts";
import type { Chance } from "./seededChance";

const DECLINE_REASONS = [
  "当日已安排学校团队参观，请改约其他场次",
  "参观通道临时维护，请改约下周",
  "该场次讲解员不足，请改约其他时间",
  "联系电话无法接通，请核对后重新预约",
] as const;
const CANCEL_REASONS = ["临时有事，去不了了", "孩子生病", "行程有变", "订错了日期"] as const;
const CONFIRM_REMARKS = ["请提前 10 分钟到达，在大门口集合", "请穿平底鞋，带好身份证", "厂区日晒较强，请带帽子和饮用水"] as const;
const GATE_NAMES: readonly (readonly [string, number])[] = [
  ["主入口", 8],
  ["东门", 1],
  ["展厅入口", 1],
];

export interface StepsAsked {
  readonly chance: Chance;
  readonly slot: SlotItem;
  readonly hosts: Hosts;
  readonly booker: Booker;
  readonly heads: number;
  readonly status: BookingStatus;
  readonly submittedAt: Instant;
  /** Nothing but a deadline's consequence lies after this moment. */
  readonly until: Instant;
  readonly remark?: string | undefined;
  readonly entries?: readonly number[] | undefined;
}

/** What happened to a booking on its way to `status`, at moments that its rules allow; undefined when the rules leave no time for it. */
export function planSteps(asked: StepsAsked): Step[] | undefined {
  const steps = stepsOf(asked);
  return steps === undefined ? undefined : withReminder(steps, asked.slot.date, asked.until);
}

/** Who was confirmed in time, and had not stepped back by then, was reminded the evening before. */
export function withReminder(steps: readonly Step[], date: LocalDate, until: Instant): Step[] {
  const at = addMs(reminderOf(date), 2000);
  const before = steps.filter((step) => step.at < at);
  if (at > until || before.at(-1)?.action !== "CONFIRM" || (before.at(-1)?.at ?? at) >= reminderOf(date)) return [...steps];
  return [...before, { action: "REMIND", at, actor: SYSTEM_ACTOR }, ...steps.slice(before.length)];
}

function stepsOf(asked: StepsAsked): Step[] | undefined {
  const { chance, slot, hosts, booker, heads, submittedAt } = asked;
  const decideBefore = earlier(slot.confirmBy, asked.until);
  const officeStep = (action: "CONFIRM" | "DECLINE", remark: string | undefined): Step => ({
    action,
    at: officeMoment(chance, submittedAt, decideBefore),
    actor: hosts.admin,
    ...(remark === undefined ? {} : { remark }),
  });
  const confirmation = (): Step => officeStep("CONFIRM", chance.happens(0.25) ? chance.pick(CONFIRM_REMARKS) : undefined);
  switch (asked.status) {
    case "PENDING":
      return [];
    case "CONFIRMED":
      return [confirmation()];
    case "DECLINED":
      return [officeStep("DECLINE", asked.remark ?? chance.pick(DECLINE_REASONS))];
    case "EXPIRED":
      return [expiry(addMs(slot.confirmBy, chance.integer(2, 40) * 1000))];
    case "NO_SHOW":
      return [confirmation(), noShow(addMs(startOfDay(addDays(slot.date, 1)), chance.integer(2, 40) * 1000))];
    case "CANCELLED": {
      const before = chance.happens(0.6) ? [confirmation()] : [];
      const from = before[0]?.at ?? submittedAt;
      const cancelBefore = earlier(slot.cancelBy, asked.until);
      if (cancelBefore <= addMs(from, 2 * MINUTE_MS)) return undefined;
      const remark = asked.remark ?? (chance.happens(0.7) ? chance.pick(CANCEL_REASONS) : undefined);
      return [
        ...before,
        { action: "CANCEL", at: momentBetween(chance, from, cancelBefore), actor: bookerActor(booker), ...(remark === undefined ? {} : { remark }) },
      ];
    }
    // No family comes to these: they are a team's (`teamVisits.ts`).
    case "REPORTED":
    case "COUNTED":
    case "RETURNED":
      return undefined;
    case "CHECKED_IN":
      return [confirmation(), ...entrySteps(asked, asked.entries ?? entriesOf(chance, heads))];
  }
}

/** Most parties come whole; some of the larger ones in two parts, and of some a part stays at home. */
function entriesOf(chance: Chance, heads: number): number[] {
  if (heads < 2 || !chance.happens(0.14)) return [heads];
  const first = chance.integer(1, heads - 1);
  return chance.happens(0.5) ? [first] : [first, heads - first];
}

function entrySteps({ chance, slot, hosts, booker }: StepsAsked, entries: readonly number[]): Step[] {
  const gateName = chance.pickWeighted(GATE_NAMES);
  const byPoster = chance.happens(0.2);
  let at = addMs(instantAt(slot.date, slot.startsAt), chance.integer(-15 * 60, 35 * 60) * 1000);
  return entries.map((heads) => {
    const step: Step = {
      action: "CHECK_IN",
      at,
      actor: byPoster ? bookerActor(booker) : hosts.guard,
      heads,
      means: byPoster ? "POSTER" : "STAFF_SCAN",
      gateName: byPoster ? "主入口" : gateName,
    };
    at = addMs(at, chance.integer(8 * 60, 45 * 60) * 1000);
    return step;
  });
}

/** When a family asks: some days ahead, rather late than early, between breakfast and bedtime. */
export function submissionMoment(chance: Chance, slot: SlotItem, until: Instant, daysAgo: number | undefined, today: LocalDate): Instant {
  const closes = earlier(slot.bookingClosesAt, until);
  if (daysAgo !== undefined) return clamp(instantAt(addDays(today, -daysAgo), timeOfDay(chance)), slot.bookingOpensAt, closes);
  const opensMs = epochMsOf(slot.bookingOpensAt);
  const lead = (epochMsOf(closes) - opensMs) * chance.next() ** 1.8;
  const day = localDateOf(instantFromEpochMs(epochMsOf(closes) - 1 - lead));
  return clamp(addMs(instantAt(day, timeOfDay(chance)), chance.integer(0, 59_999)), slot.bookingOpensAt, closes);
}

function timeOfDay(chance: Chance): TimeOfDay {
  const hour = chance.pickWeighted([
    [8, 1],
    [9, 2],
    [10, 2],
    [11, 2],
    [12, 3],
    [13, 2],
    [15, 2],
    [17, 1],
    [18, 2],
    [19, 3],
    [20, 4],
    [21, 4],
    [22, 2],
  ]);
  return `${String(hour).padStart(2, "0")}:${String(chance.integer(0, 59)).padStart(2, "0")}` as TimeOfDay;
}

/** When the office answers: within a day and in its hours, if the notice leaves time for that. */
function officeMoment(chance: Chance, from: Instant, before: Instant): Instant {
  const wished = addMs(from, chance.integer(10, 20 * 60) * MINUTE_MS);
  const hour = Number(wished.slice(11, 13));
  const nextMorning = addMs(startOfDay(addDays(localDateOf(wished), hour < 8 ? 0 : 1)), 9 * HOUR_MS + chance.integer(0, 90 * 60) * 1000);
  const answered = hour >= 8 && hour < 18 ? wished : nextMorning;
  return answered < before ? answered : momentBetween(chance, from, before);
}

function momentBetween(chance: Chance, from: Instant, before: Instant): Instant {
  const fromMs = epochMsOf(from);
  const span = epochMsOf(before) - fromMs - 1;
  return instantFromEpochMs(fromMs + Math.max(1, Math.floor(span * chance.next())));
}

const earlier = (left: Instant, right: Instant): Instant => (left < right ? left : right);

function clamp(at: Instant, from: Instant, before: Instant): Instant {
  if (at < from) return addMs(from, MINUTE_MS);
  return at < before ? at : addMs(before, -10 * MINUTE_MS);
}

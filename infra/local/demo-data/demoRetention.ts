import { RETENTION_RULES, ruleInWords } from "@app/contract/engines/retention";
import { PARAMETERS } from "@app/contract/engines/parameters";
import { addDays, addMs, HOUR_MS, instantAt, startOfDay, type LocalDate, type TimeOfDay } from "@app/contract/kernel/time";
import { eventWrite } from "../../../functions/engines/events/event";
import { BY_RULE, tombstoneWrite } from "../../../functions/engines/retention/tombstones";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { bookingPk, changedBooking } from "../../../functions/features/visits/bookingRepository";
import { nameOfVisit } from "../../../functions/features/visits/personalData/retainedBookings";
import { withoutPerson } from "../../../functions/features/visits/personalData/forgetPersonInBooking";
import { newSlotItem } from "../../../functions/features/visits/slotRepository";
import { bookerActor, idAt, liveBooking, type Booker, type Step } from "./bookingLife";
import { MORNING, demoFacility } from "./facilities";
import { hostsOf } from "./hosts";
import { chanceOf, type Chance } from "./seededChance";

const CLEARED_DAYS_AGO = 5;
const HELD_VISIT_DAYS_AGO = 12;

/** 数据保留 alive: a visit of more than two years ago whose booker is gone, and a declined request that the city keeps while it looks into a complaint. */
export function demoRetentionItems({ seed, today }: { readonly seed: number; readonly today: LocalDate }): StoredItem[] {
  const chance = chanceOf(seed, "retention");
  return [...clearedItems(today, chance), ...heldItems(today, chance)];
}

const facility = demoFacility("haikou-baishamen");
const slotOn = (date: LocalDate) => newSlotItem(facility.item, { date, ...MORNING, capacityHeads: 30, partyMin: 1, partyMax: 6, kinds: ["FAMILY", "TEAM"] });

function clearedItems(today: LocalDate, chance: Chance): StoredItem[] {
  const months = PARAMETERS["retention.bookingMonths"].standard;
  // The end of its time fell a few days ago, and its booker's name stands nowhere: its events were written without it.
  const date = addDays(today, -Math.round(months * 30.5) - CLEARED_DAYS_AGO - 3);
  const booker: Booker = { personId: "p-demo-cleared", name: "已注销用户", phone: "" };
  const submittedAt = instantAt(addDays(date, -6), "20:12" as TimeOfDay);
  const cancel: Step = { action: "CANCEL", at: addMs(submittedAt, 30 * HOUR_MS), actor: bookerActor(booker) };
  const { booking, items } = liveBooking({ facility, slot: slotOn(date), booker, heads: 4, submittedAt, steps: [cancel] }, chance);
  const at = startOfDay(addDays(today, -CLEARED_DAYS_AGO));
  const because = `${ruleInWords(RETENTION_RULES.BOOKING, months)}，已到期`;
  const tombstone = tombstoneWrite({ kind: "BOOKING", at, byName: BY_RULE, because, caseId: booking.bookingId, caseName: nameOfVisit(booking) });
  const cleared = withoutPerson(booking, { at, because });
  return [...items.map((item) => (item === booking ? cleared : item)), ...(tombstone.kind === "put" ? [tombstone.item] : [])];
}

function heldItems(today: LocalDate, chance: Chance): StoredItem[] {
  const date = addDays(today, -HELD_VISIT_DAYS_AGO);
  const booker: Booker = { personId: "p-demo-held", name: "邢丽云", phone: "13900019041" };
  const submittedAt = instantAt(addDays(date, -5), "19:40" as TimeOfDay);
  const decline: Step = { action: "DECLINE", at: addMs(submittedAt, 14 * HOUR_MS), actor: hostsOf(facility).admin, remark: "该场次讲解员不足，请改约其他时间" };
  const { booking, items } = liveBooking({ facility, slot: slotOn(date), booker, heads: 3, submittedAt, steps: [decline] }, chance);
  const at = instantAt(addDays(today, -4), "10:26" as TimeOfDay);
  const [byName, reason] = ["吴海波", "12345 热线转来投诉，调查编号 2026-031，结案前保留"];
  const held = changedBooking(booking, { retentionHold: { at, byName, reason } }, { eventType: "BOOKING_RETENTION_HELD", at, byName, remark: reason });
  const { bookingId, facilityId, orgPath } = booking;
  const event = eventWrite(
    {
      eventType: "BOOKING_RETENTION_HELD",
      caseKind: "booking",
      caseId: bookingId,
      casePk: bookingPk(bookingId),
      sequence: held.version,
      payload: { facilityId, orgPath, date, reason },
      said: reason,
    },
    {
      eventId: idAt(at, chance),
      at,
      actor: { kind: "USER", id: "acc-haikou-city", accountId: "acc-haikou-city", name: byName, grants: [] },
      requestId: undefined,
      consumersOf: () => [],
    },
  );
  return [...items.map((item) => (item === booking ? held : item)), ...(event.kind === "put" ? [event.item] : [])];
}

import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { SYSTEM_ACTOR, type Actor } from "@app/contract/kernel/actor";
import type { BookingId } from "@app/contract/kernel/ids";
import { epochMsOf, type Instant } from "@app/contract/kernel/time";
import type { DecidedAction } from "../../../functions/features/visits/actions/decideBooking";
import { bookingWorkflowOf, type BookingEventType } from "@app/contract/visits/booking.workflow";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import { eventWrite, readEvent, type EventRecord, type NewEvent } from "../../../functions/engines/events/event";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { handleBy } from "../../../functions/features/visits/actions/submitBooking";
import { bookingItem, bookingPk, visitOf, type BookingItem, stateOf } from "../../../functions/features/visits/bookingRepository";
import { checkInListEntries } from "../../../functions/features/visits/checkInRepository";
import type { BookingCheckedIn } from "../../../functions/features/visits/public";
import type { SlotItem } from "../../../functions/features/visits/slotRepository";
import type { DemoFacility } from "./facilities";
import type { Chance } from "./seededChance";

export interface Booker {
  readonly personId: string;
  readonly name: string;
  readonly phone: string;
}

/** One thing that happens to a booking after it was submitted. */
export type Step =
  | { readonly action: DecidedAction; readonly at: Instant; readonly actor: Actor; readonly remark?: string }
  | {
      readonly action: "CHECK_IN";
      readonly at: Instant;
      readonly actor: Actor;
      readonly heads: number;
      readonly means: BookingCheckedIn["means"];
      readonly gateName: string;
    };

export interface BookingLife {
  readonly facility: DemoFacility;
  readonly slot: SlotItem;
  readonly booker: Booker;
  readonly heads: number;
  readonly note?: string;
  readonly submittedAt: Instant;
  readonly steps: readonly Step[];
}

export interface LivedBooking {
  readonly booking: BookingItem;
  /** Those of BOOKING_CHECKED_IN, for the figures. */
  readonly checkIns: readonly EventRecord[];
  /** The booking and its events, as the commands would have left them. */
  readonly items: readonly StoredItem[];
}

// What the system says when no person gives a reason; the same words as in the command.
const SYSTEM_REASONS: Readonly<Partial<Record<BookingStatus, string>>> = {
  EXPIRED: "开放单位未在规定时间内确认，系统已自动取消",
  NO_SHOW: "参观当天没有入场记录",
};

export function bookerActor(booker: Booker): Actor {
  return { kind: "USER", id: booker.personId, name: "微信用户", personId: booker.personId, grants: [] };
}

/**
 * A booking that went through these steps, and its events. The outbox stays empty: the figures are written beside them, and nobody is told today of what happened
 * months ago. A test holds the result against the commands themselves.
 */
export function liveBooking(life: BookingLife, chance: Chance): LivedBooking {
  let booking = submitted(life, idAt(life.submittedAt, chance) as BookingId);
  const { bookingId, facilityId } = booking;
  const events: StoredItem[] = [];
  const record = (event: Pick<NewEvent, "eventType" | "payload" | "index1" | "index2">, at: Instant, actor: Actor): void => {
    const full: NewEvent = { ...event, caseKind: "booking", caseId: bookingId, casePk: bookingPk(bookingId), sequence: booking.version };
    const requestId = actor.kind === "SYSTEM" ? undefined : `r-${bookingId}-${booking.version}`;
    const write = eventWrite(full, { eventId: idAt(at, chance), at, actor, requestId, consumersOf: () => [] });
    if (write.kind === "put") events.push(write.item);
  };
  record(
    { eventType: "BOOKING_SUBMITTED", payload: { kind: booking.kind, facilityId, date: booking.date, heads: booking.heads, slotId: booking.slotId } },
    life.submittedAt,
    bookerActor(life.booker),
  );
  for (const step of life.steps) {
    const entered = booking.headsEntered;
    booking = afterStep(booking, step);
    record(eventOf(booking, step, entered), step.at, step.actor);
  }
  const checkIns = events.flatMap((item) => readEvent(item) ?? []).filter((event) => event.eventType === "BOOKING_CHECKED_IN");
  return { booking, checkIns, items: [booking, ...events] };
}

function submitted({ facility, slot, booker, heads, note, submittedAt }: BookingLife, bookingId: BookingId): BookingItem {
  const { item } = facility;
  return bookingItem({
    bookingId,
    kind: "FAMILY",
    means: "BOOKED",
    personId: booker.personId,
    ...visitOf(item, slot),
    heads,
    headsEntered: 0,
    contactName: booker.name,
    contactPhone: booker.phone,
    ...(note === undefined ? {} : { note }),
    status: "PENDING",
    submittedAt,
    handleBy: handleBy(submittedAt, slot.confirmBy, WORKING_CALENDAR),
    history: [{ eventType: "BOOKING_SUBMITTED", at: submittedAt, byName: booker.name }],
    version: 1,
  });
}

function afterStep(booking: BookingItem, step: Step): BookingItem {
  const row = bookingWorkflowOf(booking).table[booking.status][step.action];
  if (row === undefined) throw new Error(`a booking that is ${booking.status} cannot ${step.action}`);
  const state = stateOf(booking);
  const eventType = row.event as BookingEventType;
  const byName = nameInHistory(booking, step);
  const version = booking.version + 1;
  if (step.action === "CHECK_IN") {
    const entry = { eventType, at: step.at, byName, heads: step.heads, gateName: step.gateName };
    const headsEntered = booking.headsEntered + step.heads;
    return bookingItem({ ...state, status: row.to, headsEntered, history: [...booking.history, entry], version });
  }
  const reason = step.remark ?? SYSTEM_REASONS[row.to];
  const entry = { eventType, at: step.at, byName, ...(step.remark === undefined ? {} : { remark: step.remark }) };
  return bookingItem({
    ...state,
    status: row.to,
    ...(reason === undefined || row.to === "CONFIRMED" ? {} : { statusReason: reason }),
    history: [...booking.history, entry],
    version,
  });
}

function nameInHistory(booking: BookingItem, step: Step): string {
  const byBooker = step.actor.personId === booking.personId || (step.action === "CHECK_IN" && step.means === "POSTER");
  return byBooker ? booking.contactName : step.actor.name;
}

/** @param headsEnteredBefore how many were inside before the step */
function eventOf(booking: BookingItem, step: Step, headsEnteredBefore: number): Pick<NewEvent, "eventType" | "payload" | "index1" | "index2"> {
  const { facilityId, facilityName, cityCode, provinceCode, date, contactName, bookingId } = booking;
  const eventType = booking.history[booking.history.length - 1]?.eventType ?? "BOOKING_SUBMITTED";
  if (step.action !== "CHECK_IN") {
    const { personId, contactPhone, periodLabel, heads } = booking;
    return {
      eventType,
      payload: { personId, contactPhone, facilityId, facilityName, date, periodLabel, heads, ...(step.remark === undefined ? {} : { remark: step.remark }) },
    };
  }
  const payload: BookingCheckedIn = {
    kind: booking.kind,
    facilityId,
    facilityName,
    cityCode,
    provinceCode,
    date,
    heads: step.heads,
    first: headsEnteredBefore === 0,
    means: step.means,
    gateName: step.gateName,
    deviceId: step.means === "POSTER" ? `phone-${booking.personId}`.slice(0, 64) : `gate-${facilityId}`,
    byName: nameInHistory(booking, step),
    contactName,
  };
  return { eventType, payload, ...checkInListEntries({ facilityId, cityCode, date, at: step.at, bookingId, sequence: booking.version }) };
}

export const expiry = (at: Instant): Step => ({ action: "EXPIRE", at, actor: SYSTEM_ACTOR });
export const noShow = (at: Instant): Step => ({ action: "MARK_NO_SHOW", at, actor: SYSTEM_ACTOR });

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** An id as the product makes them, ten characters of the millisecond and ten of chance, but chance that can be repeated. */
export function idAt(at: Instant, chance: Chance): string {
  let time = epochMsOf(at);
  let text = "";
  for (let index = 0; index < 10; index += 1) {
    text = ALPHABET.charAt(time % 32) + text;
    time = Math.floor(time / 32);
  }
  for (let index = 0; index < 10; index += 1) text += ALPHABET.charAt(chance.integer(0, 31));
  return text;
}

import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { SYSTEM_ACTOR, type Actor } from "@app/contract/kernel/actor";
import type { BookingId } from "@app/contract/kernel/ids";
import { epochMsOf, type Instant } from "@app/contract/kernel/time";
import { afterTransition, type DecidedAction } from "../../../functions/features/visits/actions/decideBooking";
import { bookingWorkflowOf, type BookingEventType } from "@app/contract/visits/booking.workflow";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import { eventWrite, readEvent, type EventRecord, type NewEvent } from "../../../functions/engines/events/event";
import type { StoredItem } from "../../../functions/engines/store/storePort";
import { handleBy } from "../../../functions/features/visits/actions/submitBooking";
import { bookingItem, bookingNumberItem, bookingPk, visitOf, type BookingItem, type StoredEntry } from "../../../functions/features/visits/bookingRepository";
import { changeEntry, type EntryChange } from "../../../functions/features/visits/bookingEntries";
import type { BookingEntered } from "../../../functions/features/visits/public";
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
      readonly means: BookingEntered["means"];
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
    const requestId = actor.kind === "SYSTEM" ? undefined : requestIdOf(bookingId, booking.version);
    const write = eventWrite(full, { eventId: idAt(at, chance), at, actor, requestId, consumersOf: () => [] });
    if (write.kind === "put") events.push(write.item);
  };
  record(
    { eventType: "BOOKING_SUBMITTED", payload: { kind: booking.kind, facilityId, date: booking.date, heads: booking.heads, slotId: booking.slotId } },
    life.submittedAt,
    bookerActor(life.booker),
  );
  for (const step of life.steps) {
    const before = booking;
    booking = afterStep(before, step);
    record(eventOf(before, booking, step), step.at, step.actor);
  }
  const checkIns = events.flatMap((item) => readEvent(item) ?? []).filter((event) => event.eventType === "BOOKING_CHECKED_IN");
  return { booking, checkIns, items: [booking, bookingNumberItem(booking), ...events] };
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
    entries: [],
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
  const eventType = row.event as BookingEventType;
  const byName = nameInHistory(booking, step);
  if (step.action === "CHECK_IN") return entered(booking, step).booking;
  return afterTransition(booking, { to: row.to, event: eventType, remark: step.remark, now: step.at, byName, calendar: WORKING_CALENDAR });
}

function nameInHistory(booking: BookingItem, step: Step): string {
  const byBooker = step.actor.personId === booking.personId || (step.action === "CHECK_IN" && step.means === "POSTER");
  return byBooker ? booking.contactName : step.actor.name;
}

type Entering = Extract<Step, { readonly action: "CHECK_IN" }>;

/** The booking after the entry, and its event, as the check-in makes them. */
function entered(booking: BookingItem, step: Entering): EntryChange {
  const row = bookingWorkflowOf(booking).table[booking.status].CHECK_IN;
  if (row === undefined) throw new Error(`nobody enters on a booking that is ${booking.status}`);
  const byName = nameInHistory(booking, step);
  const entry: StoredEntry = {
    entryId: requestIdOf(booking.bookingId, booking.version + 1) as EntryId,
    heads: step.heads,
    scannedAt: step.at,
    receivedAt: step.at,
    offline: false,
    gateName: step.gateName,
    deviceId: step.means === "POSTER" ? `phone-${booking.personId}`.slice(0, 64) : `gate-${booking.facilityId}`,
    byName,
    means: step.means,
    state: "COUNTED",
  };
  return changeEntry(booking, { entry, state: "COUNTED", to: row.to, eventType: "BOOKING_CHECKED_IN", now: step.at, byName });
}

function eventOf(before: BookingItem, booking: BookingItem, step: Step): Pick<NewEvent, "eventType" | "payload" | "index1" | "index2"> {
  if (step.action === "CHECK_IN") return entered(before, step).event;
  const { facilityId, facilityName, date, personId, contactPhone, periodLabel, heads } = booking;
  return {
    eventType: booking.history[booking.history.length - 1]?.eventType ?? "BOOKING_SUBMITTED",
    payload: { personId, contactPhone, facilityId, facilityName, date, periodLabel, heads, ...(step.remark === undefined ? {} : { remark: step.remark }) },
  };
}

const requestIdOf = (bookingId: string, version: number): string => `r-${bookingId}-${version}`;

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

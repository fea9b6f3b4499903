import { addWorkingDays, CalendarYearMissing, type WorkingCalendar } from "@app/contract/engines/workingCalendar";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addDays, localDateOf, startOfDay, type Instant } from "@app/contract/kernel/time";
import type { BookingDetail, SubmitBooking, SubmitTeamBooking } from "@app/contract/visits/booking.schema";
import type { BookingKind } from "@app/contract/visits/bookingKind.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent, type Write } from "../../../engines/store/storePort";
import { BOOKING_TAG, bookingItem, bookingNumberWrite, bookingPk, visitOf, type BookingItem, type TeamFacts } from "../bookingRepository";
import { toBookingDetail } from "../bookingView";
import { facilityKey, type FacilityItem } from "../facilityRepository";
import { HOLD_TAG, holdIdOf, holdKey, isStillHold, type HoldItem } from "../holdRepository";
import { standingKey, type StandingItem } from "../noShows/noShowRepository";
import { refuseIfBlocked } from "../noShows/refuseIfBlocked";
import { addToPersonDay, overlappingBooking, personDayKey, type PersonDayItem } from "../personDayRepository";
import { acceptedOffer } from "../demand/decideWaiting";
import { refuseIfNotBookable } from "../refuseIfNotBookable";
import { reportBy } from "../reportDeadlines";
import { slotKeyOfId, takePlaces, type SlotItem } from "../slotRepository";
import type { VisitDeps } from "../visitDeps";

/** A facility answers a family within two working days; the minimum notice comes first when it is sooner. */
export const HANDLE_WITHIN_WORKING_DAYS = 2;

/** What a family or a team fills in; the kind says which. */
export type AskedVisit =
  | { readonly kind: Extract<BookingKind, "FAMILY">; readonly command: SubmitBooking }
  | { readonly kind: Extract<BookingKind, "TEAM">; readonly command: SubmitTeamBooking };

/**
 * A family or a team asks for a visit. In one transaction: the booking, its event, the slot's places, the hold it uses up, the person's day and the request's record.
 * The person's own hold on the slot is used whether the client names it or not; a hold that ran out and is not swept yet still keeps its places, so
 * using it up is the same as freeing and taking them. A hold that the waiting list offered is accepted by this.
 */
export async function submitBooking(
  deps: Pick<VisitDeps, "engine" | "codes">,
  input: { actor: Actor; personId: string } & AskedVisit,
): Promise<Result<BookingDetail, VisitRefusal | KernelRefusal>> {
  const { engine, codes } = deps;
  const { command, personId } = input;
  const slotKey = slotKeyOfId(command.slotId);
  if (slotKey === undefined) return refuse({ code: "NOT_FOUND", what: "个场次" });
  const facilityId = slotKey.pk.slice("FACILITY#".length);
  const date = command.slotId.split("~")[1] as BookingItem["date"];
  const dayKey = personDayKey(personId, date);
  return runCommand<BookingDetail, VisitRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: input.kind === "FAMILY" ? "submitBooking" : "submitTeamBooking",
    asked: command,
    decide: async ({ actor, now, newId }) => {
      const [slotFound, facilityFound, dayFound, holdFound, standing] = await engine.store.getMany([
        slotKey,
        facilityKey(facilityId),
        dayKey,
        holdKey(holdIdOf(personId, command.slotId)),
        standingKey(personId),
      ]);
      const slot = slotFound as SlotItem | undefined;
      const facility = facilityFound as FacilityItem | undefined;
      const day = dayFound as PersonDayItem | undefined;
      const held = holdFound as HoldItem | undefined;
      if (slot === undefined || facility === undefined) return refuse({ code: "NOT_FOUND", what: "个场次" });
      // The overlap first: who sends the same booking twice should hear that they have it, not that the slot is full.
      const overlap = overlappingBooking(day, slot);
      if (overlap !== undefined) return refuse({ code: "BOOKING_OVERLAPS", date, ...pickTime(overlap) });
      const blocked = await refuseIfBlocked(engine.store, { standing: standing as StandingItem | undefined, facility, now });
      if (blocked !== undefined) return refuse(blocked);
      const problem = refuseIfNotBookable({ facility, slot, kind: input.kind, heads: command.heads, headsAlreadyHeld: held?.heads ?? 0, now });
      if (problem !== undefined) return refuse(problem);

      const accepted = held?.offer === true ? await acceptedOffer(engine.store, held, now) : undefined;
      const bookingId = newId() as BookingId;
      const booking = newBooking({ bookingId, personId, facility, slot, asked: input, now, calendar: await engine.calendar() });
      const writes: Write[] = [
        { kind: "put", tag: BOOKING_TAG, item: booking, condition: absent },
        bookingNumberWrite(booking),
        takePlaces(slotKey, command.heads - (held?.heads ?? 0)),
        addToPersonDay(dayKey, day, bookingId, { startsAt: slot.startsAt, endsAt: slot.endsAt, facilityName: facility.name }),
        ...(held === undefined ? [] : [{ kind: "delete", tag: HOLD_TAG, key: { pk: held.pk, sk: held.sk }, condition: isStillHold(held) } as const]),
        ...(accepted?.writes ?? []),
      ];
      return ok({
        writes,
        events: [
          {
            eventType: "BOOKING_SUBMITTED",
            caseKind: "booking",
            caseId: bookingId,
            casePk: bookingPk(bookingId),
            sequence: booking.version,
            payload: { kind: input.kind, facilityId: facility.facilityId, date, heads: command.heads, slotId: slot.slotId },
          },
          ...(accepted?.events ?? []),
        ],
        answer: toBookingDetail(booking, actor, now, codes),
      });
    },
  });
}

function pickTime(booked: { facilityName: string; startsAt: string; endsAt: string }): { facilityName: string; startsAt: string; endsAt: string } {
  return { facilityName: booked.facilityName, startsAt: booked.startsAt, endsAt: booked.endsAt };
}

function newBooking(input: {
  bookingId: BookingId;
  personId: string;
  facility: FacilityItem;
  slot: SlotItem;
  asked: AskedVisit;
  now: Instant;
  calendar: WorkingCalendar;
}): BookingItem {
  const { bookingId, personId, facility, slot, asked, now, calendar } = input;
  const { command } = asked;
  return bookingItem({
    bookingId,
    kind: asked.kind,
    means: "BOOKED",
    personId,
    ...visitOf(facility, slot),
    heads: command.heads,
    headsEntered: 0,
    entries: [],
    contactName: command.contactName,
    contactPhone: command.contactPhone,
    ...(command.note === undefined || command.note === "" ? {} : { note: command.note }),
    ...(asked.kind === "TEAM" ? { team: teamFactsOf(asked.command), reportBy: reportBy(slot.date, calendar) } : {}),
    status: "PENDING",
    submittedAt: now,
    handleBy: handleBy(now, slot.confirmBy, calendar),
    history: [{ eventType: "BOOKING_SUBMITTED", at: now, byName: command.contactName }],
    version: 1,
  });
}

export function teamFactsOf(command: Pick<SubmitTeamBooking, "teamName" | "purpose" | "members" | "transport">): TeamFacts {
  return { teamName: command.teamName, purpose: command.purpose, members: command.members ?? [], transport: command.transport ?? "" };
}

/**
 * The end of the second working day after the request, or the minimum notice when that is sooner. Where the calendar has no data yet for the coming year,
 * the minimum notice alone holds: a family must not be turned away because an announcement is late. The start-up check warns of the missing year.
 */
export function handleBy(now: Instant, confirmBy: Instant, calendar: WorkingCalendar): Instant {
  try {
    const lastDay = addWorkingDays(localDateOf(now), HANDLE_WITHIN_WORKING_DAYS, calendar);
    const endOfLastDay = startOfDay(addDays(lastDay, 1));
    return endOfLastDay < confirmBy ? endOfLastDay : confirmBy;
  } catch (error) {
    if (error instanceof CalendarYearMissing) return confirmBy;
    throw error;
  }
}

import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import type { BookingAction, BookingDetail, BookingStatus } from "@app/contract/visits/booking.schema";
import { bookingWorkflowOf, type BookingEventType } from "@app/contract/visits/booking.workflow";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs, type Write } from "../../../engines/store/storePort";
import { leaveAttention } from "../attentionRepository";
import { BOOKING_TAG, type BookingItem, bookingPk, changedBooking, getBookingItem } from "../bookingRepository";
import { bookingParties, lastChangeShown, maySeeBooking, toBookingDetail } from "../bookingView";
import { removeFromPersonDay, personDayKey } from "../personDayRepository";
import { freePlaces } from "../slotRepository";
import type { VisitDeps } from "../visitDeps";

/** The actions that change nothing beside the booking's status; entering, fewer heads and reports have commands of their own. */
export type DecidedAction = Exclude<
  BookingAction,
  "CHECK_IN" | "CHANGE_HEADS" | "REPORT" | "RECORD_LATE_ENTRY" | "UNDO_ENTRY" | "UNDO_LAST_ENTRY" | "UNDO_WALK_IN"
>;

/** Statuses that give the places back. */
const FREES_PLACES: Readonly<Record<BookingStatus, boolean>> = {
  PENDING: false,
  CONFIRMED: false,
  DECLINED: true,
  CANCELLED: true,
  EXPIRED: true,
  CHECKED_IN: false,
  // The day is over; nobody can use the places any more.
  NO_SHOW: false,
  REPORTED: false,
  COUNTED: false,
  RETURNED: false,
};

/** Where the reason comes from when no person gives one. */
const SYSTEM_REASONS: Readonly<Partial<Record<BookingStatus, string>>> = {
  EXPIRED: "开放单位未在规定时间内确认，系统已自动取消",
  NO_SHOW: "参观当天没有入场记录",
};

/**
 * Takes one action of the workflow on a booking: confirm, decline, cancel by people; expire and no-show by the system when a deadline passes, and closing out when
 * the slot was closed. Whoever comes second is told what the first did and when (promise R5).
 */
export async function decideBooking(
  deps: Pick<VisitDeps, "engine" | "codes">,
  input: { actor: Actor; bookingId: BookingId; action: DecidedAction; requestId: RequestId | undefined; remark: string | undefined },
): Promise<Result<BookingDetail, VisitRefusal | KernelRefusal>> {
  const { engine, codes } = deps;
  return runCommand<BookingDetail, VisitRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: input.action,
    asked: [input.bookingId, input.remark ?? null],
    decide: async ({ actor, now }) => {
      const booking = await getBookingItem(engine.store, input.bookingId);
      // Who may not see a booking learns nothing of it, not even that it exists.
      if (booking === undefined || (actor.kind === "USER" && !maySeeBooking(booking, actor))) return refuse({ code: "NOT_FOUND", what: "张预约单" });
      const decided = decideAction(bookingWorkflowOf(booking), {
        item: booking,
        action: input.action,
        parties: bookingParties(booking, actor),
        remark: input.remark,
        now,
        lastChange: lastChangeShown(booking, actor),
      });
      if (!decided.ok) return decided;
      const { to, remark } = decided.value;
      const event = decided.value.event as BookingEventType;
      const next = afterTransition(booking, { to, event, remark, now, byName: nameInHistory(actor, booking) });
      return ok({
        writes: [
          { kind: "put", tag: BOOKING_TAG, item: next, condition: versionIs(booking.version) },
          ...(FREES_PLACES[to] ? releaseWrites(booking) : []),
          ...leaveAttention(booking, next, now),
        ],
        events: [
          {
            eventType: event,
            caseKind: "booking",
            caseId: booking.bookingId,
            casePk: bookingPk(booking.bookingId),
            sequence: next.version,
            payload: { ...noticeFacts(next), ...(remark === undefined ? {} : { remark }) },
          },
        ],
        answer: toBookingDetail(next, actor, now, codes),
      });
    },
  });
}

/** Everything a message about the booking says, so that the messenger need not read the booking. */
function noticeFacts(booking: BookingItem): Record<string, string | number> {
  return {
    personId: booking.personId,
    contactPhone: booking.contactPhone,
    facilityId: booking.facilityId,
    facilityName: booking.facilityName,
    date: booking.date,
    periodLabel: booking.periodLabel,
    heads: booking.heads,
  };
}

function releaseWrites(booking: BookingItem): Write[] {
  return [
    freePlaces({ pk: booking.slotPk, sk: booking.slotSk }, booking.heads),
    removeFromPersonDay(personDayKey(booking.personId, booking.date), booking.bookingId),
  ];
}

function afterTransition(
  booking: BookingItem,
  change: { to: BookingStatus; event: BookingEventType; remark: string | undefined; now: Instant; byName: string },
): BookingItem {
  const reason = change.event === "BOOKING_CLOSED_OUT" ? `开放单位临时关闭：${change.remark ?? ""}` : (change.remark ?? SYSTEM_REASONS[change.to]);
  return changedBooking(
    booking,
    { status: change.to, ...(reason === undefined || change.to === "CONFIRMED" ? {} : { statusReason: reason }) },
    { eventType: change.event, at: change.now, byName: change.byName, ...(change.remark === undefined ? {} : { remark: change.remark }) },
  );
}

/** The booker is known to the office by the name on the booking, not by the account of their phone. */
function nameInHistory(actor: Actor, booking: BookingItem): string {
  return actor.personId === booking.personId ? booking.contactName : actor.name;
}

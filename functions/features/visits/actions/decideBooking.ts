import type { WorkingCalendar } from "@app/contract/engines/workingCalendar";
import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import { BOOKING_GROUP_STATUSES, type BookingAction, type BookingDetail, type BookingStatus } from "@app/contract/visits/booking.schema";
import { bookingWorkflowOf, type BookingEventType } from "@app/contract/visits/booking.workflow";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs, type Write } from "../../../engines/store/storePort";
import { leaveAttention } from "../attentionRepository";
import { backFillKey, freeBackFill } from "../backFillRepository";
import { bookingChanges } from "../bookingChanges";
import { BOOKING_TAG, type BookingItem, bookingPk, changedBooking, getBookingItem } from "../bookingRepository";
import { bookingParties, lastChangeShown, maySeeBooking, toReportedDetail } from "../bookingView";
import { removeFromPersonDay, personDayKey } from "../personDayRepository";
import type { BookingDecided } from "../public";
import { reminderOf, reportBy } from "../reportDeadlines";
import { freePlaces } from "../slotRepository";
import { teamVisitEvent } from "../teamVisitEvents";
import type { BookingDeps } from "../visitDeps";

/** The actions that change nothing beside the booking's status; entering, fewer heads and reports have commands of their own. */
export type DecidedAction = Exclude<
  BookingAction,
  "CHECK_IN" | "CHANGE_HEADS" | "REPORT" | "RECORD_LATE_ENTRY" | "UNDO_ENTRY" | "UNDO_LAST_ENTRY" | "UNDO_WALK_IN"
>;

/** Statuses that give back the places of a visit that was still to come. */
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
const SYSTEM_REASONS: Readonly<Partial<Record<BookingEventType, string>>> = {
  BOOKING_EXPIRED: "开放单位未在规定时间内确认，系统已自动取消",
  BOOKING_NOT_SHOWN: "参观当天没有入场记录",
};
/** Statuses that somebody asks the reason of. */
const WITH_REASON: readonly BookingStatus[] = ["DECLINED", "CANCELLED", "EXPIRED", "NO_SHOW", "RETURNED"];

/**
 * Takes one action of the workflow on a booking: confirm, decline, cancel by people; expire and no-show by the system when a deadline passes, and closing out when
 * the slot was closed. Whoever comes second is told what the first did and when (promise R5).
 */
export async function decideBooking(
  deps: BookingDeps,
  input: {
    actor: Actor;
    bookingId: BookingId;
    action: DecidedAction;
    requestId: RequestId | undefined;
    remark: string | undefined;
    /** What the screen showed, where acting on something else would do harm. */
    version?: number;
  },
): Promise<Result<BookingDetail, VisitRefusal | KernelRefusal>> {
  const { engine } = deps;
  return runCommand<BookingDetail, VisitRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: input.action,
    asked: [input.bookingId, input.remark ?? null, ...(input.version === undefined ? [] : [input.version])],
    decide: async ({ actor, now }) => {
      const booking = await getBookingItem(engine.store, input.bookingId);
      // Who may not see a booking learns nothing of it, not even that it exists.
      if (booking === undefined || (actor.kind === "USER" && !maySeeBooking(booking, actor))) return refuse({ code: "NOT_FOUND", what: "张预约单" });
      const lastChange = lastChangeShown(booking, actor);
      const decided = decideAction(bookingWorkflowOf(booking), {
        item: booking,
        action: input.action,
        parties: bookingParties(booking, actor),
        remark: input.remark,
        now,
        lastChange,
      });
      if (!decided.ok) return decided;
      if (input.version !== undefined && input.version !== booking.version) return refuse({ code: "BOOKING_CHANGED", lastChange });
      const { to, remark } = decided.value;
      const event = decided.value.event as BookingEventType;
      const next = afterTransition(booking, { to, event, remark, now, byName: nameInHistory(actor, booking), calendar: await engine.calendar() });
      return ok({
        writes: [
          { kind: "put", tag: BOOKING_TAG, item: next, condition: versionIs(booking.version) },
          ...releaseWrites(booking, to),
          ...leaveAttention(booking, next, now),
        ],
        events: [
          event.startsWith("TEAM_")
            ? teamVisitEvent(booking, next, remark)
            : {
                eventType: event,
                caseKind: "booking",
                caseId: booking.bookingId,
                casePk: bookingPk(booking.bookingId),
                sequence: next.version,
                orgPath: next.orgPath,
                caseName: next.facilityName,
                changed: bookingChanges(booking, next),
                payload: { ...noticeFacts(next), ...(remark === undefined ? {} : { remark }) },
              },
        ],
        answer: await toReportedDetail(next, actor, now, deps),
      });
    },
  });
}

/** Everything a message about the booking says, so that the messenger need not read the booking. */
export function noticeFacts(booking: BookingItem): BookingDecided {
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

function releaseWrites(booking: BookingItem, to: BookingStatus): Write[] {
  // After the day nobody can use the places any more, so a report that is discarded gives none back.
  if ((BOOKING_GROUP_STATUSES.UPCOMING as readonly BookingStatus[]).includes(booking.status) && FREES_PLACES[to]) {
    return [
      freePlaces({ pk: booking.slotPk, sk: booking.slotSk }, booking.heads),
      removeFromPersonDay(personDayKey(booking.personId, booking.date), booking.bookingId),
    ];
  }
  // The team may be filed again, rightly this time.
  if (to === "CANCELLED" && booking.means === "BACK_FILLED") return [freeBackFill(backFillKey({ ...booking, teamName: booking.team?.teamName ?? "" }))];
  return [];
}

/** The booking after a step that changes nothing but where it is. */
export function afterTransition(
  booking: BookingItem,
  change: { to: BookingStatus; event: BookingEventType; remark: string | undefined; now: Instant; byName: string; calendar: WorkingCalendar },
): BookingItem {
  const reason = WITH_REASON.includes(change.to) ? (change.remark ?? SYSTEM_REASONS[change.event]) : undefined;
  return changedBooking(
    booking,
    { status: change.to, ...(reason === undefined ? {} : { statusReason: reason }), ...clockAfter(booking, change) },
    { eventType: change.event, at: change.now, byName: change.byName, ...(change.remark === undefined ? {} : { remark: change.remark }) },
  );
}

/** What the clock has still to do after this step, and what it has done. */
function clockAfter(
  booking: BookingItem,
  { event, now, calendar }: { event: BookingEventType; now: Instant; calendar: WorkingCalendar },
): Partial<Pick<BookingItem, "remindAt" | "reportBy" | "reportRemindedAt" | "overdueFlaggedAt">> {
  switch (event) {
    case "BOOKING_CONFIRMED": {
      const remindAt = reminderOf(booking.date);
      return now < remindAt ? { remindAt } : {};
    }
    case "BOOKING_REMINDED":
      return { remindAt: undefined };
    // What was missed while the machine stood still is not made up for: the later step says it all.
    case "TEAM_REPORT_REMINDED":
      return { remindAt: undefined, reportRemindedAt: now };
    case "TEAM_REPORT_OVERDUE":
      return { remindAt: undefined, reportRemindedAt: booking.reportRemindedAt ?? now, overdueFlaggedAt: now };
    case "TEAM_VISIT_RETURNED":
      return { reportBy: reportBy(localDateOf(now), calendar), overdueFlaggedAt: undefined };
    default:
      return {};
  }
}

/** The booker is known to the office by the name on the booking, not by the account of their phone. */
export function nameInHistory(actor: Actor, booking: BookingItem): string {
  return actor.personId === booking.personId ? booking.contactName : actor.name;
}

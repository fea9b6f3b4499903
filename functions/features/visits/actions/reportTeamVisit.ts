import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AttachmentId, BookingId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import type { BookingDetail, BookingStatus } from "@app/contract/visits/booking.schema";
import { bookingWorkflowOf } from "@app/contract/visits/booking.workflow";
import type { ReportTeamVisit } from "@app/contract/visits/teamVisit.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { claimAttachments, releaseAttachments } from "../../attachments/public";
import { leaveAttention } from "../attentionRepository";
import { BOOKING_TAG, changedBooking, getBookingItem, type BookingItem } from "../bookingRepository";
import { bookingParties, lastChangeShown, maySeeBooking, toReportedDetail } from "../bookingView";
import { teamVisitEvent } from "../teamVisitEvents";
import type { BookingDeps } from "../visitDeps";

type Refusal = VisitRefusal | KernelRefusal;

/**
 * The facility reports who came and shows it by photos; from this commit on the visit is counted (seed 000, 五-5-1). After a return it does so again, the whole of
 * it: pictures that are no longer shown are let go.
 */
export async function reportTeamVisit(
  deps: BookingDeps,
  input: { actor: Actor; bookingId: BookingId; command: ReportTeamVisit },
): Promise<Result<BookingDetail, Refusal>> {
  const { engine } = deps;
  const { requestId, version, heads, photos } = input.command;
  return runCommand<BookingDetail, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "reportTeamVisit",
    asked: [input.bookingId, input.command],
    decide: async ({ actor, now }) => {
      const booking = await getBookingItem(engine.store, input.bookingId);
      if (booking === undefined || !maySeeBooking(booking, actor)) return refuse({ code: "NOT_FOUND", what: "张预约单" });
      const lastChange = lastChangeShown(booking, actor);
      const decided = decideAction(bookingWorkflowOf(booking), {
        item: booking,
        action: "REPORT",
        parties: bookingParties(booking, actor),
        remark: input.command.remark,
        now,
        lastChange,
      });
      if (!decided.ok) return decided;
      if (version !== undefined && version !== booking.version) return refuse({ code: "BOOKING_CHANGED", lastChange });
      const { to, remark } = decided.value;
      const headsBooked = booking.report?.headsBooked ?? booking.heads;
      if (booking.means === "BOOKED" && heads > headsBooked && remark === undefined) return refuse({ code: "REPORT_REMARK_REQUIRED", heads, headsBooked });
      const ofBooking = { caseKind: "booking", caseId: booking.bookingId };
      const claims = await claimAttachments(engine.store, { ...ofBooking, ids: photos, purpose: "TEAM_VISIT_PHOTO", actor });
      if (!claims.ok) return claims;
      const dropped = (booking.report?.photos ?? []).filter((id) => !photos.includes(id));
      const next = afterReport(booking, { to, heads, headsBooked, remark, photos, now, byName: actor.name });
      return ok({
        writes: [
          { kind: "put", tag: BOOKING_TAG, item: next, condition: versionIs(booking.version) } as const,
          ...leaveAttention(booking, next, now),
          ...claims.value,
          ...(await releaseAttachments(engine.store, { ...ofBooking, ids: dropped, now })),
        ],
        events: [teamVisitEvent(booking, next, remark)],
        answer: await toReportedDetail(next, actor, now, deps),
      });
    },
  });
}

/** The booking as it is once the facility has reported. */
export function afterReport(
  booking: BookingItem,
  filed: {
    readonly to: BookingStatus;
    readonly heads: number;
    readonly headsBooked: number;
    readonly remark: string | undefined;
    readonly photos: readonly AttachmentId[];
    readonly now: Instant;
    readonly byName: string;
  },
): BookingItem {
  const { to, heads, headsBooked, remark, photos, now, byName } = filed;
  return changedBooking(
    booking,
    { status: to, heads, report: { heads, headsBooked, remark: remark ?? "", photos, reportedAt: now, byName }, statusReason: undefined },
    { eventType: "TEAM_VISIT_REPORTED", at: now, byName, heads, ...(remark === undefined ? {} : { remark }) },
  );
}

import { decideAction } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { bookingWorkflowOf } from "@app/contract/visits/booking.workflow";
import type { BookingAction, BookingDetail } from "@app/contract/visits/booking.schema";
import { ENTRY_STATE_LABELS } from "@app/contract/visits/bookingEntry.schema";
import { entryConflictWorkflow } from "@app/contract/visits/entryConflict.workflow";
import type { UndoEntry } from "@app/contract/visits/gate.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs, type Write } from "../../../engines/store/storePort";
import { changeEntry, conflictIdOf, entryOf, undoRefusal } from "../bookingEntries";
import { BOOKING_TAG, getBookingItem, type BookingItem } from "../bookingRepository";
import { bookingParties, lastChangeShown, toBookingDetail } from "../bookingView";
import { ENTRY_CONFLICT_TAG, getEntryConflict, settledConflict } from "../entryConflictRepository";
import { conflictParties } from "../entryConflictView";
import { freePlaces } from "../slotRepository";
import type { VisitDeps } from "../visitDeps";

/**
 * Takes one entry back (promise M9). The row stays as it was and a second one takes its heads off, so that every figure still adds up from what happened. When nobody of
 * the party is inside any more, the booking is as before the first entry; a walk-in's places go back.
 */
export async function undoEntry(
  deps: Pick<VisitDeps, "engine" | "codes">,
  input: { actor: Actor; bookingId: BookingId; entryId: string; command: UndoEntry },
): Promise<Result<BookingDetail, VisitRefusal | KernelRefusal>> {
  const { engine, codes } = deps;
  const { actor, command } = input;
  const reason = command.reason === "" ? undefined : command.reason;
  return runCommand<BookingDetail, VisitRefusal | KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "undoEntry",
    asked: [input.bookingId, input.entryId, command.deviceId, reason ?? null],
    decide: async ({ now }) => {
      const booking = await getBookingItem(engine.store, input.bookingId);
      if (booking === undefined || !mayAt(actor, "checkIns.record", booking.orgPath)) return refuse({ code: "NOT_FOUND", what: "张预约单" });
      const entry = entryOf(booking, input.entryId);
      if (entry === undefined) return refuse({ code: "NOT_FOUND", what: "次入场" });
      if (entry.state === "UNDONE" || entry.state === "REJECTED") return refuse({ code: "ENTRY_NOT_COUNTED", stateLabel: ENTRY_STATE_LABELS[entry.state] });
      const supervisor = mayAt(actor, "checkIns.supervise", booking.orgPath);
      const refusal = undoRefusal(entry, { deviceId: command.deviceId, supervisor, reason, now });
      if (refusal !== undefined) return refuse(refusal);

      if (entry.state === "DISPUTED") {
        const conflict = await getEntryConflict(engine.store, conflictIdOf(entry));
        if (conflict === undefined) return refuse({ code: "NOT_FOUND", what: "条入场冲突" });
        const parties = conflictParties(conflict, actor);
        const decided = decideAction(entryConflictWorkflow, { item: conflict, action: "WITHDRAW", parties, remark: reason, now, lastChange: undefined });
        if (!decided.ok) return decided;
        const settled = settledConflict(conflict, { action: "WITHDRAW", remark: reason ?? "入场已撤销", at: now, byName: actor.name });
        const next = changeEntry(booking, {
          entry,
          state: "UNDONE",
          to: booking.status,
          eventType: "BOOKING_ENTRY_UNDONE",
          now,
          byName: actor.name,
          remark: reason,
        });
        return ok({
          writes: [bookingWrite(booking, next.booking), { kind: "put", tag: ENTRY_CONFLICT_TAG, item: settled, condition: versionIs(conflict.version) }],
          events: [next.event],
          answer: toBookingDetail(next.booking, actor, now, codes),
        });
      }

      const action = undoActionOf(booking);
      const decided = decideAction(bookingWorkflowOf(booking), {
        item: booking,
        action,
        parties: bookingParties(booking, actor),
        remark: reason,
        now,
        lastChange: lastChangeShown(booking, actor),
      });
      if (!decided.ok) return decided;
      const { to, remark } = decided.value;
      const leaves = to === "CANCELLED";
      const next = changeEntry(booking, {
        entry,
        state: "UNDONE",
        to,
        eventType: "BOOKING_ENTRY_UNDONE",
        now,
        byName: actor.name,
        remark,
        ...(leaves ? { statusReason: "现场登记已撤销" } : {}),
      });
      return ok({
        writes: [bookingWrite(booking, next.booking), ...(leaves ? [freePlaces({ pk: booking.slotPk, sk: booking.slotSk }, booking.heads)] : [])],
        events: [next.event],
        answer: toBookingDetail(next.booking, actor, now, codes),
      });
    },
  });
}

const bookingWrite = (before: BookingItem, item: BookingItem): Write => ({ kind: "put", tag: BOOKING_TAG, item, condition: versionIs(before.version) });

/** Of the table's three ways the one that fits: others stay inside, nobody does, or nobody does who had booked. */
function undoActionOf(booking: BookingItem): Extract<BookingAction, "UNDO_ENTRY" | "UNDO_LAST_ENTRY" | "UNDO_WALK_IN"> {
  if (booking.entries.filter((entry) => entry.state === "COUNTED").length > 1) return "UNDO_ENTRY";
  return booking.means === "WALK_IN" ? "UNDO_WALK_IN" : "UNDO_LAST_ENTRY";
}

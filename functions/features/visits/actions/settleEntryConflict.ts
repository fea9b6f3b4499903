import { decideAction } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { instantLabel } from "@app/contract/kernel/time";
import type { BookingStatus } from "@app/contract/visits/booking.schema";
import { bookingWorkflowOf } from "@app/contract/visits/booking.workflow";
import type { EntryConflict, SettleEntryConflict } from "@app/contract/visits/entryConflict.schema";
import { ENTRY_CONFLICT_DECISION_LABELS, entryConflictWorkflow } from "@app/contract/visits/entryConflict.workflow";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { changeEntry, entryOf } from "../bookingEntries";
import { BOOKING_TAG, getBookingItem, type BookingItem } from "../bookingRepository";
import { ENTRY_CONFLICT_TAG, getEntryConflict, settledConflict, type EntryConflictItem } from "../entryConflictRepository";
import { conflictParties, toEntryConflict } from "../entryConflictView";
import type { VisitDeps } from "../visitDeps";

/**
 * A supervisor decides what two gates without network could not know (promise F2). Counting both adds the heads as a correction with its reason (promise F7); counting once
 * leaves the figures as they are. Either way the conflict, the booking and the correction are one transaction.
 */
export async function settleEntryConflict(
  deps: Pick<VisitDeps, "engine">,
  input: { actor: Actor; conflictId: string; command: SettleEntryConflict },
): Promise<Result<EntryConflict, VisitRefusal | KernelRefusal>> {
  const { engine } = deps;
  const { actor, command } = input;
  return runCommand<EntryConflict, VisitRefusal | KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "settleEntryConflict",
    asked: [input.conflictId, command.decision, command.remark],
    decide: async ({ now }) => {
      const conflict = await getEntryConflict(engine.store, input.conflictId);
      if (conflict === undefined || !mayAt(actor, "checkIns.read", conflict.orgPath)) return refuse({ code: "NOT_FOUND", what: "条入场冲突" });
      const booking = await getBookingItem(engine.store, conflict.bookingId);
      const entry = booking === undefined ? undefined : entryOf(booking, conflict.entryId);
      if (booking === undefined || entry === undefined) return refuse({ code: "NOT_FOUND", what: "张预约单" });
      const decided = decideAction(entryConflictWorkflow, {
        item: conflict,
        action: command.decision,
        parties: conflictParties(conflict, actor),
        remark: command.remark,
        now,
        lastChange: lastSettlement(conflict),
      });
      if (!decided.ok) return decided;
      const counts = command.decision === "COUNT_BOTH";
      const next = changeEntry(booking, {
        entry,
        state: counts ? "COUNTED" : "REJECTED",
        to: counts ? statusWithOneInside(booking) : booking.status,
        eventType: "BOOKING_ENTRY_SETTLED",
        now,
        byName: actor.name,
        remark: `${ENTRY_CONFLICT_DECISION_LABELS[conflict.kind][command.decision]}：${command.remark}`,
      });
      const settled = settledConflict(conflict, { action: command.decision, remark: command.remark, at: now, byName: actor.name });
      return ok({
        writes: [
          { kind: "put", tag: BOOKING_TAG, item: next.booking, condition: versionIs(booking.version) },
          { kind: "put", tag: ENTRY_CONFLICT_TAG, item: settled, condition: versionIs(conflict.version) },
        ],
        events: [next.event],
        answer: toEntryConflict(settled, next.booking, actor, now),
      });
    },
  });
}

/** Where the booking's own table puts a party of whom somebody is inside; a booking that ended otherwise keeps its end. */
function statusWithOneInside(booking: BookingItem): BookingStatus {
  const rows = bookingWorkflowOf(booking).table[booking.status];
  return (rows.CHECK_IN ?? rows.RECORD_LATE_ENTRY)?.to ?? booking.status;
}

function lastSettlement({ settled, kind }: EntryConflictItem): string | undefined {
  return settled === undefined ? undefined : `${settled.byName} ${instantLabel(settled.at)} ${ENTRY_CONFLICT_DECISION_LABELS[kind][settled.action]}`;
}

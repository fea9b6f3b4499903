import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { maskName } from "@app/contract/kernel/mask";
import { instantLabel, type Instant } from "@app/contract/kernel/time";
import { ENTRY_CONFLICT_KIND_LABELS, ENTRY_CONFLICT_STATUS_LABELS, type EntryConflict } from "@app/contract/visits/entryConflict.schema";
import { ENTRY_CONFLICT_DECISION_LABELS, entryConflictWorkflow, type EntryConflictParty } from "@app/contract/visits/entryConflict.workflow";
import { BOOKING_STATUS_LABELS } from "@app/contract/visits/booking.schema";
import { entryOf, toBookingEntry } from "./bookingEntries";
import type { BookingItem, StoredEntry } from "./bookingRepository";
import type { EntryConflictItem } from "./entryConflictRepository";

export function conflictParties(conflict: Pick<EntryConflictItem, "orgPath">, actor: Actor): EntryConflictParty[] {
  const parties: EntryConflictParty[] = [];
  if (mayAt(actor, "checkIns.record", conflict.orgPath)) parties.push("GATE");
  if (mayAt(actor, "checkIns.supervise", conflict.orgPath)) parties.push("SUPERVISOR");
  return parties;
}

/** The card: both times, gates and operators (promise F2). Names of visitors are open to whoever receives them, masked to everybody else. */
export function toEntryConflict(conflict: EntryConflictItem, booking: BookingItem, actor: Actor, now: Instant): EntryConflict {
  const later = entryOf(booking, conflict.entryId);
  if (later === undefined) throw new Error(`conflict ${conflict.conflictId} is about no entry of booking ${booking.bookingId}`);
  const atGate = mayAt(actor, "checkIns.record", conflict.orgPath);
  // The earlier entry as it is now: it may have been taken back since.
  const earlier = conflict.earlier === undefined ? undefined : (entryOf(booking, conflict.earlier.entryId) ?? conflict.earlier);
  const shown = (entry: StoredEntry): StoredEntry => (atGate || entry.means !== "POSTER" ? entry : { ...entry, byName: maskName(entry.byName) });
  const labels = ENTRY_CONFLICT_DECISION_LABELS[conflict.kind];
  const decisions = availableActions(entryConflictWorkflow, conflict, conflictParties(conflict, actor), now);
  return {
    conflictId: conflict.conflictId,
    kind: conflict.kind,
    kindLabel: ENTRY_CONFLICT_KIND_LABELS[conflict.kind],
    status: conflict.status,
    statusLabel: ENTRY_CONFLICT_STATUS_LABELS[conflict.status],
    facilityId: conflict.facilityId,
    facilityName: booking.facilityName,
    cityCode: conflict.cityCode,
    bookingId: conflict.bookingId,
    bookingNumber: conflict.bookingId.slice(-8),
    ...(booking.team === undefined ? {} : { teamName: booking.team.teamName }),
    contactName: atGate ? booking.contactName : maskName(booking.contactName),
    date: conflict.date,
    periodLabel: booking.periodLabel,
    heads: booking.heads,
    headsEntered: booking.headsEntered,
    reason: conflict.reason,
    sentence: conflictSentence(conflict, booking, earlier === undefined ? undefined : shown(earlier), shown(later)),
    ...(earlier === undefined ? {} : { earlier: toBookingEntry(shown(earlier)) }),
    later: toBookingEntry(shown(later)),
    openedAt: conflict.openedAt,
    ...(conflict.settled === undefined ? {} : { settled: { ...conflict.settled, label: labels[conflict.settled.action] } }),
    // Taking back is done at the entry, not on the card.
    availableActions: decisions.flatMap(({ action }) => (action === "WITHDRAW" ? [] : [{ action, label: labels[action] }])),
  };
}

function conflictSentence(conflict: EntryConflictItem, booking: BookingItem, earlier: StoredEntry | undefined, later: StoredEntry): string {
  const of = (entry: StoredEntry): string => `${instantLabel(entry.scannedAt)} ${entry.gateName} ${entry.byName}`;
  if (conflict.kind === "REVOKED") {
    return `${of(later)} 断网时放行 ${later.heads} 人，但这条预约是「${BOOKING_STATUS_LABELS[booking.status]}」。请核实是否有人入场，再决定是否计入。`;
  }
  const before = earlier === undefined ? "" : `${of(earlier)} 已入场 ${earlier.heads} 人；`;
  return `${before}${of(later)} 断网时又放行 ${later.heads} 人，超过预约的 ${booking.heads} 人。请核实是同一批人还是多来了人。`;
}

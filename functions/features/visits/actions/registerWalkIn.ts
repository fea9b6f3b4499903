import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import type { EntryId } from "@app/contract/visits/bookingEntry.schema";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import { FACILITY_STATUS_LABELS } from "@app/contract/visits/facility.schema";
import type { RegisterWalkIn } from "@app/contract/visits/gate.schema";
import type { VisitRefusal } from "@app/contract/visits/visits.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent } from "../../../engines/store/storePort";
import { entryEvent } from "../bookingEntries";
import { BOOKING_TAG, bookingItem, bookingNumberWrite, visitOf, walkInPersonId, type BookingItem, type StoredEntry } from "../bookingRepository";
import { toBookingDetail } from "../bookingView";
import { facilityKey, type FacilityItem } from "../facilityRepository";
import { slotKeyOfId, takePlaces, type SlotItem } from "../slotRepository";
import type { VisitDeps } from "../visitDeps";
import { DEFAULT_GATE_NAME } from "./inspectCode";

/**
 * 现场登记: somebody without a booking is let in by today's slot. The places are taken under the same condition as everybody's; the booking is there and inside at once, and
 * belongs to nobody whom the product knows.
 */
export async function registerWalkIn(
  deps: Pick<VisitDeps, "engine" | "codes">,
  input: { actor: Actor; facilityId: string; command: RegisterWalkIn },
): Promise<Result<BookingDetail, VisitRefusal | KernelRefusal>> {
  const { engine, codes } = deps;
  const { actor, command } = input;
  const slotKey = slotKeyOfId(command.slotId);
  const facilityAt = facilityKey(input.facilityId);
  return runCommand<BookingDetail, VisitRefusal | KernelRefusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "registerWalkIn",
    asked: [input.facilityId, command],
    decide: async ({ now, newId }) => {
      // Another facility's slot is no slot of this gate.
      if (slotKey === undefined || slotKey.pk !== facilityAt.pk) return refuse({ code: "NOT_FOUND", what: "个场次" });
      const [facilityFound, slotFound] = await engine.store.getMany([facilityAt, slotKey]);
      const facility = facilityFound as FacilityItem | undefined;
      const slot = slotFound as SlotItem | undefined;
      if (facility === undefined || !mayAt(actor, "checkIns.record", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
      if (slot === undefined) return refuse({ code: "NOT_FOUND", what: "个场次" });
      const refusal = walkInRefusal(facility, slot, command.heads, now);
      if (refusal !== undefined) return refuse(refusal);

      const bookingId = newId() as BookingId;
      const entry: StoredEntry = {
        entryId: command.requestId as string as EntryId,
        heads: command.heads,
        scannedAt: now,
        receivedAt: now,
        offline: false,
        gateName: command.gateName === undefined || command.gateName === "" ? DEFAULT_GATE_NAME : command.gateName,
        deviceId: command.deviceId,
        byName: actor.name,
        means: "WALK_IN",
        state: "COUNTED",
      };
      const booking = walkInBooking({ bookingId, facility, slot, command, entry, now });
      return ok({
        writes: [{ kind: "put", tag: BOOKING_TAG, item: booking, condition: absent }, bookingNumberWrite(booking), takePlaces(slotKey, command.heads)],
        events: [entryEvent(booking, { entry, heads: entry.heads, visits: 1, eventType: "BOOKING_CHECKED_IN" })],
        answer: toBookingDetail(booking, actor, now, codes),
      });
    },
  });
}

/** Read before the write only to find the right sentence; the condition on the places decides. The times for booking ahead do not bind who stands at the gate. */
function walkInRefusal(facility: FacilityItem, slot: SlotItem, heads: number, now: Instant): VisitRefusal | undefined {
  if (facility.status !== "OPEN") return { code: "FACILITY_NOT_OPEN", statusLabel: FACILITY_STATUS_LABELS[facility.status] };
  if (slot.date !== localDateOf(now)) return { code: "WALK_IN_NOT_TODAY" };
  const closedReason = slot["closedReason"];
  if (slot.status === "CLOSED") return { code: "SLOT_CLOSED", reason: typeof closedReason === "string" ? closedReason : undefined };
  if (!slot.kinds.includes("FAMILY")) return { code: "PARTY_KIND_NOT_RECEIVED", kindLabel: BOOKING_KIND_LABELS.FAMILY };
  return heads > slot.headsLeft ? { code: "SLOT_FULL", headsLeft: Math.max(0, slot.headsLeft) } : undefined;
}

function walkInBooking(of: {
  bookingId: BookingId;
  facility: FacilityItem;
  slot: SlotItem;
  command: RegisterWalkIn;
  entry: StoredEntry;
  now: Instant;
}): BookingItem {
  const { bookingId, command, entry, now } = of;
  return bookingItem({
    bookingId,
    kind: "FAMILY",
    means: "WALK_IN",
    personId: walkInPersonId(bookingId),
    ...visitOf(of.facility, of.slot),
    heads: command.heads,
    headsEntered: command.heads,
    entries: [entry],
    contactName: command.contactName,
    contactPhone: command.contactPhone ?? "",
    status: "CHECKED_IN",
    submittedAt: now,
    handleBy: now,
    history: [{ eventType: "BOOKING_CHECKED_IN", at: now, byName: entry.byName, heads: entry.heads, gateName: entry.gateName }],
    version: 1,
  });
}

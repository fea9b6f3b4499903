import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type LocalDate } from "@app/contract/kernel/time";
import { BOOKING_STATUSES } from "@app/contract/visits/booking.schema";
import type { GatePack, GateParty, GateRevocation } from "@app/contract/visits/gate.schema";
import type { CodePort } from "../../../engines/codes/codePort";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { toBookingEntry } from "../bookingEntries";
import { listDayBookings, type BookingItem } from "../bookingRepository";
import { getFacilityItem } from "../facilityRepository";
import { closedReasonOf, statusReason } from "../scanDecision";
import { listSlotItems } from "../slotRepository";

/**
 * What a phone at the gate takes along to work without network (promises M6, F3): the key that verifies codes, the day's parties with their entries so far, and the bookings
 * of that day whose codes must not open the gate any more. One day of one facility, never more than a few hundred parties.
 */
export async function getGatePack(
  deps: { readonly store: Store; readonly clock: Clock; readonly codes: CodePort },
  actor: Actor,
  facilityId: string,
  asked: LocalDate | undefined,
): Promise<Result<GatePack, KernelRefusal>> {
  const facility = await getFacilityItem(deps.store, facilityId);
  if (facility === undefined || !mayAt(actor, "checkIns.record", facility.orgPath)) return refuse({ code: "NOT_FOUND", what: "家开放单位" });
  const now = deps.clock.now();
  const date = asked ?? localDateOf(now);
  const [bookings, slots] = await Promise.all([
    listDayBookings(deps.store, facilityId, date, BOOKING_STATUSES),
    listSlotItems(deps.store, facilityId, date, date),
  ]);
  // Closing cancels one booking after the other; until its turn has come a booking still looks confirmed (promise M5).
  const closedReasons = new Map(slots.filter((slot) => slot.status === "CLOSED").map((slot) => [slot.sk, slot["closedReason"]]));
  const parties: GateParty[] = [];
  const revoked: GateRevocation[] = [];
  for (const booking of bookings) {
    const closing = booking.status === "CONFIRMED" && closedReasons.has(booking.slotSk);
    const reason = closing ? "CANCELLED" : statusReason(booking.status);
    if (reason === undefined) {
      parties.push(toGateParty(booking));
      continue;
    }
    const closedReason = closing ? closedReasons.get(booking.slotSk) : closedReasonOf(booking);
    revoked.push({ bookingId: booking.bookingId, reason, ...(typeof closedReason === "string" ? { closedReason } : {}) });
  }
  return ok({
    facilityId: facility.facilityId,
    facilityName: facility.name,
    date,
    serverNow: now,
    publicKey: deps.codes.publicKeyBase64Url,
    parties,
    revoked,
    asOf: now,
  });
}

function toGateParty(booking: BookingItem): GateParty {
  return {
    bookingId: booking.bookingId,
    bookingNumber: booking.bookingId.slice(-8),
    kind: booking.kind,
    ...(booking.team === undefined ? {} : { teamName: booking.team.teamName }),
    contactName: booking.contactName,
    phoneTail: booking.contactPhone.slice(-4),
    heads: booking.heads,
    headsEntered: booking.headsEntered,
    periodLabel: booking.periodLabel,
    startsAt: booking.startsAt,
    status: booking.status,
    entries: booking.entries.map(toBookingEntry),
  };
}

import { addDays, localDateOf, type Instant } from "@app/contract/kernel/time";
import { ATTENTION_DAYS_AHEAD } from "@app/contract/visits/attention.schema";
import { BOOKING_GROUP_STATUSES } from "@app/contract/visits/booking.schema";
import { BOOKING_KINDS } from "@app/contract/visits/bookingKind.schema";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import type { StoredItem } from "../../../engines/store/storePort";
import { attentionKey, attentionOf, isStillAhead, listAttention } from "../attentionRepository";
import { listBookingItems, type BookingItem } from "../bookingRepository";
import { brokenReasons } from "../brokenBookings";
import { getFacilityItem, type FacilityItem } from "../facilityRepository";
import type { SlotItem } from "../slotRepository";
import { sweepDone, sweepGoesOn, type SweepItem } from "../sweepRepository";
import type { VisitDeps } from "../visitDeps";
import { bookedHeadsOf, flagBooking } from "./flagBooking";
import { openFromTemplates } from "./openFromTemplates";

/** Looked at in one look of the sweep; the rest follows at the next one, so that a full facility holds up nothing else. */
export const SWEPT_AT_ONCE = 100;

/** Where a round stands: first what its templates plan and the list of those flagged before, then the live bookings of the coming days. */
const LISTED = "listed ";
const LIVE = "live ";

/**
 * One look of a facility's round (promise M11). What it finds it writes booking by booking, each in its own transaction; where it stands is kept, so a stop in
 * the middle resumes, and a change in the middle begins anew.
 */
export async function sweepFacility(deps: Pick<VisitDeps, "engine">, item: StoredItem): Promise<void> {
  const { engine } = deps;
  const sweep = item as SweepItem;
  const now = engine.clock.now();
  const facility = await getFacilityItem(engine.store, sweep.facilityId);
  if (facility === undefined) {
    await engine.store.transact([sweepDone(sweep, now)]);
    return;
  }
  if (sweep.cursor === undefined) await openFromTemplates(engine, sweep.facilityId);
  const cursor = sweep.cursor?.startsWith(LIVE) === true ? await lookAtLive(engine, facility, sweep, now) : await tidyList(engine, sweep, now);
  // Lost against a change: its own entry makes the next look begin anew.
  await engine.store.transact([cursor === undefined ? sweepDone(sweep, now) : sweepGoesOn(sweep, cursor, now)]);
}

const after = (sweep: SweepItem, part: string): string | undefined => sweep.cursor?.slice(part.length) || undefined;

/** Takes from the list what ended by a way that did not know of it, and what lies in the past. */
async function tidyList(engine: CommandEngine, sweep: SweepItem, now: Instant): Promise<string> {
  const page = await listAttention(engine.store, { facilityIds: [sweep.facilityId] }, { limit: SWEPT_AT_ONCE, cursor: after(sweep, LISTED) });
  if (page === "CURSOR_INVALID") return LIVE;
  const ahead = new Set(page.items.filter((booking) => isStillAhead(booking, now)).map((booking) => booking.bookingId as string));
  const gone = page.listed.filter((listed) => !ahead.has(listed.bookingId));
  if (gone.length > 0) {
    await engine.store.transact(gone.map((listed) => ({ kind: "delete", tag: `attention ${listed.bookingId}`, key: attentionKey(listed.bookingId) }) as const));
  }
  return page.next === undefined ? LIVE : `${LISTED}${page.next}`;
}

/** Undefined when the last of them was looked at. */
async function lookAtLive(engine: CommandEngine, facility: FacilityItem, sweep: SweepItem, now: Instant): Promise<string | undefined> {
  const today = localDateOf(now);
  const page = await listBookingItems(
    engine.store,
    { facilityIds: [facility.facilityId] },
    { kinds: BOOKING_KINDS, statuses: BOOKING_GROUP_STATUSES.UPCOMING },
    { from: today, to: addDays(today, ATTENTION_DAYS_AHEAD) },
    { order: "ascending", limit: SWEPT_AT_ONCE, cursor: after(sweep, LIVE) },
  );
  if (page === "CURSOR_INVALID") return undefined;
  const failures: unknown[] = [];
  for (const booking of await changedOf(engine, facility, page.items, now)) {
    try {
      const flagged = await flagBooking(engine, booking.bookingId);
      if (!flagged.ok) failures.push(new Error(`booking ${booking.bookingId} could not be flagged: ${flagged.refusal.code}`));
    } catch (error) {
      failures.push(error);
    }
  }
  // The look stays due: one booking that fails must not keep the others unflagged, nor be passed over.
  if (failures.length > 0) throw failures[0];
  return page.next === undefined ? undefined : `${LIVE}${page.next}`;
}

/** Those whose flags differ from what is true now; a few reads for the whole page, so that a quiet night costs no writes. */
async function changedOf(engine: CommandEngine, facility: FacilityItem, bookings: readonly BookingItem[], now: Instant): Promise<BookingItem[]> {
  const keys = [...new Map(bookings.map((booking) => [booking.slotSk, { pk: booking.slotPk, sk: booking.slotSk }])).values()];
  const slots = keys.length === 0 ? [] : ((await engine.store.getMany(keys)) as readonly (SlotItem | undefined)[]);
  const bySk = new Map<string, { readonly slot: SlotItem; readonly bookedHeads: number }>();
  for (const slot of slots) if (slot !== undefined) bySk.set(slot.sk, { slot, bookedHeads: await bookedHeadsOf(engine, slot) });
  return bookings.filter((booking) => {
    const found = bySk.get(booking.slotSk);
    return found !== undefined && brokenReasons({ booking, facility, ...found, now }).join() !== attentionOf(booking, now).join();
  });
}

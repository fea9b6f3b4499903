import { addDays, addMs, instantAt, localDateOf, type Instant, type TimeOfDay } from "@app/contract/kernel/time";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import { and, equals, exists, type ItemKey, type StoredItem, type Write } from "../../engines/store/storePort";

/**
 * A facility's own round: it opens what its templates plan and looks for bookings that later changes broke (promise M11). Every facility has one, due every
 * night and right after each change.
 *
 * | pattern | asked by | index | partition / sort | order | bound |
 * | AP-W1 a facility's round | commands, sweep | primary | FACILITY#id / SWEEP | – | 1 |
 * | AP-W2 rounds that are due | sweep | index4 | DUE#FACILITY_SWEEP / moment | oldest first | page |
 */
export interface SweepItem extends StoredItem {
  readonly facilityId: string;
  /** Counts the changes, so that a round which one overtakes begins anew. */
  readonly asked: number;
  readonly changedAt: Instant;
  /** How far the round is; absent at its beginning. */
  readonly cursor?: string;
}

export const SWEEP_DEADLINE = "FACILITY_SWEEP";
export const SWEEP_TAG = "facility sweep";
const NIGHTLY_AT = "02:00" as TimeOfDay;
/**
 * A booking that read the old rule may commit right after the change, and an index may lag behind it for a moment (as in `closeOutSlot`): a second round that
 * long after the change finds it.
 */
export const SWEEP_FOR_SURE_MS = 10_000;

export const sweepKey = (facilityId: string): ItemKey => ({ pk: `FACILITY#${facilityId}`, sk: "SWEEP" });

/** The round of a facility that is stored whole, as the demonstration's are. */
export function firstSweep(facilityId: string, now: Instant): SweepItem {
  return { ...sweepKey(facilityId), facilityId, asked: 0, changedAt: now, index4: deadlineEntry(SWEEP_DEADLINE, nextNight(now), facilityId) };
}

/** Something changed: look at once, from the beginning. Creates the round where there was none. */
export function lookSoon(facilityId: string, now: Instant): Write {
  return {
    kind: "update",
    tag: SWEEP_TAG,
    key: sweepKey(facilityId),
    set: { facilityId, changedAt: now, index4: deadlineEntry(SWEEP_DEADLINE, now, facilityId) },
    add: { asked: 1 },
    remove: ["cursor"],
  };
}

/** The round goes on from here at the next look, unless a change came in between. */
export function sweepGoesOn(sweep: SweepItem, cursor: string, now: Instant): Write {
  return {
    kind: "update",
    tag: SWEEP_TAG,
    key: sweepKey(sweep.facilityId),
    set: { cursor, index4: deadlineEntry(SWEEP_DEADLINE, now, sweep.facilityId) },
    condition: and(exists, equals("asked", sweep.asked)),
  };
}

/** The round is over: again for sure after a change, else at night. */
export function sweepDone(sweep: SweepItem, now: Instant): Write {
  const sureAt = addMs(sweep.changedAt, SWEEP_FOR_SURE_MS);
  return {
    kind: "update",
    tag: SWEEP_TAG,
    key: sweepKey(sweep.facilityId),
    set: { index4: deadlineEntry(SWEEP_DEADLINE, now < sureAt ? sureAt : nextNight(now), sweep.facilityId) },
    remove: ["cursor"],
    condition: and(exists, equals("asked", sweep.asked)),
  };
}

/** The next 02:00 after `now`. */
export function nextNight(now: Instant): Instant {
  const today = instantAt(localDateOf(now), NIGHTLY_AT);
  return now < today ? today : instantAt(addDays(localDateOf(now), 1), NIGHTLY_AT);
}

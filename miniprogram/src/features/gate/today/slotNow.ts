import { instantAt, type Instant } from "@app/contract/kernel/time";
import type { Slot } from "@app/contract/visits/slot.schema";

type TimesOfSlot = Pick<Slot, "date" | "startsAt" | "endsAt">;

/** Of today's slots the one that runs, else the next, else the last: what somebody at the gate most likely means. */
export function slotNow<Candidate extends TimesOfSlot>(slots: readonly Candidate[], serverNow: Instant): Candidate | undefined {
  const inOrder = [...slots].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  return inOrder.find(({ date, endsAt }) => instantAt(date, endsAt) > serverNow) ?? inOrder.at(-1);
}

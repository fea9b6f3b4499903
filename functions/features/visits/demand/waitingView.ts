import { availableActions } from "@app/contract/engines/workflow";
import type { Instant } from "@app/contract/kernel/time";
import { WAITING_STATUS_LABELS, type WaitingDetail, type WaitingSummary } from "@app/contract/visits/waiting.schema";
import { WAITING_WORKFLOW } from "@app/contract/visits/waiting.workflow";
import type { HoldItem } from "../holdRepository";
import { toSlot, type SlotItem } from "../slotRepository";
import { partiesAhead, type WaitingItem, type WaitingListItem } from "./waitingRepository";

/** Only ever shown to the person who waits. */
export function toWaitingSummary(waiting: WaitingItem, list: WaitingListItem | undefined, now: Instant): WaitingSummary {
  return {
    slotId: waiting.slotId,
    facilityId: waiting.facilityId,
    facilityName: waiting.facilityName,
    date: waiting.date,
    periodLabel: waiting.periodLabel,
    startsAt: waiting.startsAt,
    endsAt: waiting.endsAt,
    kind: waiting.kind,
    heads: waiting.heads,
    status: waiting.status,
    statusLabel: WAITING_STATUS_LABELS[waiting.status],
    joinedAt: waiting.joinedAt,
    ...(waiting.status === "WAITING" ? { partiesAhead: partiesAhead(list, waiting.queueId) } : {}),
    ...(waiting.offeredUntil === undefined ? {} : { offeredUntil: waiting.offeredUntil }),
    serverNow: now,
    ...(waiting.endedReason === undefined ? {} : { endedReason: waiting.endedReason }),
    availableActions: availableActions(WAITING_WORKFLOW, waiting, ["WAITER"], now).map(({ action, label }) => ({ action, label })),
  };
}

export function toWaitingDetail(
  waiting: WaitingItem,
  beside: { list: WaitingListItem | undefined; hold: HoldItem | undefined; slot: SlotItem | undefined },
  now: Instant,
): WaitingDetail {
  const { list, hold, slot } = beside;
  const stands = waiting.status === "OFFERED" && waiting.offeredUntil !== undefined && now < waiting.offeredUntil;
  return {
    ...toWaitingSummary(waiting, list, now),
    facilityAddress: waiting.facilityAddress,
    ...(stands && hold?.offer === true && slot !== undefined
      ? {
          offer: {
            holdId: hold.holdId,
            slotId: hold.slotId,
            heads: hold.heads,
            expiresAt: hold.expiresAt,
            serverNow: now,
            slot: toSlot(slot, now),
            facilityName: waiting.facilityName,
          },
        }
      : {}),
  };
}

import type { NewEvent } from "../../../engines/events/event";
import type { WaitingChanged } from "./payloads";
import { afterTheNight } from "./offerHours";
import { waitingPk, type WaitingItem } from "./waitingRepository";
import type { Instant } from "@app/contract/kernel/time";

/** The event of an entry's step; `waiting` is the entry after it. */
export function waitingEvent(eventType: string, waiting: WaitingItem, step: { now: Instant; wasWaiting: boolean; tell?: boolean }): NewEvent {
  const payload: WaitingChanged = {
    slotId: waiting.slotId,
    personId: waiting.personId,
    contactPhone: waiting.contactPhone,
    facilityId: waiting.facilityId,
    facilityName: waiting.facilityName,
    cityCode: waiting.cityCode,
    provinceCode: waiting.provinceCode,
    date: waiting.date,
    periodLabel: waiting.periodLabel,
    heads: waiting.heads,
    wasWaiting: step.wasWaiting,
    tell: step.tell ?? true,
    tellAt: afterTheNight(step.now),
    ...(waiting.offeredUntil === undefined ? {} : { offeredUntil: waiting.offeredUntil }),
    ...(waiting.endedReason === undefined ? {} : { reason: waiting.endedReason }),
  };
  return {
    eventType,
    caseKind: "waiting",
    caseId: `${waiting.slotId}#${waiting.personId}`,
    casePk: waitingPk(waiting.slotId, waiting.personId),
    sequence: waiting.version,
    payload,
  };
}

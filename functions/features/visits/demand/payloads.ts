import type { LocalDate } from "@app/contract/kernel/time";

/** Payload of WAITING_JOINED, WAITING_LEFT, WAITING_OFFERED, WAITING_ACCEPTED, WAITING_DECLINED, WAITING_LAPSED and WAITING_ENDED. */
export interface WaitingChanged {
  readonly [name: string]: string | number | boolean;
  readonly slotId: string;
  readonly personId: string;
  readonly contactPhone: string;
  readonly facilityId: string;
  readonly facilityName: string;
  readonly cityCode: string;
  readonly provinceCode: string;
  readonly date: string;
  readonly periodLabel: string;
  readonly heads: number;
  /** The party stood in the queue before this step. */
  readonly wasWaiting: boolean;
  /** False when the person knows without a message. */
  readonly tell: boolean;
  /** Not at night. WAITING_OFFERED also says `offeredUntil`, WAITING_ENDED a `reason`. */
  readonly tellAt: string;
}

/** What followers are told of an opening. */
export interface SlotsOpenedWords {
  readonly facilityId: string;
  readonly facilityName: string;
  readonly firstDate: LocalDate;
  readonly slotCount: number;
}

import { createHash } from "node:crypto";
import type { HoldId, SlotId } from "@app/contract/kernel/ids";
import type { Instant } from "@app/contract/kernel/time";
import { deadlineEntry } from "../../engines/deadlines/deadlines";
import { and, equals, versionIs, type Condition, type ItemKey, type StoredItem } from "../../engines/store/storePort";

/**
 * | pattern | asked by | index | partition / sort | bound |
 * | AP-H1 one hold | form, booking | primary | HOLD#id / STATE | 1 |
 * | AP-H2 holds that ran out | sweep | index4 | DUE#HOLD / expiry | page |
 */
export interface HoldItem extends StoredItem {
  readonly holdId: HoldId;
  readonly personId: string;
  readonly slotId: SlotId;
  readonly slotPk: string;
  readonly slotSk: string;
  readonly heads: number;
  readonly expiresAt: Instant;
  /** Places offered from the waiting list. They end by the offer's own deadline, and leaving the form does not give them away. */
  readonly offer?: true;
  readonly version: number;
}

export const HOLD_DEADLINE = "HOLD";
export const HOLD_TAG = "hold";

/** A person has one hold a slot, so its id follows from both; nobody else can guess a hold into being. */
export function holdIdOf(personId: string, slotId: string): HoldId {
  return `h${createHash("sha256").update(`${personId}|${slotId}`).digest("base64url").slice(0, 27)}` as HoldId;
}

export const holdKey = (holdId: string): ItemKey => ({ pk: `HOLD#${holdId}`, sk: "STATE" });

/**
 * The hold is still the one that was read. Its version alone does not say so: a hold that ended and began anew in the meantime counts from 1 again, and with
 * other heads its end would free places that it never took.
 */
export function isStillHold(hold: HoldItem): Condition {
  return and(versionIs(hold.version), equals("expiresAt", hold.expiresAt), equals("heads", hold.heads));
}

export function holdItem(hold: {
  personId: string;
  slotId: SlotId;
  slot: ItemKey;
  heads: number;
  expiresAt: Instant;
  version: number;
  offer?: true;
}): HoldItem {
  const holdId = holdIdOf(hold.personId, hold.slotId);
  return {
    ...holdKey(holdId),
    ...(hold.offer === true ? { offer: true as const } : { index4: deadlineEntry(HOLD_DEADLINE, hold.expiresAt, holdId) }),
    holdId,
    personId: hold.personId,
    slotId: hold.slotId,
    slotPk: hold.slot.pk,
    slotSk: hold.slot.sk,
    heads: hold.heads,
    expiresAt: hold.expiresAt,
    version: hold.version,
  };
}

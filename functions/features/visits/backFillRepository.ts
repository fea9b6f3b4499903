import type { LocalDate } from "@app/contract/kernel/time";
import type { SlotPeriod } from "@app/contract/visits/slot.schema";
import { absent, type ItemKey, type StoredItem, type Write } from "../../engines/store/storePort";
import { comparable } from "./textMatch";

/**
 * Which visit a back-fill is about: the uniqueness guard for "a team that came once is filed once". It lives as long as the back-fill stands.
 *
 * | AP-BF1 · the back-fill of a team's half-day · back-fill, discard · primary · BACK_FILLS#facility / date#period#team · 1 |
 */
export interface BackFillGuardItem extends StoredItem {
  readonly bookingId: string;
}

export const BACK_FILL_TAG = "back-fill";

export function backFillKey(of: { facilityId: string; date: LocalDate; period: SlotPeriod; teamName: string }): ItemKey {
  // A name of signs alone is compared as it stands.
  return { pk: `BACK_FILLS#${of.facilityId}`, sk: `${of.date}#${of.period}#${comparable(of.teamName) || of.teamName}` };
}

export const takeBackFill = (key: ItemKey, bookingId: string): Write => ({
  kind: "put",
  tag: BACK_FILL_TAG,
  item: { ...key, bookingId } satisfies BackFillGuardItem,
  condition: absent,
});
export const freeBackFill = (key: ItemKey): Write => ({ kind: "delete", tag: BACK_FILL_TAG, key });

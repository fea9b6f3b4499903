import type { Store } from "../../../engines/store/storePort";
import { getBookingItem } from "../bookingRepository";

const BOOKING_CASE = "booking#";

/** Whether the case that a file belongs to, `<caseKind>#<caseId>`, is a booking kept as evidence. */
export async function isRetentionHeld(store: Store, caseOfFile: string): Promise<boolean> {
  if (!caseOfFile.startsWith(BOOKING_CASE)) return false;
  return (await getBookingItem(store, caseOfFile.slice(BOOKING_CASE.length)))?.retentionHold !== undefined;
}

import type { Store } from "../../../engines/store/storePort";
import { getBookingItem } from "../bookingRepository";

/** A visit's own pictures, and those of its rating, which has its number. */
const CASES_OF_A_BOOKING = ["booking#", "rating#"];

/** Whether the case that a file belongs to, `<caseKind>#<caseId>`, is of a booking kept as evidence. */
export async function isRetentionHeld(store: Store, caseOfFile: string): Promise<boolean> {
  const prefix = CASES_OF_A_BOOKING.find((each) => caseOfFile.startsWith(each));
  if (prefix === undefined) return false;
  return (await getBookingItem(store, caseOfFile.slice(prefix.length)))?.retentionHold !== undefined;
}

import { join } from "node:path";
import { WORKING_CALENDAR } from "@app/contract/engines/workingCalendar.data";
import { localDateOf } from "@app/contract/kernel/time";
import { BOOKING_TAG, bookingItem, getBookingItem, stateOf } from "../../features/visits/bookingRepository";
import { reportBy } from "../../features/visits/reportDeadlines";
import { systemClock } from "../../platform/clock/systemClock";
import { openSqliteStore } from "../../platform/store/sqlite/sqliteStore";

/**
 * As if the day of a confirmed team had come: nobody books for today, and a browser's product goes by the real clock. The record is moved to today in the product's
 * own store, with what its day decides; who booked, who confirmed and when stays as it happened.
 */
export async function bringVisitToToday(stateFolder: string, bookingId: string): Promise<void> {
  const store = openSqliteStore({ path: join(stateFolder, "civic-green.sqlite") });
  try {
    const booking = await getBookingItem(store, bookingId);
    if (booking === undefined) throw new Error(`no booking ${bookingId}`);
    const now = systemClock.now();
    const date = localDateOf(now);
    // Reminders of days that were skipped are not sent late.
    const reminded = { remindAt: undefined, reportRemindedAt: now, reportBy: reportBy(date, WORKING_CALENDAR) };
    await store.transact([{ kind: "put", tag: BOOKING_TAG, item: bookingItem({ ...stateOf(booking), date, ...reminded }) }]);
  } finally {
    await store.close();
  }
}

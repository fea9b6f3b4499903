import { DAY_MS } from "@app/contract/kernel/time";
import type { RetainedRecords } from "../../../engines/retention/sweepRetained";
import { ASKED_BY_PERSON } from "../../../engines/retention/tombstones";
import type { Store } from "../../../engines/store/storePort";
import { isDisputed } from "../bookingEntries";
import { getBookingItem, type BookingItem } from "../bookingRepository";
import { getNoShowItem } from "../noShows/noShowRepository";
import { forgetPersonInBooking } from "./forgetPersonInBooking";

/** Whoever has still to answer an appeal or a disputed entry must know whom it is about. */
const OPEN_LOOKED_AT_AGAIN_AFTER_MS = 30 * DAY_MS;

/** A facility and a day, with its year: what a booking is called for good once nobody's name is in it. */
export const nameOfVisit = ({ facilityName, date, periodLabel }: Pick<BookingItem, "facilityName" | "date" | "periodLabel">): string =>
  `${facilityName} ${date} ${periodLabel}`;

/** Bookings whose visit is long over: name, phone and words go as they do when their booker asks for it, and every figure stays as it was. */
export function retainedBookings(store: Store): RetainedRecords {
  return {
    kind: "BOOKING",
    async clear(listed, { now, because }) {
      const booking = await getBookingItem(store, (listed as BookingItem).bookingId);
      // Cleared or held since the list was read.
      if (booking === undefined || booking.index4?.sk !== listed.index4?.sk) return { kind: "NOTHING", writes: [] };
      const noShow = await getNoShowItem(store, booking.bookingId);
      if (noShow?.status === "APPEALED" || isDisputed(booking)) return { kind: "LATER", afterMs: OPEN_LOOKED_AT_AGAIN_AFTER_MS };
      const { bookingId, isForgetAsked } = booking;
      const writes = await forgetPersonInBooking(store, booking, { at: now, because: isForgetAsked === true ? ASKED_BY_PERSON : because });
      return { kind: "CLEAR", writes, caseId: bookingId, caseName: nameOfVisit(booking), ...(isForgetAsked === true ? { asked: "BY_PERSON" } : {}) };
    },
  };
}

import type { DeadlineHandler } from "../../engines/deadlines/deadlines";
import { closeOutSlot } from "./actions/closeOutSlot";
import { expireHold } from "./actions/releaseHold";
import { settleBookingDeadline } from "./actions/settleBookingDeadline";
import { sweepFacility } from "./actions/sweepFacility";
import { BOOKING_DEADLINE } from "./bookingRepository";
import { HOLD_DEADLINE } from "./holdRepository";
import { CLOSE_OUT_DEADLINE } from "./slotRepository";
import { SWEEP_DEADLINE } from "./sweepRepository";
import type { BookingDeps } from "./visitDeps";

/** What happens to visits by the clock alone. */
export function visitDeadlines(deps: BookingDeps): DeadlineHandler[] {
  return [
    { kind: HOLD_DEADLINE, settle: (item) => expireHold(deps.engine, item) },
    { kind: BOOKING_DEADLINE, settle: (item) => settleBookingDeadline(deps, item) },
    // Last: a closed day may have hundreds of bookings, and holds must be free on time meanwhile.
    { kind: CLOSE_OUT_DEADLINE, settle: (item) => closeOutSlot(deps, item) },
    { kind: SWEEP_DEADLINE, settle: (item) => sweepFacility(deps, item) },
  ];
}

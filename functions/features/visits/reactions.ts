import type { DeadlineHandler } from "../../engines/deadlines/deadlines";
import { expireHold } from "./actions/releaseHold";
import { settleBookingDeadline } from "./actions/settleBookingDeadline";
import { BOOKING_DEADLINE } from "./bookingRepository";
import { HOLD_DEADLINE } from "./holdRepository";
import type { VisitDeps } from "./visitDeps";

/** What happens to visits by the clock alone. */
export function visitDeadlines(deps: Pick<VisitDeps, "engine" | "codes">): DeadlineHandler[] {
  return [
    { kind: HOLD_DEADLINE, settle: (item) => expireHold(deps.engine, item) },
    { kind: BOOKING_DEADLINE, settle: (item) => settleBookingDeadline(deps, item) },
  ];
}

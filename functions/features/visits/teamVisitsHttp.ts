import type { teamVisitRoutes } from "@app/contract/visits/teamVisits.routes";
import type { DecideTeamVisit } from "@app/contract/visits/teamVisit.schema";
import type { BookingId } from "@app/contract/kernel/ids";
import type { Actor } from "@app/contract/kernel/actor";
import type { Handlers } from "../../engines/http/handler";
import { backFillTeamVisit } from "./actions/backFillTeamVisit";
import { bulkConfirm } from "./actions/bulkConfirm";
import { decideBooking, type DecidedAction } from "./actions/decideBooking";
import { reportTeamVisit } from "./actions/reportTeamVisit";
import { countBookings } from "./queries/countBookings";
import type { BookingDeps } from "./visitDeps";

export function teamVisitHandlers(deps: BookingDeps): Handlers<typeof teamVisitRoutes> {
  const decide =
    (action: DecidedAction) =>
    ({ input, actor }: { input: { params: { bookingId: BookingId }; body: DecideTeamVisit }; actor: Actor }) =>
      decideBooking(deps, { actor, ...input.params, action, requestId: input.body.requestId, remark: input.body.remark, version: input.body.version });
  return {
    reportTeamVisit: ({ input, actor }) => reportTeamVisit(deps, { actor, bookingId: input.params.bookingId, command: input.body }),
    backFillTeamVisit: ({ input, actor }) => backFillTeamVisit(deps, { actor, facilityId: input.params.facilityId, command: input.body }),
    markTeamAbsent: decide("MARK_ABSENT"),
    discardTeamVisit: decide("DISCARD"),
    auditTeamVisit: decide("AUDIT"),
    returnTeamVisit: decide("RETURN"),
    bulkConfirm: ({ input, actor }) => bulkConfirm(deps, { actor, command: input.body }),
    countBookings: ({ input, actor }) => countBookings(deps.engine, actor, input.query),
  };
}

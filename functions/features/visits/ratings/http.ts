import type { ratingRoutes } from "@app/contract/visits/ratings.routes";
import type { CommandEngine } from "../../../engines/commands/runCommand";
import type { Handlers } from "../../../engines/http/handler";
import { bulkPublishRatings, moderateRating } from "./moderateRating";
import { getMyRating, rateVisit } from "./rateVisit";
import { listFacilityRatings, listRatings } from "./ratingQueries";

export function ratingHandlers(engine: CommandEngine): Handlers<typeof ratingRoutes> {
  return {
    getMyRating: ({ input, actor }) => getMyRating(engine, actor, input.params.bookingId),
    rateVisit: ({ input, actor }) => rateVisit(engine, { actor, bookingId: input.params.bookingId, command: input.body }),
    listFacilityRatings: ({ input }) => listFacilityRatings(engine.store, input.params.facilityId, input.query),
    listRatings: ({ input, actor }) => listRatings(engine, actor, input.query),
    publishRating: ({ input, actor }) => moderateRating(engine, { actor, ...input.params, action: "PUBLISH", command: input.body }),
    hideRating: ({ input, actor }) => moderateRating(engine, { actor, ...input.params, action: "HIDE", command: input.body }),
    bulkPublishRatings: ({ input, actor }) => bulkPublishRatings(engine, { actor, command: input.body }),
  };
}

import type { ratingRoutes } from "@app/contract/visits/ratings.routes";
import type { Handlers } from "../../../engines/http/handler";
import { bulkPublishRatings, moderateRating } from "./moderateRating";
import type { RatingDeps } from "./ratingDeps";
import { answerWithPhotos } from "./ratingView";
import { getMyRating, rateVisit } from "./rateVisit";
import { listFacilityRatings, listRatings } from "./ratingQueries";

export function ratingHandlers({ engine, photos }: Pick<RatingDeps, "engine" | "photos">): Handlers<typeof ratingRoutes> {
  return {
    getMyRating: ({ input, actor }) => getMyRating(engine, photos, actor, input.params.bookingId),
    rateVisit: async ({ input, actor }) => answerWithPhotos(photos, await rateVisit(engine, { actor, bookingId: input.params.bookingId, command: input.body })),
    listFacilityRatings: ({ input }) => listFacilityRatings(engine.store, photos, input.params.facilityId, input.query),
    listRatings: ({ input, actor }) => listRatings({ engine, photos }, actor, input.query),
    publishRating: async ({ input, actor }) =>
      answerWithPhotos(photos, await moderateRating(engine, { actor, ...input.params, action: "PUBLISH", command: input.body })),
    hideRating: async ({ input, actor }) =>
      answerWithPhotos(photos, await moderateRating(engine, { actor, ...input.params, action: "HIDE", command: input.body })),
    bulkPublishRatings: ({ input, actor }) => bulkPublishRatings(engine, { actor, command: input.body }),
  };
}

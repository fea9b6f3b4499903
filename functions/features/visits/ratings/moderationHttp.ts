import type { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { ok, refuse } from "@app/contract/kernel/result";
import type { PersonId } from "@app/contract/kernel/ids";
import type { Handlers } from "../../../engines/http/handler";
import { banPerson } from "../../content/public";
import { getBookingItem } from "../bookingRepository";
import { getContent, listContent } from "./contentQueries";
import { bulkPublishRatings, moderatedRating, moderateRating } from "./moderateRating";
import { makeRatingPrivate } from "./rateVisit";
import type { RatingDeps } from "./ratingDeps";
import { listUnitRatings } from "./ratingQueries";
import { redactPhoto } from "./redactPhoto";
import { reportRating } from "./reportRating";
import { answerWithPhotos, familyNameOnly } from "./ratingView";

export function moderationHandlers(deps: RatingDeps): Handlers<typeof moderationRoutes> {
  const { engine, photos } = deps;
  return {
    listContent: ({ input, actor }) => listContent(deps, actor, input.query),
    getContent: ({ input, actor }) => getContent(deps, actor, input.params.bookingId),
    passContent: async ({ input, actor }) =>
      answerWithPhotos(photos, await moderateRating(engine, { actor, ...input.params, action: "PUBLISH", command: input.body })),
    hideContent: async ({ input, actor }) =>
      answerWithPhotos(photos, await moderateRating(engine, { actor, ...input.params, action: "HIDE", command: input.body })),
    bulkPassContent: ({ input, actor }) => bulkPublishRatings(engine, { actor, command: input.body }),
    redactPhoto: async ({ input, actor }) => answerWithPhotos(photos, await redactPhoto(deps, { actor, ...input.params, command: input.body })),
    banAuthor: async ({ input, actor }) => {
      const rating = await moderatedRating(engine.store, actor, input.params.bookingId, "content.moderate");
      if (rating === undefined) return refuse({ code: "NOT_FOUND", what: "条内容" });
      const phone = (await getBookingItem(engine.store, rating.bookingId))?.contactPhone ?? "";
      const author = {
        personId: rating.personId as PersonId,
        personName: familyNameOnly(rating.authorName),
        phone,
        orgPath: rating.orgPath,
        facilityName: rating.facilityName,
        madeFor: rating.bookingId,
      };
      return banPerson(engine, { actor, author, command: input.body });
    },
    listUnitRatings: ({ input, actor }) => listUnitRatings(deps, actor, input.query),
    makeRatingPrivate: async ({ input, actor }) =>
      answerWithPhotos(photos, await makeRatingPrivate(engine, { actor, bookingId: input.params.bookingId, requestId: input.body.requestId })),
    reportRating: async ({ input, actor }) => {
      const reported = await reportRating(engine, { actor, ...input.params, ...input.body });
      return reported.ok ? ok(reported.value) : reported;
    },
  };
}

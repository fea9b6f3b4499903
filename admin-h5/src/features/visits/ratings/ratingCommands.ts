import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import type { BulkPublishAnswer, Rating, RatingAction } from "@app/contract/visits/rating.schema";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { api } from "../../../platform/api";
import { sendIntended } from "../../../platform/sendIntended";

/** What a bureau does; rating is the visitor's, on the phone. */
export type ModeratorAction = Extract<RatingAction, "PUBLISH" | "HIDE">;
const ROUTES = { PUBLISH: ratingRoutes.publishRating, HIDE: ratingRoutes.hideRating } as const;
export const isModeratorAction = (action: string): action is ModeratorAction => action in ROUTES;

export function moderate(rating: Rating, action: ModeratorAction, remark?: string): Promise<Result<Rating, CallRefusal>> {
  const content = { version: rating.version, ...(remark === undefined ? {} : { remark }) };
  return sendIntended(`rating.${action}.${rating.bookingId}`, content, (requestId) =>
    api.call(ROUTES[action], { params: { bookingId: rating.bookingId }, body: { requestId, ...content } }),
  );
}

export function publishAll(ratings: readonly Rating[]): Promise<Result<BulkPublishAnswer, CallRefusal>> {
  const content = { items: ratings.map(({ bookingId, version }) => ({ bookingId, version })) };
  return sendIntended("bulkPublishRatings", content, (requestId) => api.call(ratingRoutes.bulkPublishRatings, { body: { requestId, ...content } }));
}

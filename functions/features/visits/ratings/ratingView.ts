import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import { RATING_STATUS_LABELS, type PublishedRating, type Rating } from "@app/contract/visits/rating.schema";
import { RATING_WORKFLOW, type RatingParty } from "@app/contract/visits/rating.workflow";
import type { RatingItem } from "./ratingRepository";

/** Who the actor is to this rating. */
export function ratingParties(rating: Pick<RatingItem, "personId" | "orgPath">, actor: Actor): RatingParty[] {
  const parties: RatingParty[] = [];
  if (isAuthor(rating, actor)) parties.push("AUTHOR");
  if (mayAt(actor, "ratings.moderate", rating.orgPath)) parties.push("BUREAU");
  return parties;
}

export function toRating(rating: RatingItem, actor: Actor, now: Instant): Rating {
  const { comment, hiddenReason } = rating;
  return {
    bookingId: rating.bookingId,
    bookingNumber: rating.bookingId.slice(-8),
    facilityId: rating.facilityId,
    facilityName: rating.facilityName,
    cityCode: rating.cityCode,
    cityName: rating.cityName,
    visitedOn: rating.visitedOn,
    kindLabel: BOOKING_KIND_LABELS[rating.kind],
    authorName: isAuthor(rating, actor) ? rating.authorName : familyNameOnly(rating.authorName),
    stars: rating.stars,
    ...(comment === "" ? {} : { comment }),
    status: rating.status,
    statusLabel: RATING_STATUS_LABELS[rating.status],
    ...(hiddenReason === undefined ? {} : { hiddenReason }),
    ratedAt: rating.ratedAt,
    version: rating.version,
    availableActions: availableActions(RATING_WORKFLOW, rating, ratingParties(rating, actor), now),
  };
}

export function toPublishedRating(rating: RatingItem): PublishedRating {
  return { authorName: familyNameOnly(rating.authorName), stars: rating.stars, comment: rating.comment, ratedOn: localDateOf(rating.ratedAt) };
}

/** 林**: the same for everybody, so that the length of a name tells nothing either. */
export function familyNameOnly(name: string): string {
  return `${[...name][0] ?? ""}**`;
}

const isAuthor = (rating: Pick<RatingItem, "personId">, actor: Actor): boolean => actor.personId !== undefined && actor.personId === rating.personId;

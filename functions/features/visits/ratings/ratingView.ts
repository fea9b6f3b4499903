import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { ok, type Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant } from "@app/contract/kernel/time";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import { RATING_STATUS_LABELS, type PublishedRating, type Rating } from "@app/contract/visits/rating.schema";
import { RATING_WORKFLOW, type RatingParty } from "@app/contract/visits/rating.workflow";
import type { AttachmentId } from "@app/contract/kernel/ids";
import type { PhotoLinks } from "../../attachments/public";
import { publicKeyOf, type RatingItem } from "./ratingRepository";

/** Who the actor is to this rating. */
export function ratingParties(rating: Pick<RatingItem, "personId" | "orgPath">, actor: Actor): RatingParty[] {
  const parties: RatingParty[] = [];
  if (isAuthor(rating, actor)) parties.push("AUTHOR");
  if (mayAt(actor, "ratings.moderate", rating.orgPath) || mayAt(actor, "content.moderate", rating.orgPath)) parties.push("BUREAU");
  return parties;
}

/** What a command's answer is kept as: the links of its pictures are made anew each time it is given. */
export type BareRating = Omit<Rating, "photos"> & { readonly photoIds: readonly AttachmentId[] };

export async function withPhotos(photos: PhotoLinks, { photoIds, ...rating }: BareRating): Promise<Rating> {
  return { ...rating, photos: await photos(photoIds) };
}

export async function answerWithPhotos<Refusal extends { readonly code: string }>(
  photos: PhotoLinks,
  answer: Result<BareRating, Refusal>,
): Promise<Result<Rating, Refusal>> {
  return answer.ok ? ok(await withPhotos(photos, answer.value)) : answer;
}

export function toBareRating(rating: RatingItem, actor: Actor, now: Instant): BareRating {
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
    photoIds: rating.photoIds ?? [],
    status: rating.status,
    statusLabel: RATING_STATUS_LABELS[rating.status],
    ...(hiddenReason === undefined ? {} : { hiddenReason }),
    ratedAt: rating.ratedAt,
    version: rating.version,
    availableActions: availableActions(RATING_WORKFLOW, rating, ratingParties(rating, actor), now),
  };
}

export async function toPublishedRating(photos: PhotoLinks, rating: RatingItem): Promise<PublishedRating> {
  return {
    ratingKey: publicKeyOf(rating),
    photos: await photos(rating.photoIds ?? []),
    authorName: familyNameOnly(rating.authorName),
    stars: rating.stars,
    comment: rating.comment,
    ratedOn: localDateOf(rating.ratedAt),
  };
}

/** 林**: the same for everybody, so that the length of a name tells nothing either. */
export function familyNameOnly(name: string): string {
  return `${[...name][0] ?? ""}**`;
}

const isAuthor = (rating: Pick<RatingItem, "personId">, actor: Actor): boolean => actor.personId !== undefined && actor.personId === rating.personId;

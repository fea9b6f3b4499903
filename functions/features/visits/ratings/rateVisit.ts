import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AttachmentId, BookingId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { BOOKING_STATUS_LABELS, type BookingStatus } from "@app/contract/visits/booking.schema";
import type { RatingRefusal } from "@app/contract/visits/rating.errors";
import { RATED_BOOKING_STATUSES, type MyRating, type RateVisit, type RatingAction, type RatingStatus } from "@app/contract/visits/rating.schema";
import { RATING_WORKFLOW } from "@app/contract/visits/rating.workflow";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { absent, versionIs, type Store } from "../../../engines/store/storePort";
import { claimAttachments, releaseAttachments, type PhotoLinks } from "../../attachments/public";
import { refuseIfBanned } from "../../content/public";
import { getBookingItem, type BookingItem } from "../bookingRepository";
import { changedRating, checkFrom, countStars, getRatingItem, newRating, RATING_TAG, ratingPk, type RatingItem, type Said } from "./ratingRepository";
import { ratingParties, toBareRating, withPhotos, type BareRating } from "./ratingView";

type Refusal = RatingRefusal | KernelRefusal;

/**
 * Stars, words and pictures for a visit by whoever booked it: the first time, or anew until a bureau has looked. The facility's sum follows in the same transaction, so
 * that it holds every rating's present stars once. What others are to read waits for WeChat's check, which the author does not wait for.
 */
export async function rateVisit(
  engine: CommandEngine,
  input: { actor: Actor; bookingId: BookingId; command: RateVisit },
): Promise<Result<BareRating, Refusal>> {
  const { bookingId, command } = input;
  const comment = command.comment ?? "";
  const wanted = command.photoIds ?? [];
  return runCommand<BareRating, Refusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "rateVisit",
    asked: [bookingId, command.stars, comment, wanted, command.isPrivate ?? false],
    decide: async ({ actor, now }) => {
      const booking = await ownBooking(engine.store, bookingId, actor);
      if (booking === undefined) return refuse({ code: "NOT_FOUND", what: "张预约单" });
      const banned = await refuseIfBanned(engine.store, booking.personId, now);
      if (banned !== undefined) return refuse(banned);
      const before = await getRatingItem(engine.store, bookingId);
      const photoIds = wanted.map((photoId) => shownFor(before, photoId));
      const action = actionOf({ isEmpty: comment === "" && photoIds.length === 0, isPrivate: command.isPrivate === true });
      const photoWrites = await photosOf(engine.store, { actor, bookingId, before, photoIds, now });
      const said: Said = { stars: command.stars, comment, photoIds, status: STATUS_AFTER[action], ratedAt: now };
      const check = action === "REWRITE" ? checkFrom(bookingId, now) : {};
      if (before === undefined) {
        if (!wasVisited(booking)) return refuse({ code: "RATING_NOT_VISITED", statusLabel: BOOKING_STATUS_LABELS[booking.status] });
        if (!photoWrites.ok) return photoWrites;
        const rating = newRating(booking, { ...said, ...check });
        return ok({
          writes: [{ kind: "put", tag: RATING_TAG, item: rating, condition: absent }, ...countStars(undefined, rating), ...photoWrites.value],
          events: [eventOf("VISIT_RATED", bookingId, rating.version, { facilityId: rating.facilityId, stars: rating.stars, comment, photoIds })],
          answer: toBareRating(rating, actor, now),
        });
      }
      const decided = decideAction(RATING_WORKFLOW, {
        item: before,
        action,
        parties: ratingParties(before, actor),
        remark: undefined,
        now,
        lastChange: undefined,
      });
      if (!decided.ok) return decided;
      // Said again as it was: nothing to count and nothing to look at again.
      if (isSame(before, said)) return ok({ writes: [], events: [], answer: toBareRating(before, actor, now) });
      if (!photoWrites.ok) return photoWrites;
      const next = changedRating(before, { ...said, status: decided.value.to, holds: undefined, heldAt: undefined, ...check });
      return ok({
        writes: [{ kind: "put", tag: RATING_TAG, item: next, condition: versionIs(before.version) }, ...countStars(before, next), ...photoWrites.value],
        events: [
          eventOf(decided.value.event, bookingId, next.version, {
            facilityId: next.facilityId,
            stars: next.stars,
            comment,
            photoIds,
            starsBefore: before.stars,
            commentBefore: before.comment,
          }),
        ],
        answer: toBareRating(next, actor, now),
      });
    },
  });
}

/** Its author keeps it from the public after all, stars and words. */
export async function makeRatingPrivate(
  engine: CommandEngine,
  input: { actor: Actor; bookingId: BookingId; requestId: RequestId },
): Promise<Result<BareRating, Refusal>> {
  return runCommand<BareRating, Refusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: "makeRatingPrivate",
    asked: [input.bookingId],
    decide: async ({ actor, now }) => {
      const found = await getRatingItem(engine.store, input.bookingId);
      const parties = found === undefined ? [] : ratingParties(found, actor);
      if (found === undefined || !parties.includes("AUTHOR")) return refuse({ code: "NOT_FOUND", what: "条评价" });
      const decided = decideAction(RATING_WORKFLOW, { item: found, action: "MAKE_PRIVATE", parties, remark: undefined, now, lastChange: undefined });
      if (!decided.ok) return decided;
      const next = changedRating(found, { status: decided.value.to, holds: undefined, heldAt: undefined });
      return ok({
        writes: [{ kind: "put", tag: RATING_TAG, item: next, condition: versionIs(found.version) }, ...countStars(found, next)],
        events: [eventOf(decided.value.event, input.bookingId, next.version, { facilityId: next.facilityId })],
        answer: toBareRating(next, actor, now),
      });
    },
  });
}

/** What its author said of a visit, and whether they may say or change something now. */
export async function getMyRating(engine: CommandEngine, photos: PhotoLinks, actor: Actor, bookingId: BookingId): Promise<Result<MyRating, KernelRefusal>> {
  const booking = await ownBooking(engine.store, bookingId, actor);
  if (booking === undefined) return refuse({ code: "NOT_FOUND", what: "张预约单" });
  const found = await getRatingItem(engine.store, bookingId);
  if (found === undefined) return ok({ mayRate: wasVisited(booking) });
  const rating = await withPhotos(photos, toBareRating(found, actor, engine.clock.now()));
  return ok({ rating, mayRate: rating.availableActions.some(({ action }) => action === "REWRITE") });
}

type SayingAction = Extract<RatingAction, "RERATE" | "REWRITE" | "SAY_PRIVATELY">;
const STATUS_AFTER = { RERATE: "STARS_ONLY", REWRITE: "PENDING_CHECK", SAY_PRIVATELY: "PRIVATE" } as const satisfies Record<SayingAction, RatingStatus>;

function actionOf({ isEmpty, isPrivate }: { readonly isEmpty: boolean; readonly isPrivate: boolean }): SayingAction {
  // Also stars alone: whoever says that nobody shall know is not counted either.
  if (isPrivate) return "SAY_PRIVATELY";
  return isEmpty ? "RERATE" : "REWRITE";
}

function isSame(before: RatingItem, said: Said): boolean {
  // Words that a moderator has to look at are the same words when they are sent once more.
  const status = before.status === "PENDING" && said.status === "PENDING_CHECK" ? "PENDING_CHECK" : before.status;
  return before.stars === said.stars && before.comment === said.comment && status === said.status && (before.photoIds ?? []).join() === said.photoIds.join();
}

/** A picture that was covered in part comes back as its covered copy, whichever of the two its author sends. */
function shownFor(before: RatingItem | undefined, photoId: AttachmentId): AttachmentId {
  const covered = before?.redactions?.find(({ original }) => original === photoId);
  return covered === undefined ? photoId : shownFor(before, covered.shown);
}

async function photosOf(
  store: Store,
  {
    actor,
    bookingId,
    before,
    photoIds,
    now,
  }: { actor: Actor; bookingId: BookingId; before: RatingItem | undefined; photoIds: readonly AttachmentId[]; now: Said["ratedAt"] },
) {
  const rating = { caseKind: "rating", caseId: bookingId } as const;
  const claimed = await claimAttachments(store, { ...rating, ids: photoIds, purpose: "RATING_PHOTO", actor });
  if (!claimed.ok) return claimed;
  const dropped = (before?.photoIds ?? []).filter((photoId) => !photoIds.includes(photoId));
  return ok([...claimed.value, ...(await releaseAttachments(store, { ...rating, ids: dropped, now }))]);
}

/** Also an office that may read the booking did not visit: only the booker rates. */
async function ownBooking(store: Store, bookingId: BookingId, actor: Actor): Promise<BookingItem | undefined> {
  const booking = await getBookingItem(store, bookingId);
  return booking !== undefined && actor.personId !== undefined && actor.personId === booking.personId ? booking : undefined;
}

const wasVisited = (booking: Pick<BookingItem, "status">): boolean => (RATED_BOOKING_STATUSES as readonly BookingStatus[]).includes(booking.status);

function eventOf(eventType: string, bookingId: BookingId, sequence: number, payload: { readonly [name: string]: string | number | readonly string[] }) {
  return { eventType, caseKind: "rating", caseId: bookingId, casePk: ratingPk(bookingId), sequence, payload } as const;
}

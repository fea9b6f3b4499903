import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { BOOKING_STATUS_LABELS, type BookingStatus } from "@app/contract/visits/booking.schema";
import type { RatingRefusal } from "@app/contract/visits/rating.errors";
import { RATED_BOOKING_STATUSES, type MyRating, type RateVisit, type Rating } from "@app/contract/visits/rating.schema";
import { RATING_WORKFLOW } from "@app/contract/visits/rating.workflow";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { absent, versionIs, type Store } from "../../../engines/store/storePort";
import { getBookingItem, type BookingItem } from "../bookingRepository";
import { changedRating, countStars, getRatingItem, newRating, RATING_TAG, ratingPk, type Said } from "./ratingRepository";
import { ratingParties, toRating } from "./ratingView";

type Refusal = RatingRefusal | KernelRefusal;

/**
 * Stars and words for a visit by whoever booked it: the first time, or anew until a bureau has read the words. The facility's sum follows in the same transaction, so
 * that it holds every rating's present stars once.
 */
export async function rateVisit(engine: CommandEngine, input: { actor: Actor; bookingId: BookingId; command: RateVisit }): Promise<Result<Rating, Refusal>> {
  const { bookingId, command } = input;
  const comment = command.comment ?? "";
  return runCommand<Rating, Refusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "rateVisit",
    asked: [bookingId, command.stars, comment],
    decide: async ({ actor, now }) => {
      const booking = await ownBooking(engine.store, bookingId, actor);
      if (booking === undefined) return refuse({ code: "NOT_FOUND", what: "张预约单" });
      const before = await getRatingItem(engine.store, bookingId);
      const said: Said = { stars: command.stars, comment, status: comment === "" ? "STARS_ONLY" : "PENDING", ratedAt: now };
      if (before === undefined) {
        if (!wasVisited(booking)) return refuse({ code: "RATING_NOT_VISITED", statusLabel: BOOKING_STATUS_LABELS[booking.status] });
        const rating = newRating(booking, said);
        return ok({
          writes: [{ kind: "put", tag: RATING_TAG, item: rating, condition: absent }, ...countStars(rating.facilityId, { starSum: rating.stars, ratings: 1 })],
          events: [eventOf("VISIT_RATED", bookingId, rating.version, { facilityId: rating.facilityId, stars: rating.stars, comment })],
          answer: toRating(rating, actor, now),
        });
      }
      const decided = decideAction(RATING_WORKFLOW, {
        item: before,
        action: comment === "" ? "RERATE" : "REWRITE",
        parties: ratingParties(before, actor),
        remark: undefined,
        now,
        lastChange: undefined,
      });
      if (!decided.ok) return decided;
      // Said again as it was: nothing to count and nothing to read again.
      if (before.stars === command.stars && before.comment === comment) return ok({ writes: [], events: [], answer: toRating(before, actor, now) });
      const next = changedRating(before, { ...said, status: decided.value.to });
      return ok({
        writes: [
          { kind: "put", tag: RATING_TAG, item: next, condition: versionIs(before.version) },
          ...countStars(next.facilityId, { starSum: next.stars - before.stars, ratings: 0 }),
        ],
        events: [
          eventOf(decided.value.event, bookingId, next.version, {
            facilityId: next.facilityId,
            stars: next.stars,
            comment,
            starsBefore: before.stars,
            commentBefore: before.comment,
          }),
        ],
        answer: toRating(next, actor, now),
      });
    },
  });
}

/** What its author said of a visit, and whether they may say or change something now. */
export async function getMyRating(engine: CommandEngine, actor: Actor, bookingId: BookingId): Promise<Result<MyRating, KernelRefusal>> {
  const booking = await ownBooking(engine.store, bookingId, actor);
  if (booking === undefined) return refuse({ code: "NOT_FOUND", what: "张预约单" });
  const found = await getRatingItem(engine.store, bookingId);
  if (found === undefined) return ok({ mayRate: wasVisited(booking) });
  const rating = toRating(found, actor, engine.clock.now());
  return ok({ rating, mayRate: rating.availableActions.some(({ action }) => action === "REWRITE") });
}

/** Also an office that may read the booking did not visit: only the booker rates. */
async function ownBooking(store: Store, bookingId: BookingId, actor: Actor): Promise<BookingItem | undefined> {
  const booking = await getBookingItem(store, bookingId);
  return booking !== undefined && actor.personId !== undefined && actor.personId === booking.personId ? booking : undefined;
}

const wasVisited = (booking: Pick<BookingItem, "status">): boolean => (RATED_BOOKING_STATUSES as readonly BookingStatus[]).includes(booking.status);

function eventOf(eventType: string, bookingId: BookingId, sequence: number, payload: { readonly [name: string]: string | number }) {
  return { eventType, caseKind: "rating", caseId: bookingId, casePk: ratingPk(bookingId), sequence, payload } as const;
}

import { createHash } from "node:crypto";
import { decideAction } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { kernelErrors, type AnyErrorEntry, type KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import {
  RATING_STATUS_LABELS,
  type BulkPublish,
  type BulkPublishAnswer,
  type ModerateRating,
  type Rating,
  type RatingAction,
} from "@app/contract/visits/rating.schema";
import { ratingErrors, type RatingRefusal } from "@app/contract/visits/rating.errors";
import { RATING_WORKFLOW } from "@app/contract/visits/rating.workflow";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { changedRating, getRatingItem, RATING_TAG, ratingPk, type RatingItem } from "./ratingRepository";
import { ratingParties, toRating } from "./ratingView";

type Refusal = RatingRefusal | KernelRefusal;

/** A bureau lets the public read the words, or does not. The stars are none of its business: the sum stays. */
export async function moderateRating(
  engine: CommandEngine,
  input: { actor: Actor; bookingId: BookingId; action: Extract<RatingAction, "PUBLISH" | "HIDE">; command: ModerateRating },
): Promise<Result<Rating, Refusal>> {
  const { bookingId, action, command } = input;
  return runCommand<Rating, Refusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: `rating ${action}`,
    asked: [bookingId, command.version, command.remark ?? null],
    decide: async ({ actor, now }) => {
      const found = await getRatingItem(engine.store, bookingId);
      if (found === undefined || !mayAt(actor, "ratings.moderate", found.orgPath)) return refuse({ code: "NOT_FOUND", what: "条评价" });
      const decided = decideAction(RATING_WORKFLOW, {
        item: found,
        action,
        parties: ratingParties(found, actor),
        remark: command.remark,
        now,
        lastChange: lastChange(found),
      });
      if (!decided.ok) return decided;
      // Other words than those that were read: they are read first.
      if (found.version !== command.version) return refuse({ code: "RATING_CHANGED" });
      const hiddenReason = decided.value.remark;
      const next = changedRating(found, { status: decided.value.to, hiddenReason, moderatedByName: actor.name });
      return ok({
        writes: [{ kind: "put", tag: RATING_TAG, item: next, condition: versionIs(found.version) }],
        events: [
          {
            eventType: decided.value.event,
            caseKind: "rating",
            caseId: bookingId,
            casePk: ratingPk(bookingId),
            sequence: next.version,
            orgPath: next.orgPath,
            caseName: next.facilityName,
            changed: [{ label: "状态", before: RATING_STATUS_LABELS[found.status], after: RATING_STATUS_LABELS[next.status] }],
            payload: { facilityId: next.facilityId, comment: next.comment, ...(hiddenReason === undefined ? {} : { remark: hiddenReason }) },
          },
        ],
        answer: toRating(next, actor, now),
      });
    },
  });
}

/**
 * Each in its own transaction under a request id that follows from the list's: one that cannot be published holds up no other, and the same list sent again
 * answers as the first time would have.
 */
export async function bulkPublishRatings(
  engine: CommandEngine,
  input: { actor: Actor; command: BulkPublish },
): Promise<Result<BulkPublishAnswer, KernelRefusal>> {
  const items: BulkPublishAnswer["items"] = [];
  for (const { bookingId, version } of input.command.items) {
    const published = await moderateRating(engine, {
      actor: input.actor,
      bookingId,
      action: "PUBLISH",
      command: { requestId: itemRequestId(input.command.requestId, bookingId), version },
    });
    items.push(
      published.ok
        ? { bookingId, outcome: "PUBLISHED" }
        : { bookingId, outcome: "REFUSED", code: published.refusal.code, message: sentenceOf(published.refusal) },
    );
  }
  return ok({ items });
}

function lastChange({ moderatedByName, status }: RatingItem): string | undefined {
  return moderatedByName === undefined ? undefined : `${moderatedByName}：${RATING_STATUS_LABELS[status]}`;
}

function itemRequestId(requestId: RequestId, bookingId: BookingId): RequestId {
  return createHash("sha256").update(`${requestId}#${bookingId}`).digest("base64url") as RequestId;
}

function sentenceOf(refusal: Refusal): string {
  const entry: AnyErrorEntry = { ...kernelErrors, ...ratingErrors }[refusal.code];
  return entry.sentence(refusal);
}

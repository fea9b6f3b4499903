import { createHash } from "node:crypto";
import { decideAction } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { kernelErrors, type AnyErrorEntry, type KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { RATING_STATUS_LABELS, type BulkPublish, type BulkPublishAnswer, type ModerateRating, type RatingAction } from "@app/contract/visits/rating.schema";
import { ratingErrors, type RatingRefusal } from "@app/contract/visits/rating.errors";
import { RATING_WORKFLOW } from "@app/contract/visits/rating.workflow";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { versionIs, type Store } from "../../../engines/store/storePort";
import { getBookingItem } from "../bookingRepository";
import { changedRating, getRatingItem, RATING_TAG, ratingPk, type RatingItem } from "./ratingRepository";
import { ratingParties, toBareRating, type BareRating } from "./ratingView";

type Refusal = RatingRefusal | KernelRefusal;

/** A bureau lets the public read the words, or does not. The stars are none of its business: the sum stays. */
export async function moderateRating(
  engine: CommandEngine,
  input: { actor: Actor; bookingId: BookingId; action: Extract<RatingAction, "PUBLISH" | "HIDE">; command: ModerateRating },
): Promise<Result<BareRating, Refusal>> {
  const { bookingId, action, command } = input;
  return runCommand<BareRating, Refusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: `rating ${action}`,
    asked: [bookingId, command.version, command.remark ?? null],
    decide: async ({ actor, now }) => {
      const found = await moderatedRating(engine.store, actor, bookingId);
      if (found === undefined) return refuse({ code: "NOT_FOUND", what: "条评价" });
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
      const next = changedRating(found, {
        status: decided.value.to,
        hiddenReason,
        moderatedByName: actor.name,
        // Whoever looked has answered all that held it, and reports count anew.
        ...(action === "PUBLISH" ? { holds: undefined, reports: 0 } : {}),
        heldAt: undefined,
      });
      const contactPhone = action === "HIDE" ? ((await getBookingItem(engine.store, bookingId))?.contactPhone ?? "") : "";
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
            payload: {
              facilityId: next.facilityId,
              facilityName: next.facilityName,
              ...(hiddenReason === undefined ? {} : { remark: hiddenReason, personId: next.personId, contactPhone }),
            },
          },
        ],
        answer: toBareRating(next, actor, now),
      });
    },
  });
}

/** The rating, when the actor may moderate it: by either of the two permissions, or by the one that is asked for. */
export async function moderatedRating(
  store: Store,
  actor: Actor,
  bookingId: BookingId,
  ...permissions: ("ratings.moderate" | "content.moderate")[]
): Promise<RatingItem | undefined> {
  const found = await getRatingItem(store, bookingId);
  const asked = permissions.length === 0 ? (["ratings.moderate", "content.moderate"] as const) : permissions;
  return found !== undefined && asked.some((permission) => mayAt(actor, permission, found.orgPath)) ? found : undefined;
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

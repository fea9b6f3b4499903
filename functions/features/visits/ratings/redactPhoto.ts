import { createHash } from "node:crypto";
import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AttachmentId, BookingId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { RedactPhoto } from "@app/contract/visits/moderation.schema";
import type { RatingRefusal } from "@app/contract/visits/rating.errors";
import { RATING_WORKFLOW } from "@app/contract/visits/rating.workflow";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { moderatedRating } from "./moderateRating";
import type { RatingDeps } from "./ratingDeps";
import { changedRating, RATING_TAG } from "./ratingRepository";
import { heldEvent } from "./checkRating";
import { ratingParties, toBareRating, type BareRating } from "./ratingView";

type Refusal = RatingRefusal | KernelRefusal | { readonly code: "FILES_UNAVAILABLE" };
const NO_PHOTO = { code: "NOT_FOUND", what: "张照片" } as const;

/**
 * Covers parts of a picture: a new copy takes its place, and the public sees only that. What it was made of stays with the case, for those who moderate. The picture
 * work comes before the record, under an id that follows from the request: whatever breaks off is mended by asking again, and what is refused leaves a copy that goes
 * as every upload does which no case holds (promises M18, M19, R2).
 */
export async function redactPhoto(
  deps: Pick<RatingDeps, "engine" | "covers">,
  input: { actor: Actor; bookingId: BookingId; attachmentId: AttachmentId; command: RedactPhoto },
): Promise<Result<BareRating, Refusal>> {
  const { bookingId, attachmentId, command } = input;
  const { engine, covers } = deps;
  const shown = createHash("sha256").update(`${command.requestId}#${attachmentId}`).digest("hex").slice(0, 40) as AttachmentId;
  const seen = await moderatedRating(engine.store, input.actor, bookingId);
  if (seen === undefined) return refuse(NO_PHOTO);
  // A repeat finds the picture replaced by its own first sending; then the record below answers.
  if (!(seen.redactions ?? []).some((redaction) => redaction.shown === shown)) {
    if (!(seen.photoIds ?? []).includes(attachmentId)) return refuse(NO_PHOTO);
    // A screen that is behind costs no picture work; one that falls behind meanwhile leaves a copy that no case holds.
    if (seen.version !== command.version) return refuse({ code: "RATING_CHANGED" });
    const made = await covers.cover({ from: attachmentId, to: shown, parts: command.parts, now: engine.clock.now() });
    if (!made.ok) return made;
  }
  return runCommand<BareRating, Refusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: "redactPhoto",
    asked: [bookingId, attachmentId, command.version, command.parts],
    decide: async ({ actor, now }) => {
      const found = await moderatedRating(engine.store, actor, bookingId);
      if (found === undefined || !(found.photoIds ?? []).includes(attachmentId)) return refuse(NO_PHOTO);
      const decided = decideAction(RATING_WORKFLOW, {
        item: found,
        action: "REDACT",
        parties: ratingParties(found, actor),
        remark: undefined,
        now,
        lastChange: undefined,
      });
      if (!decided.ok) return decided;
      if (found.version !== command.version) return refuse({ code: "RATING_CHANGED" });
      const write = await covers.record({ from: attachmentId, to: shown, now });
      if (write === undefined) return refuse(NO_PHOTO);
      const next = changedRating(found, {
        status: decided.value.to,
        photoIds: (found.photoIds ?? []).map((photoId) => (photoId === attachmentId ? shown : photoId)),
        redactions: [...(found.redactions ?? []), { shown, original: attachmentId, byName: actor.name }],
      });
      return ok({
        writes: [{ kind: "put", tag: RATING_TAG, item: next, condition: versionIs(found.version) }, write],
        events: [
          {
            ...heldEvent(decided.value.event, next),
            payload: { facilityId: next.facilityId, original: attachmentId, shown, parts: command.parts.length },
            said: `遮挡 ${command.parts.length} 处`,
          },
        ],
        answer: toBareRating(next, actor, now),
      });
    },
  });
}

import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { FacilityId, RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { REPORTS_UNTIL_HELD, type RatingReported, type ReportReason } from "@app/contract/visits/rating.schema";
import type { RatingRefusal } from "@app/contract/visits/rating.errors";
import { RATING_WORKFLOW } from "@app/contract/visits/rating.workflow";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { refuseIfBanned } from "../../content/public";
import { heldEvent } from "./checkRating";
import { changedRating, getByPublicKey, publicKeyOf, RATING_TAG, REPORT_TAG, reportWrite, type Hold, type RatingItem } from "./ratingRepository";

const NOT_FOUND = { code: "NOT_FOUND", what: "条评价" } as const;

/** 举报: once a person and rating. Of so many different people it is hidden until a moderator has looked (promise M18). */
export async function reportRating(
  engine: CommandEngine,
  input: { actor: Actor; facilityId: FacilityId; ratingKey: string; requestId: RequestId; reason: ReportReason },
): Promise<Result<RatingReported, RatingRefusal | KernelRefusal>> {
  const { facilityId, ratingKey, reason } = input;
  return runCommand<RatingReported, RatingRefusal | KernelRefusal>(engine, {
    actor: input.actor,
    requestId: input.requestId,
    command: "reportRating",
    asked: [facilityId, ratingKey, reason],
    decide: async ({ actor, now }) => {
      const { personId } = actor;
      // An office has its own way to hide words.
      if (personId === undefined) return refuse({ code: "FORBIDDEN" });
      const banned = await refuseIfBanned(engine.store, personId, now);
      if (banned !== undefined) return refuse(banned);
      const found = await getByPublicKey(engine.store, facilityId, ratingKey);
      if (found === undefined || found.status !== "PUBLISHED" || publicKeyOf(found) !== ratingKey) return refuse(NOT_FOUND);
      if (found.personId === personId) return refuse({ code: "RATING_OWN" });
      const reports = (found.reports ?? 0) + 1;
      const known = found.holds?.find(({ kind }) => kind === "REPORTED")?.reasons ?? [];
      const reported: Hold = { kind: "REPORTED", reasons: [...new Set([...known, reason])] };
      const held = decideAction(RATING_WORKFLOW, { item: found, action: "HOLD", parties: ["SYSTEM"], remark: undefined, now, lastChange: undefined });
      const isHeld = held.ok && reports >= REPORTS_UNTIL_HELD;
      const next = changedRating(found, { reports, holds: [reported], ...(isHeld ? { status: held.value.to, heldAt: now } : {}) });
      return ok({
        writes: [{ kind: "put", tag: RATING_TAG, item: next, condition: versionIs(found.version) }, reportWrite(found.bookingId, personId, reason)],
        events: [reportedEvent(isHeld ? held.value.event : "VISIT_RATING_REPORTED", next, reason)],
        answer: { isReported: true as const },
        explain: (failed) => (failed.includes(REPORT_TAG) ? { code: "RATING_REPORTED" } : undefined),
      });
    },
  });
}

/** Each report says its own reason; what holds the rating is the sum of them. */
export function reportedEvent(eventType: string, next: RatingItem, reason: ReportReason) {
  const event = heldEvent(eventType, next);
  return { ...event, payload: { ...event.payload, reason } };
}

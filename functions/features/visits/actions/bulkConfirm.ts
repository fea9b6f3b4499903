import { createHash } from "node:crypto";
import type { Actor } from "@app/contract/kernel/actor";
import { kernelErrors, type AnyErrorEntry, type KernelRefusal } from "@app/contract/kernel/errors";
import type { BookingId, RequestId } from "@app/contract/kernel/ids";
import { ok, type Result } from "@app/contract/kernel/result";
import type { BulkConfirm, BulkConfirmAnswer } from "@app/contract/visits/teamVisit.schema";
import { visitErrors, type VisitRefusal } from "@app/contract/visits/visits.errors";
import type { BookingDeps } from "../visitDeps";
import { decideBooking } from "./decideBooking";

/**
 * Confirms many requests, each in its own transaction under a request id that follows from the list's: one that cannot be confirmed holds up no other, and when the
 * answer is lost, or the machine stops half-way, sending the same list again does the rest and answers as the first time would have.
 */
export async function bulkConfirm(deps: BookingDeps, input: { actor: Actor; command: BulkConfirm }): Promise<Result<BulkConfirmAnswer, KernelRefusal>> {
  const { requestId, remark } = input.command;
  const items: BulkConfirmAnswer["items"] = [];
  for (const { bookingId, version } of input.command.items) {
    const confirmed = await decideBooking(deps, {
      actor: input.actor,
      bookingId,
      action: "CONFIRM",
      requestId: itemRequestId(requestId, bookingId),
      remark,
      version,
    });
    items.push(
      confirmed.ok
        ? { bookingId, outcome: "CONFIRMED" }
        : { bookingId, outcome: "REFUSED", code: confirmed.refusal.code, message: sentenceOf(confirmed.refusal) },
    );
  }
  return ok({ items });
}

function itemRequestId(requestId: RequestId, bookingId: BookingId): RequestId {
  return createHash("sha256").update(`${requestId}#${bookingId}`).digest("base64url") as RequestId;
}

function sentenceOf(refusal: VisitRefusal | KernelRefusal): string {
  const entry: AnyErrorEntry = { ...kernelErrors, ...visitErrors }[refusal.code];
  return entry.sentence(refusal);
}

import type { CommandEngine } from "../../engines/commands/runCommand";
import type { Consumer } from "../../engines/events/consumers";
import type { EventRecord } from "../../engines/events/event";
import { APPROVAL_OUTCOMES, type ApprovalOutcome, type ApprovalStepped } from "../approvals/public";
import { settleReview } from "./actions/settleReview";
import { REGISTRATION_SUBJECT } from "./approvalSubject";

/**
 * The outcome of an approval becomes the registration's own step, with its own events. That is a command of its own, made harmless by the registration's version:
 * an outcome that comes five times settles once (promise R8).
 */
export function registrationsConsumer(engine: () => CommandEngine): Consumer {
  const settle = async (event: EventRecord): Promise<[]> => {
    const told = event.payload as unknown as ApprovalStepped;
    if (told.subjectKind !== REGISTRATION_SUBJECT) return [];
    const settled = await settleReview(engine(), { type: event.eventType as ApprovalOutcome, told, at: event.at });
    if (!settled.ok) throw new Error(`the outcome of ${event.caseId} was not settled: ${settled.refusal.code}`);
    return [];
  };
  return { name: "registrations", handles: Object.fromEntries(APPROVAL_OUTCOMES.map((type) => [type, settle])) };
}

import { decideRetentionHold, type HoldRetention, type RetentionHoldRefusal, type RetentionStep } from "@app/contract/engines/retentionHold";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { RegistrationDetail } from "@app/contract/registrations/registration.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { refuseGone } from "../../../engines/retention/tombstones";
import type { RegistrationDeps } from "../registrationDeps";
import { registrationEvent } from "../registrationEvents";
import { changedRegistration, getRegistrationItem, isSent, lastStepOf, putRegistration, retainedWrites, WAITS_FOR_AUTHOR } from "../registrationRepository";
import { mayReview, toRegistrationDetail } from "../registrationView";

type Refusal = RetentionHoldRefusal | KernelRefusal;

/** HOLD takes it from the list of what is cleared; RELEASE puts it back as if there had been no hold, from when it was returned, rejected or withdrawn. */
export async function holdRegistration(
  deps: RegistrationDeps,
  input: { readonly actor: Actor; readonly registrationId: string; readonly step: RetentionStep; readonly command: HoldRetention },
): Promise<Result<RegistrationDetail, Refusal>> {
  const { engine, documents } = deps;
  const { registrationId, step } = input;
  const { requestId, reason } = input.command;
  const what = "份注册申请";
  return runCommand<RegistrationDetail, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: `${step} registration retention`,
    asked: [registrationId, reason],
    decide: async ({ actor, now }) => {
      const registration = await getRegistrationItem(engine.store, registrationId);
      if (registration === undefined)
        return refuseGone(engine.store, { caseId: registrationId, what, mayRead: (orgPath) => mayAt(actor, "settings.read", orgPath) });
      if (!isSent(registration) || !mayReview(registration, actor) || !mayAt(actor, "settings.read", registration.reviewPath))
        return refuse({ code: "NOT_FOUND", what });
      const decided = decideRetentionHold(
        { retentionHold: registration.retentionHold, isCleared: false, isRunning: WAITS_FOR_AUTHOR.includes(registration.status) },
        { step, at: now, byName: actor.name, reason },
      );
      if (!decided.ok) return decided;
      const { retentionHold: _before, ...rest } = registration;
      const next = changedRegistration(
        { ...rest, ...(decided.value === undefined ? {} : { retentionHold: decided.value }) } as typeof registration,
        { status: registration.status },
        { eventType: step === "HOLD" ? "REGISTRATION_RETENTION_HELD" : "REGISTRATION_RETENTION_RELEASED", at: now, byName: actor.name, remark: reason },
      );
      return ok({
        writes: [putRegistration(next), ...retainedWrites(next, lastStepOf(registration)?.at ?? now)],
        events: [{ ...registrationEvent(next), said: reason }],
        answer: await toRegistrationDetail(next, { actor, now, documents }),
      });
    },
  });
}

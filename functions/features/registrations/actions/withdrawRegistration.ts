import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { RegistrationDetail, WithdrawRegistration } from "@app/contract/registrations/registration.schema";
import { registrationWorkflow } from "@app/contract/registrations/registration.workflow";
import type { RegistrationRefusal } from "@app/contract/registrations/registrations.errors";
import { runCommand } from "../../../engines/commands/runCommand";
import { withdrawApproval } from "../../approvals/public";
import type { RegistrationDeps } from "../registrationDeps";
import { registrationEvent } from "../registrationEvents";
import { changedRegistration, getRegistrationItem, putRegistration, retainedWrites } from "../registrationRepository";
import { lastChangeOf, toRegistrationDetail } from "../registrationView";

type Refusal = RegistrationRefusal | KernelRefusal;

/** Takes the registration and its approval back in one transaction; once somebody has decided, the approval refuses. */
export async function withdrawRegistration(
  deps: RegistrationDeps,
  input: { readonly actor: Actor; readonly command: WithdrawRegistration },
): Promise<Result<RegistrationDetail, Refusal>> {
  const { engine, documents } = deps;
  return runCommand<RegistrationDetail, Refusal>(engine, {
    actor: input.actor,
    requestId: input.command.requestId,
    command: "withdrawRegistration",
    asked: input.command.version,
    decide: async ({ actor, now }) => {
      const registration = await getRegistrationItem(engine.store, actor.accountId ?? "");
      if (registration === undefined) return refuse({ code: "NOT_FOUND", what: "份注册申请" });
      const lastChange = lastChangeOf(registration);
      const decided = decideAction(registrationWorkflow, { item: registration, action: "WITHDRAW", parties: ["AUTHOR"], remark: undefined, now, lastChange });
      if (!decided.ok) return decided;
      if (input.command.version !== registration.version) return refuse({ code: "REGISTRATION_CHANGED", lastChange });
      const byName = registration.content?.principalName ?? actor.name;
      const approval = await withdrawApproval(engine.store, { approvalId: registration.approvalId ?? "", byName, now, calendar: await engine.calendar() });
      if (!approval.ok) return approval;
      const next = changedRegistration(registration, { status: decided.value.to }, { eventType: "REGISTRATION_WITHDRAWN", at: now, byName });
      return ok({
        writes: [putRegistration(next), ...retainedWrites(next, now), ...approval.value.writes],
        events: [registrationEvent(next), ...approval.value.events],
        answer: await toRegistrationDetail(next, { actor, now, documents }),
      });
    },
  });
}

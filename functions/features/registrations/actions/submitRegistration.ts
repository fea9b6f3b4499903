import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import { shortestCategories } from "@app/contract/organizations/hazardCategories";
import {
  coversSeveralCities,
  registrationProblems,
  widestRegions,
  type RegistrationContent,
  type RegistrationDetail,
  type SubmitRegistration,
} from "@app/contract/registrations/registration.schema";
import { registrationWorkflow, type RegistrationEventType } from "@app/contract/registrations/registration.workflow";
import type { RegistrationRefusal } from "@app/contract/registrations/registrations.errors";
import type { RegistrationKind } from "@app/contract/registrations/registrationKinds";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { resubmitApproval, startApproval } from "../../approvals/public";
import { claimAttachments, releaseAttachments } from "../../attachments/public";
import { approvalSubject } from "../approvalSubject";
import type { RegistrationDeps } from "../registrationDeps";
import { registrationEvent } from "../registrationEvents";
import { isKnownPlace } from "../registrationPlaces";
import { changedRegistration, getRegistrationItem, likeWrites, putRegistration, type RegistrationItem, type SentRegistration } from "../registrationRepository";
import { lastChangeOf, toRegistrationDetail } from "../registrationView";

type Refusal = RegistrationRefusal | KernelRefusal;

/** The second page, for the first time and after a return: what was sent is what is reviewed, and its version is what a decision names (promise M32). */
export async function submitRegistration(
  deps: RegistrationDeps,
  input: { readonly actor: Actor; readonly command: SubmitRegistration },
): Promise<Result<RegistrationDetail, Refusal>> {
  const { engine, documents } = deps;
  const { requestId, version, ...sent } = input.command;
  return runCommand<RegistrationDetail, Refusal>(engine, {
    actor: input.actor,
    requestId,
    command: "submitRegistration",
    asked: input.command,
    decide: async ({ actor, now, newId }) => {
      const registration = await getRegistrationItem(engine.store, actor.accountId ?? "");
      if (registration === undefined) return refuse({ code: "NOT_FOUND", what: "份注册申请" });
      const lastChange = lastChangeOf(registration);
      const decided = decideAction(registrationWorkflow, { item: registration, action: "SUBMIT", parties: ["AUTHOR"], remark: undefined, now, lastChange });
      if (!decided.ok) return decided;
      if (version !== registration.version) return refuse({ code: "REGISTRATION_CHANGED", lastChange });
      const wrong = refuseWrongContent(registration.kind, sent);
      if (wrong !== undefined) return refuse(wrong);
      const content = { ...sent, regions: widestRegions(sent.regions), categories: shortestCategories(sent.categories) };
      const boundTo = { caseKind: "registration", caseId: registration.registrationId } as const;
      const claim = await claimAttachments(engine.store, { ...boundTo, ids: [content.letter], purpose: "REGISTRATION_LETTER", actor });
      if (!claim.ok) return claim;
      const before = registration.content?.letter;
      const dropped = before === undefined || before === content.letter ? [] : [before];
      const next = changedRegistration(
        registration,
        { status: decided.value.to, submittedAt: now, content, approvalId: registration.approvalId ?? newId() },
        { eventType: decided.value.event as RegistrationEventType, at: now, byName: content.principalName },
      ) as SentRegistration;
      const approval = await approvalOf(engine, registration, next, now);
      if (!approval.ok) return approval;
      return ok({
        writes: [
          putRegistration(next),
          ...approval.value.writes,
          ...likeWrites(registration, next),
          ...claim.value,
          ...(await releaseAttachments(engine.store, { ...boundTo, ids: dropped, now })),
        ],
        events: [registrationEvent(next), ...approval.value.events],
        answer: await toRegistrationDetail(next, { actor, now, documents }),
      });
    },
  });
}

/** Begins its approval, or sends it through once more: from the first level, on what was sent now. */
async function approvalOf({ store, calendar }: CommandEngine, before: RegistrationItem, next: SentRegistration, now: Instant) {
  const { approvalId, registrationId, username, content, version } = next;
  const work = {
    approvalId,
    subject: approvalSubject(next),
    subjectVersion: version,
    facts: { coversSeveralCities: coversSeveralCities(content) },
    now,
    calendar: await calendar(),
  };
  if (before.approvalId !== undefined) return resubmitApproval(store, { ...work, byName: content.principalName });
  const author = { accountId: registrationId, username, name: content.principalName };
  return startApproval(store, { ...work, process: "ORGANIZATION_REGISTRATION", author });
}

function refuseWrongContent(kind: RegistrationKind, content: RegistrationContent): Extract<Refusal, { code: "REGISTRATION_CONTENT_WRONG" }> | undefined {
  const problems = registrationProblems(kind, content);
  if (!isKnownPlace(content.place)) problems.push({ path: "body.place", message: "所在地不在可选范围内，请重新选择" });
  if (!content.regions.every(isKnownPlace)) problems.push({ path: "body.regions", message: "有的区域不在可选范围内，请重新选择" });
  return problems.length === 0 ? undefined : { code: "REGISTRATION_CONTENT_WRONG", problems };
}

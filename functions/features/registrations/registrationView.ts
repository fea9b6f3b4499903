import type { RetentionShown } from "@app/contract/engines/retentionHold";
import { availableActions } from "@app/contract/engines/workflow";
import { mayAt, type Actor } from "@app/contract/kernel/actor";
import { maskPhone } from "@app/contract/kernel/mask";
import { instantLabel, type Instant } from "@app/contract/kernel/time";
import { hazardCategoryLabel } from "@app/contract/organizations/hazardCategories";
import { cityCodeOf, orgLevelOf, type OrgPath } from "@app/contract/organizations/orgPath";
import { gathersCounties } from "@app/contract/regions/whereabouts";
import {
  placeOfLevel,
  REGISTRATION_LEVEL_LABELS,
  REGISTRATION_STATUS_LABELS,
  type RegistrationDetail,
  type RegistrationSummary,
  type SimilarRegistration,
} from "@app/contract/registrations/registration.schema";
import { REGISTRATION_EVENT_LABELS, registrationWorkflow, type RegistrationParty } from "@app/contract/registrations/registration.workflow";
import { REGISTRATION_KIND_ROWS } from "@app/contract/registrations/registrationKinds";
import type { DocumentLinks } from "../attachments/public";
import { placeLabel } from "./registrationPlaces";
import { isHoldStep, isSent, lastStepOf, WAITS_FOR_AUTHOR, type RegistrationItem, type SentRegistration, type Similar } from "./registrationRepository";

/** Who the actor is to this registration. Reviewers decide on its approval, not here. */
export function registrationParties(registration: RegistrationItem, actor: Actor): RegistrationParty[] {
  return actor.accountId === registration.registrationId ? ["AUTHOR"] : [];
}

export function mayReview(registration: SentRegistration, actor: Actor): boolean {
  return mayAt(actor, "registrations.review", registration.reviewPath);
}

export function toRegistrationSummary(registration: SentRegistration): RegistrationSummary {
  const { content } = registration;
  return {
    registrationId: registration.registrationId,
    kind: registration.kind,
    kindLabel: REGISTRATION_KIND_ROWS[registration.kind].label,
    organizationName: registration.organizationName,
    ...(content.level === undefined ? {} : { levelLabel: REGISTRATION_LEVEL_LABELS[content.level] }),
    placeLabel: placeLabel(content.place),
    principalName: content.principalName,
    status: registration.status,
    statusLabel: REGISTRATION_STATUS_LABELS[registration.status],
    submittedAt: registration.submittedAt,
  };
}

export async function toRegistrationDetail(
  registration: RegistrationItem,
  seen: { readonly actor: Actor; readonly now: Instant; readonly documents: DocumentLinks; readonly similar?: readonly Similar[] },
): Promise<RegistrationDetail> {
  const { content, submittedAt, reason, reviewPath } = registration;
  const isAuthor = registrationParties(registration, seen.actor).includes("AUTHOR");
  const [letter] = content === undefined ? [] : await seen.documents([content.letter]);
  return {
    registrationId: registration.registrationId,
    kind: registration.kind,
    kindLabel: REGISTRATION_KIND_ROWS[registration.kind].label,
    username: registration.username,
    organizationName: registration.organizationName,
    principalPhoneMasked: maskPhone(registration.phone),
    email: registration.email,
    status: registration.status,
    statusLabel: REGISTRATION_STATUS_LABELS[registration.status],
    startedAt: registration.startedAt,
    ...(submittedAt === undefined ? {} : { submittedAt }),
    ...(content === undefined ? {} : { content: { ...content }, placeLabel: placeLabel(content.place) }),
    ...(content?.level === undefined ? {} : { levelLabel: REGISTRATION_LEVEL_LABELS[content.level] }),
    regionLabels: (content?.regions ?? []).map(placeLabel),
    categoryLabels: (content?.categories ?? []).map(hazardCategoryLabel),
    ...(letter === undefined ? {} : { letter }),
    ...(reason === undefined ? {} : { reason }),
    ...(registration.approvalId === undefined ? {} : { approvalId: registration.approvalId }),
    ...(reviewPath === undefined ? {} : { reviewedBy: `${placeLabel(bureauOf(reviewPath))}主管部门` }),
    similar: (seen.similar ?? []).map(toSimilar),
    version: registration.version,
    ...retentionShown(registration, seen.actor),
    timeline: registration.history
      .filter((entry) => !isAuthor || !isHoldStep(entry))
      .map((entry) => ({
        eventType: entry.eventType,
        label: REGISTRATION_EVENT_LABELS[entry.eventType],
        at: entry.at,
        byName: entry.byName,
        ...(entry["remark"] === undefined ? {} : { remark: entry["remark"] }),
      })),
    availableActions: availableActions(registrationWorkflow, registration, registrationParties(registration, seen.actor), seen.now),
  };
}

/** That an office keeps it as evidence is the office's own matter. */
function retentionShown(registration: RegistrationItem, actor: Actor): RetentionShown {
  if (!isSent(registration) || !mayReview(registration, actor)) return {};
  const { retentionHold, status } = registration;
  const mayHold = mayAt(actor, "settings.read", registration.reviewPath) && (retentionHold !== undefined || WAITS_FOR_AUTHOR.includes(status));
  return { ...(retentionHold === undefined ? {} : { retentionHold: { ...retentionHold } }), ...(mayHold ? { mayHoldRetention: true } : {}) };
}

/** A district's registrations are decided by its city: the districts have no bureau of their own here. What lies in no city has its province's. */
function bureauOf(reviewPath: OrgPath): OrgPath {
  if (gathersCounties(cityCodeOf(reviewPath) ?? "")) return placeOfLevel(reviewPath, "PROVINCE");
  return orgLevelOf(reviewPath) === "DISTRICT" ? placeOfLevel(reviewPath, "CITY") : reviewPath;
}

function toSimilar({ registration, alike }: Similar): SimilarRegistration {
  return {
    registrationId: registration.registrationId,
    organizationName: registration.organizationName,
    statusLabel: REGISTRATION_STATUS_LABELS[registration.status],
    alike: [...alike],
  };
}

/** 「吴海波 2026-03-07 10:32 审核通过」: what another person did meanwhile (promise R5). */
export function lastChangeOf(registration: Pick<RegistrationItem, "history">): string | undefined {
  const last = lastStepOf(registration);
  return last === undefined ? undefined : `${last.byName} ${instantLabel(last.at)} ${REGISTRATION_EVENT_LABELS[last.eventType]}`;
}

import { SYSTEM_ACTOR } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import { decideAction } from "@app/contract/engines/workflow";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Role } from "@app/contract/organizations/roles";
import type { RegistrationAction } from "@app/contract/registrations/registration.schema";
import { registrationWorkflow, type RegistrationEventType } from "@app/contract/registrations/registration.workflow";
import type { RegistrationKind } from "@app/contract/registrations/registrationKinds";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import type { NewEvent } from "../../../engines/events/event";
import type { Store, Write } from "../../../engines/store/storePort";
import type { ApprovalOutcome, ApprovalStepped } from "../../approvals/public";
import { accountPosts, nearestBureauAbove, newOrganization, organizationsAt } from "../../organizations/public";
import { accountEvent, changeAccountWrites, getAccount } from "../../sessions/public";
import { registrationEvent } from "../registrationEvents";
import { changedRegistration, getRegistrationItem, isSent, putRegistration, retainedWrites, type SentRegistration } from "../registrationRepository";

/** What the first account of an organisation becomes there. */
const PRINCIPAL_ROLES = { AGENCY: "AGENCY_PRINCIPAL", CONTRACTOR: "SURVEY_CONTRACTOR" } as const satisfies Record<RegistrationKind, Role>;

const ACTION_OF_OUTCOME = {
  APPROVAL_PASSED: "APPROVE",
  APPROVAL_REJECTED: "REJECT",
  APPROVAL_RETURNED: "RETURN",
  APPROVAL_WITHDRAWN: "WITHDRAW",
} as const satisfies Record<ApprovalOutcome, RegistrationAction>;

/**
 * What became of a registration's approval. Approved, it is an organisation with its standard posts, and the author is its first principal: all in one
 * transaction. An outcome of another version than the one that lies here, or one that was settled already, changes nothing (promises M32, R8).
 */
export async function settleReview(
  engine: CommandEngine,
  outcome: { readonly type: ApprovalOutcome; readonly told: ApprovalStepped; readonly at: Instant },
): Promise<Result<"SETTLED" | "NOTHING_TO_DO", KernelRefusal>> {
  const { told, type } = outcome;
  return runCommand<"SETTLED" | "NOTHING_TO_DO", KernelRefusal>(engine, {
    actor: { ...SYSTEM_ACTOR, name: told.byName },
    requestId: undefined,
    command: "settleReview",
    asked: undefined,
    decide: async ({ now }) => {
      const nothing = ok({ writes: [], events: [], answer: "NOTHING_TO_DO" as const });
      const registration = await getRegistrationItem(engine.store, told.subjectId);
      if (registration === undefined || !isSent(registration) || registration.version !== told.subjectVersion) return nothing;
      const decided = decideAction(registrationWorkflow, {
        item: registration,
        action: ACTION_OF_OUTCOME[type],
        parties: ["APPROVAL", "AUTHOR"],
        remark: told.remark,
        now,
        lastChange: undefined,
      });
      if (!decided.ok) return nothing;
      const { to, remark } = decided.value;
      const next = changedRegistration(
        registration,
        { status: to, ...(to !== "APPROVED" && remark !== undefined ? { reason: remark } : {}) },
        { eventType: decided.value.event as RegistrationEventType, at: outcome.at, byName: told.byName, ...(remark === undefined ? {} : { remark }) },
      );
      const founded = to === "APPROVED" ? await foundOrganization(engine.store, registration, { byName: told.byName, now }) : { writes: [], events: [] };
      return ok({
        writes: [putRegistration(next), ...retainedWrites(next, now), ...founded.writes],
        events: [registrationEvent(next), ...founded.events],
        answer: "SETTLED" as const,
      });
    },
  });
}

/** The organisation stands below its district as a unit; its id is the registration's, so that it cannot be founded twice. */
async function foundOrganization(
  store: Store,
  registration: SentRegistration,
  { byName, now }: { readonly byName: string; readonly now: Instant },
): Promise<{ writes: Write[]; events: NewEvent[] }> {
  const { registrationId, kind, organizationName, username, phone, email, content, reviewPath } = registration;
  const account = await getAccount(store, username);
  if (account === undefined) throw new Error(`registration ${registrationId} has no account`);
  const orgPath = `${content.place}/${registrationId.toLowerCase()}` as OrgPath;
  const ownBureau = (await organizationsAt(store, reviewPath)).find((candidate) => candidate.kind === "BUREAU" && candidate.status === "ACTIVE");
  const parent = ownBureau ?? (await nearestBureauAbove(store, orgPath));
  const role = PRINCIPAL_ROLES[kind];
  const { organization, posts, writes, event } = await newOrganization(store, {
    organization: {
      organizationId: registrationId,
      kind,
      name: organizationName,
      orgPath,
      parentId: parent?.organizationId ?? "",
      address: content.address,
      phone: content.officePhone,
      principalName: content.principalName,
      principalPhone: phone,
      email,
      jurisdiction: { regions: [...content.regions], categories: [...content.categories] },
    },
    by: { name: byName },
    now,
    firstHolder: { accountId: account.accountId, username, role },
  });
  const post = posts.find(({ roleIds }) => roleIds.includes(role));
  if (post === undefined) throw new Error(`an organisation of kind ${kind} has no post for its principal`);
  const held = accountPosts(account, { take: [{ organization, post }], leave: [] });
  return {
    writes: [...writes, ...changeAccountWrites(account, { ...held, displayName: content.principalName, landline: content.officePhone, email })],
    events: [
      event,
      accountEvent(account, "POSTS_CHANGED", {
        orgPath,
        name: content.principalName,
        fields: [{ label: "岗位", before: "（空）", after: held.posts.map(({ postName, orgName }) => `${orgName} ${postName}`).join("、") }],
      }),
    ],
  };
}

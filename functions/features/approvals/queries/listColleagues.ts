import type { ApprovalId, Colleague, Colleagues } from "@app/contract/approvals/approval.schema";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf } from "@app/contract/kernel/time";
import { bureausAbove, COUNTRY_PATH, type OrgPath } from "@app/contract/organizations/orgPath";
import { ROLE_LABELS, type Role } from "@app/contract/organizations/roles";
import type { Store } from "../../../engines/store/storePort";
import { listUnitAccounts, type UnitAccountItem } from "../../sessions/public";
import type { ApprovalDeps } from "../approvalDeps";
import { getApprovalItem, type ApprovalItem } from "../approvalRepository";
import { maySeeApproval, taskOf } from "../approvalView";
import type { ActsFor } from "../leaveRepository";
import { actsForActor } from "./readApproval";

/** Who may stand in: whoever holds a role at one of this actor's places, or at the bureau right above it, for some bureaus have but one person. */
export async function colleaguesOf(store: Store, actor: Actor): Promise<UnitAccountItem[]> {
  return accountsAt(
    store,
    worksAt(actor).flatMap((path) => [path, bureausAbove(path)[0] ?? COUNTRY_PATH]),
  );
}

const worksAt = ({ grants }: Actor): OrgPath[] => grants.map(({ office, orgPath }) => office ?? orgPath);

/** Whom somebody may choose for 转签, 加签 and 抄送: their colleagues; for an approver also the bureaus along the subject's place. */
export async function choosableFor(store: Store, approval: ApprovalItem, actor: Actor, actsFor: readonly ActsFor[]): Promise<UnitAccountItem[]> {
  const own = worksAt(actor);
  const isApprover = taskOf(approval, actsFor) !== undefined || approval.participants.includes(actor.accountId ?? "");
  if (!isApprover) return accountsAt(store, own);
  const { orgPath } = approval.subject;
  const bureaus = await accountsAt(store, [orgPath, ...bureausAbove(orgPath), COUNTRY_PATH]);
  return once([...(await accountsAt(store, own)), ...bureaus.filter(({ role }) => role === "CUSTOM" || BUREAU_ROLES.includes(role))]);
}
const BUREAU_ROLES: readonly Role[] = ["CITY_ADMIN", "PROVINCE_ADMIN", "PLATFORM_ADMIN"];

async function accountsAt(store: Store, paths: readonly OrgPath[]): Promise<UnitAccountItem[]> {
  const found = (await Promise.all([...new Set(paths)].map((path) => listUnitAccounts(store, path)))).flat();
  return once(found);
}

/** Somebody with several roles is one person. */
function once(found: readonly UnitAccountItem[]): UnitAccountItem[] {
  const accounts = new Map<string, UnitAccountItem>();
  for (const account of found) if (!accounts.has(account.accountId)) accounts.set(account.accountId, account);
  return [...accounts.values()];
}

export async function listColleagues({ engine }: ApprovalDeps, actor: Actor): Promise<Result<Colleagues, KernelRefusal>> {
  return ok({ items: shownTo(actor, await colleaguesOf(engine.store, actor)) });
}

export async function listApprovalColleagues({ engine }: ApprovalDeps, actor: Actor, approvalId: ApprovalId): Promise<Result<Colleagues, KernelRefusal>> {
  const approval = await getApprovalItem(engine.store, approvalId);
  const actsFor = await actsForActor(engine.store, actor, localDateOf(engine.clock.now()));
  if (approval === undefined || !maySeeApproval(approval, actor, actsFor)) return refuse({ code: "NOT_FOUND", what: "项审批" });
  return ok({ items: shownTo(actor, await choosableFor(engine.store, approval, actor, actsFor)) });
}

function shownTo(actor: Actor, accounts: readonly UnitAccountItem[]): Colleague[] {
  return accounts
    .filter(({ accountId }) => accountId !== actor.accountId)
    .map(({ accountId, displayName, role, orgName }) => ({
      accountId: accountId as Colleague["accountId"],
      name: displayName,
      roleLabel: ROLE_LABELS[role],
      orgName,
    }));
}

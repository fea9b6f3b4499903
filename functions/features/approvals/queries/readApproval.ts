import type { ApprovalDetail, ApprovalId } from "@app/contract/approvals/approval.schema";
import type { WorkingCalendar } from "@app/contract/engines/workingCalendar";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { Store } from "../../../engines/store/storePort";
import type { ApprovalDeps } from "../approvalDeps";
import { getApprovalItem, type ApprovalItem } from "../approvalRepository";
import { maySeeApproval, toApprovalDetail } from "../approvalView";
import { actsForToday, standInsToday, type ActsFor } from "../leaveRepository";
import { openTasks } from "../takeStep";

/** The accounts that somebody acts for now; nobody's without an account. */
export async function actsForActor(store: Store, { accountId, name }: Actor, today: LocalDate): Promise<ActsFor[]> {
  return accountId === undefined ? [] : actsForToday(store, { accountId, name }, today);
}

export async function getApproval({ engine }: ApprovalDeps, actor: Actor, approvalId: ApprovalId): Promise<Result<ApprovalDetail, KernelRefusal>> {
  const now = engine.clock.now();
  const approval = await getApprovalItem(engine.store, approvalId);
  const actsFor = await actsForActor(engine.store, actor, localDateOf(now));
  if (approval === undefined || !maySeeApproval(approval, actor, actsFor)) return refuse({ code: "NOT_FOUND", what: "项审批" });
  return ok(await detailFor(engine.store, approval, { actor, actsFor }, now, await engine.calendar()));
}

export async function detailFor(
  store: Store,
  approval: ApprovalItem,
  viewer: { readonly actor: Actor; readonly actsFor: readonly ActsFor[] },
  now: Instant,
  calendar: WorkingCalendar,
): Promise<ApprovalDetail> {
  const waitingFor = openTasks(approval.state).map(({ approver }) => approver.accountId);
  const standIns = await standInsToday(store, waitingFor, localDateOf(now));
  return toApprovalDetail(approval, { ...viewer, standIns }, now, calendar);
}

/** For a subject's own page: whoever approves it, also after a 转签, reads what they decide on. */
export async function isParticipant(store: Store, approvalId: string, actor: Actor, now: Instant): Promise<boolean> {
  const approval = await getApprovalItem(store, approvalId);
  return approval !== undefined && maySeeApproval(approval, actor, await actsForActor(store, actor, localDateOf(now)));
}

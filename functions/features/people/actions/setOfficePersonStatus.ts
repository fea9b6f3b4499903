import type { Actor } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { OFFICE_PERSON_STATUS_LABELS, type OfficePersonDetail, type SetOfficePersonStatus } from "@app/contract/people/officePerson.schema";
import { lastAdminGuard } from "../../organizations/public";
import { changeAccountWrites, nextSessionEpoch } from "../../sessions/public";
import { personEvent } from "../personEvents";
import type { PeopleDeps } from "../peopleDeps";
import { changePerson, type PersonRefusal } from "../personCommand";

/**
 * A disabled account opens nothing: log-ins by password, phone and WeChat refuse it, its sessions end with the next request, and it stands in no list of
 * its places. Its posts and its WeChat binding stay for the day it is enabled.
 */
export function setOfficePersonStatus(
  deps: PeopleDeps,
  actor: Actor,
  username: string,
  { requestId, status, remark }: SetOfficePersonStatus,
): Promise<Result<OfficePersonDetail, PersonRefusal>> {
  return changePerson(deps, { actor, username, requestId, command: "setOfficePersonStatus", asked: { status, remark } }, async (account) => {
    if (actor.accountId === account.accountId) return refuse({ code: "OWN_ACCOUNT" });
    if (account.status === status) return refuse({ code: "STATUS_UNCHANGED", statusLabel: OFFICE_PERSON_STATUS_LABELS[status] });
    const guard = await lastAdminGuard(deps.engine.store, { accounts: new Map([[username, { status, grants: account.grants }]]) });
    if (!guard.ok) return guard;
    // Sessions that were open before it was disabled stay over when it is enabled again.
    const sessions = status === "DISABLED" ? { sessionEpoch: nextSessionEpoch(account) } : {};
    const fields = [{ label: "账号", before: OFFICE_PERSON_STATUS_LABELS[account.status], after: OFFICE_PERSON_STATUS_LABELS[status] }];
    return ok({
      writes: [...changeAccountWrites(account, { status, ...sessions }), ...guard.value],
      events: [personEvent(account, status === "DISABLED" ? "ACCOUNT_DISABLED" : "ACCOUNT_ENABLED", { fields, remark })],
    });
  });
}

import {
  APPROVAL_DESK_MAX,
  type ApprovalDesk,
  type ApprovalSummary,
  type ListApprovalProgressQuery,
  type ListMyApprovalsQuery,
} from "@app/contract/approvals/approval.schema";
import { scopesOf, type Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { Page } from "@app/contract/kernel/page";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { localDateOf } from "@app/contract/kernel/time";
import { cityCodeOf, coversPath, orgLevelOf, provinceCodeOf } from "@app/contract/organizations/orgPath";
import { allProvinces } from "@app/contract/regions/regions.data";
import { queryMerged } from "../../../engines/paging/queryMerged";
import type { IndexName, QueryPage, Store } from "../../../engines/store/storePort";
import type { ApprovalDeps } from "../approvalDeps";
import { approvalKey, copiesPk, doneTasksPk, openTasksPk, runningPk, startedPk, type ApprovalItem, type TaskRow } from "../approvalRepository";
import { toApprovalSummary } from "../approvalView";
import { actsForActor } from "./readApproval";

type Paged = Result<Page<ApprovalSummary>, KernelRefusal>;

/** 我的审批: a page of one group. What waits for somebody I stand in for is among my to-dos. */
export async function listMyApprovals(deps: ApprovalDeps, actor: Actor, query: ListMyApprovalsQuery): Promise<Paged> {
  const { store, clock } = deps.engine;
  const now = clock.now();
  // A visitor has no account and no tasks.
  if (actor.accountId === undefined) return ok({ items: [] });
  const { accountId } = actor;
  const page = { limit: query.limit, cursor: query.cursor };
  switch (query.group) {
    case "OPEN": {
      const actsFor = await actsForActor(store, actor, localDateOf(now));
      const pks = actsFor.map((each) => openTasksPk(each.accountId));
      return summaries(deps, await queryMerged(store, { index: "index1", pks, range: {}, order: "ascending", ...page }), (row) => {
        const owner = actsFor.find((each) => each.accountId === (row as unknown as TaskRow).accountId);
        return owner === undefined || owner.accountId === accountId ? undefined : owner.name;
      });
    }
    case "DONE":
      return summaries(deps, await latest(store, "index1", doneTasksPk(accountId), page));
    case "COPIED":
      return summaries(deps, await latest(store, "index1", copiesPk(accountId), page));
    case "STARTED":
      return summaries(deps, await latest(store, "index2", startedPk(accountId), page));
  }
}

/** 审批进度: what runs in somebody's places, the longest waiting first (promise F23). */
export async function listApprovalProgress(deps: ApprovalDeps, actor: Actor, query: ListApprovalProgressQuery): Promise<Paged> {
  const scopes = [...new Set(scopesOf(actor, "approvals.read"))];
  const widest = scopes.filter((scope) => !scopes.some((other) => other !== scope && coversPath(other, scope)));
  const isCities = widest.every((scope) => cityCodeOf(scope) !== undefined);
  const codes = widest.flatMap((scope) => {
    if (orgLevelOf(scope) === "COUNTRY") return ["CN", ...allProvinces().map(({ code }) => code)];
    return [(isCities ? cityCodeOf(scope) : provinceCodeOf(scope)) ?? "CN"];
  });
  const found = await queryMerged(deps.engine.store, {
    index: isCities ? "index1" : "index3",
    pks: [...new Set(codes)].map(runningPk),
    range: {},
    order: "ascending",
    limit: query.limit,
    cursor: query.cursor,
  });
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  // A place narrower than the partition that was read sees its own alone; such a page may be shorter.
  const inScope = (found.items as unknown as readonly ApprovalItem[]).filter(({ subject }) => widest.some((scope) => coversPath(scope, subject.orgPath)));
  return pageOf(deps, inScope, found.next);
}

/** How many wait for me, and how many of them too long; counted no further than the menu says. */
export async function getApprovalDesk(deps: ApprovalDeps, actor: Actor): Promise<Result<ApprovalDesk, KernelRefusal>> {
  const { store, clock } = deps.engine;
  const now = clock.now();
  const actsFor = await actsForActor(store, actor, localDateOf(now));
  const pks = actsFor.map(({ accountId }) => openTasksPk(accountId));
  const page = await queryMerged(store, { index: "index1", pks, range: {}, order: "ascending", limit: APPROVAL_DESK_MAX, cursor: undefined });
  if (page === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  return ok({ open: page.items.length, overdue: page.items.filter(({ index1 }) => (index1?.sk ?? "~") <= `${now}~`).length });
}

const latest = (store: Store, index: IndexName, pk: string, page: { limit: number; cursor: string | undefined }): Promise<QueryPage | "CURSOR_INVALID"> =>
  queryMerged(store, { index, pks: [pk], range: {}, order: "descending", ...page });

/** A row names its approval; the approvals of a page are read together. */
async function summaries(
  deps: ApprovalDeps,
  found: QueryPage | "CURSOR_INVALID",
  standsInFor: (row: QueryPage["items"][number]) => string | undefined = () => undefined,
): Promise<Paged> {
  if (found === "CURSOR_INVALID") return refuse({ code: "CURSOR_INVALID" });
  const { clock, store } = deps.engine;
  const ids = [...new Set(found.items.map((row) => String(row["approvalId"])))];
  const items = (ids.length === 0 ? [] : await store.getMany(ids.map(approvalKey))) as readonly (ApprovalItem | undefined)[];
  const approvals = new Map(items.flatMap((item) => (item === undefined ? [] : [[item.approvalId, item] as const])));
  const now = clock.now();
  const calendar = await deps.engine.calendar();
  const shown = found.items.flatMap((row): ApprovalSummary[] => {
    const approval = approvals.get(String(row["approvalId"]));
    const owner = standsInFor(row);
    return approval === undefined ? [] : [{ ...toApprovalSummary(approval, now, calendar), ...(owner === undefined ? {} : { standsInFor: owner }) }];
  });
  return ok({ items: shown, ...(found.next === undefined ? {} : { next: found.next }) });
}

async function pageOf({ engine }: ApprovalDeps, approvals: readonly ApprovalItem[], next: string | undefined): Promise<Paged> {
  const now = engine.clock.now();
  const calendar = await engine.calendar();
  return ok({ items: approvals.map((approval) => toApprovalSummary(approval, now, calendar)), ...(next === undefined ? {} : { next }) });
}

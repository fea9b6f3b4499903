import type { Actor } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { HandedOver, HandOverWork, OpenWork } from "@app/contract/people/officePerson.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { lastAdminGuard } from "../../organizations/public";
import { changeAccountWrites, getAccount, nextSessionEpoch } from "../../sessions/public";
import { personEvent } from "../personEvents";
import type { PeopleDeps } from "../peopleDeps";
import { findManaged, type PersonRefusal } from "../personCommand";

export async function getOpenWork(deps: PeopleDeps, actor: Actor, username: string): Promise<Result<OpenWork, PersonRefusal>> {
  const from = await findManaged(deps, actor, username);
  if (!from.ok) return from;
  const kinds = await Promise.all(
    deps.openWork.map(async ({ kind, label, list }) => {
      const { items, hasMore } = await list(from.value);
      return { kind, label, items: [...items], hasMore };
    }),
  );
  return ok({ kinds: kinds.filter(({ items }) => items.length > 0) });
}

/**
 * Kind by kind, each by commands of its own, then the end: the leaver is disabled if wished, and both are told. What was done before a fault is not done again by
 * the same request, and the end is written once.
 */
export async function handOverWork(deps: PeopleDeps, actor: Actor, username: string, command: HandOverWork): Promise<Result<HandedOver, PersonRefusal>> {
  const { store } = deps.engine;
  const { requestId, toUsername, disableAfterwards, remark } = command;
  const repeated = await finish(deps, actor, username, command, undefined);
  if (repeated !== undefined) return repeated;
  const from = await findManaged(deps, actor, username);
  if (!from.ok) return from;
  if (actor.accountId === from.value.accountId) return refuse({ code: "OWN_ACCOUNT" });
  if (toUsername === username) return refuse({ code: "RECEIVER_IS_LEAVER" });
  const to = await findManaged(deps, actor, toUsername);
  if (!to.ok || to.value.status !== "ACTIVE") return refuse({ code: "RECEIVER_UNKNOWN" });
  // Asked before anything moves: half a hand-over whose end is refused would help nobody.
  if (disableAfterwards) {
    const guard = await lastAdminGuard(store, { accounts: new Map([[username, { status: "DISABLED", grants: from.value.grants }]]) });
    const keepsPosts = from.value.posts.length === 0;
    if (!guard.ok && keepsPosts) return guard;
  }
  const moved: { label: string; count: number }[] = [];
  for (const source of deps.openWork) {
    const done = await source.handOver({ actor, requestId: `${requestId}#${source.kind}`, from: from.value, to: to.value });
    if (!done.ok) return done as Result<HandedOver, PersonRefusal>;
    if (done.value.count > 0) moved.push({ label: source.label, count: done.value.count });
  }
  if (moved.length === 0 && !disableAfterwards) return refuse({ code: "NOTHING_TO_HAND_OVER" });
  return (await finish(deps, actor, username, { ...command, remark }, moved)) ?? refuse({ code: "BUSY" });
}

/** The last step; with nothing moved yet it only gives the answer that this request had before. */
async function finish(
  deps: PeopleDeps,
  actor: Actor,
  username: string,
  { requestId, toUsername, disableAfterwards, remark }: HandOverWork,
  moved: HandedOver["moved"] | undefined,
): Promise<Result<HandedOver, PersonRefusal> | undefined> {
  const { store } = deps.engine;
  const done = await runCommand<HandedOver | null, PersonRefusal>(deps.engine, {
    actor,
    requestId,
    command: "handOverWork",
    asked: { username, toUsername, disableAfterwards, remark },
    decide: async () => {
      if (moved === undefined) return ok({ writes: [], events: [], answer: null });
      const [from, to] = await Promise.all([getAccount(store, username), getAccount(store, toUsername)]);
      if (from === undefined || to === undefined) return refuse({ code: "RECEIVER_UNKNOWN" });
      const disables = disableAfterwards && from.status === "ACTIVE";
      const guard = disables ? await lastAdminGuard(store, { accounts: new Map([[username, { status: "DISABLED", grants: from.grants }]]) }) : ok([]);
      if (!guard.ok) return guard;
      const what = moved.map(({ label, count }) => `${label} ${count} 项`).join("、");
      const said = `${what === "" ? "没有未完的工作" : what}，交给「${to.displayName}」${disables ? "；账号同时停用" : ""}`;
      const set = disables ? { status: "DISABLED" as const, sessionEpoch: nextSessionEpoch(from) } : {};
      return ok({
        writes: [...changeAccountWrites(from, set), ...guard.value],
        events: [personEvent(from, "WORK_HANDED_OVER", { toUsername, toName: to.displayName, what, isDisabled: disables, remark, said })],
        answer: { moved, isDisabled: disables || from.status === "DISABLED" },
      });
    },
  });
  if (!done.ok) return done;
  return done.value === null ? undefined : ok(done.value);
}

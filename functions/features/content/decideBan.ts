import { BAN_STATUS_LABELS, type Ban, type BanAction, type BanRefusal, type DecideBan, type MyBan } from "@app/contract/content/ban.schema";
import { BAN_WORKFLOW } from "@app/contract/content/ban.workflow";
import { decideAction } from "@app/contract/engines/workflow";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { runCommand, type CommandEngine } from "../../engines/commands/runCommand";
import { versionIs } from "../../engines/store/storePort";
import { banEvent } from "./banPerson";
import { BAN_TAG, getBanItem, placedBan, type BanItem } from "./banRepository";
import { banCase, banParties, toBan, toMyBan } from "./banView";
import { conflictOf, personIdOf } from "./otherModerators";

type Refusal = BanRefusal | KernelRefusal;
const NOT_FOUND = { code: "NOT_FOUND", what: "项发言限制" } as const;

/** What happens to a ban after it was made: an appeal, its answer, its end. */
async function decideBan(
  engine: CommandEngine,
  input: { readonly actor: Actor; readonly personId: string; readonly action: BanAction; readonly command: DecideBan },
): Promise<Result<BanItem, Refusal>> {
  const { personId, action, command } = input;
  const decidedBan = await runCommand<{ readonly isDecided: true }, Refusal>(engine, {
    actor: input.actor,
    requestId: command.requestId,
    command: `ban ${action}`,
    asked: [personId, command.version, command.remark ?? null],
    decide: async ({ actor, now }) => {
      const found = await getBanItem(engine.store, personId);
      const parties = found === undefined ? [] : banParties(found, actor);
      if (found === undefined || parties.length === 0) return refuse(NOT_FOUND);
      // Whoever appeals judges nothing.
      const conflict = action === "APPEAL" ? undefined : await conflictOf(engine.store, found, actor, await personIdOf(engine.store, actor));
      const decided = decideAction(BAN_WORKFLOW, {
        item: banCase(found, now, conflict),
        action,
        parties,
        remark: command.remark,
        now,
        lastChange: found.answer === undefined ? undefined : `${found.answer.byName}：${BAN_STATUS_LABELS[found.status]}`,
      });
      if (!decided.ok) return decided;
      if (found.version !== command.version) return refuse({ code: "BAN_CHANGED" });
      const remark = decided.value.remark ?? "";
      const next = placedBan({
        ...found,
        status: decided.value.to,
        ...(action === "APPEAL" ? { appealReason: remark } : { answer: { remark, byName: actor.name, at: now } }),
        changedAt: now,
        version: found.version + 1,
      });
      return ok({
        writes: [{ kind: "put", tag: BAN_TAG, item: next, condition: versionIs(found.version) }],
        events: [
          {
            ...banEvent(decided.value.event, next, remark),
            changed: [{ label: "状态", before: BAN_STATUS_LABELS[found.status], after: BAN_STATUS_LABELS[next.status] }],
          },
        ],
        answer: { isDecided: true as const },
      });
    },
  });
  if (!decidedBan.ok) return decidedBan;
  const ban = await getBanItem(engine.store, personId);
  return ban === undefined ? refuse(NOT_FOUND) : ok(ban);
}

export async function answerBan(
  engine: CommandEngine,
  input: { readonly actor: Actor; readonly personId: string; readonly action: Extract<BanAction, "UPHOLD" | "LIFT">; readonly command: DecideBan },
): Promise<Result<Ban, Refusal>> {
  const decided = await decideBan(engine, input);
  return decided.ok ? ok(await toBan(engine.store, decided.value, input.actor, engine.clock.now(), undefined)) : decided;
}

export async function appealBan(engine: CommandEngine, input: { readonly actor: Actor; readonly command: DecideBan }): Promise<Result<MyBan, Refusal>> {
  const { personId } = input.actor;
  if (personId === undefined) return refuse(NOT_FOUND);
  const decided = await decideBan(engine, { ...input, personId, action: "APPEAL" });
  return decided.ok ? ok(toMyBan(decided.value, input.actor, engine.clock.now())) : decided;
}

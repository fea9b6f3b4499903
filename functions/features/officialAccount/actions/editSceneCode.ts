import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { OfficialAccountRefusal } from "@app/contract/officialAccount/officialAccount.errors";
import type { EditSceneCode, SceneCode } from "@app/contract/officialAccount/sceneCode.schema";
import { runCommand, type CommandEngine } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { accountEvent, codeKey, getCode, type CodeItem } from "../accountRepository";
import { labelOfTarget } from "../codeTarget";
import { toSceneCode } from "../codeView";

type Refusal = OfficialAccountRefusal | KernelRefusal;

/** What stands on paper stays as it is: where it leads, and whether it does, is ours to change. */
export function editSceneCode(engine: CommandEngine, actor: Actor, codeId: string, command: EditSceneCode): Promise<Result<SceneCode, Refusal>> {
  return runCommand<SceneCode, Refusal>(engine, {
    actor,
    requestId: command.requestId,
    command: "editSceneCode",
    asked: { codeId, ...command },
    decide: async ({ now }) => {
      const before = await getCode(engine.store, codeId);
      if (before === undefined) return refuse({ code: "NOT_FOUND", what: "个二维码" });
      if (before.version !== command.version) return refuse({ code: "ACCOUNT_SETTING_CHANGED", byName: undefined, at: undefined });
      const isSameTarget = JSON.stringify(before.target) === JSON.stringify(command.target);
      // A code whose facility closed meanwhile can still be renamed and taken out of use.
      const target = isSameTarget ? ok(before.targetLabel) : await labelOfTarget(engine.store, command.target);
      if (!target.ok) return target;
      const { name, isDisabled } = command;
      const changed = [
        { label: "名称", before: before.name, after: name },
        { label: "去处", before: before.targetLabel, after: target.value },
        { label: "状态", before: stateWords(before.isDisabled), after: stateWords(isDisabled) },
      ].filter((change) => change.before !== change.after);
      if (changed.length === 0 && isSameTarget) return ok({ writes: [], events: [], answer: toSceneCode(before, now) });
      const set = { name, target: command.target, targetLabel: target.value, isDisabled, version: before.version + 1 };
      const after: CodeItem = { ...before, ...set };
      return ok({
        // Scans are counted into the same item, and none may be lost to a change of its name.
        writes: [{ kind: "update", tag: "code", key: codeKey(codeId), set, condition: versionIs(before.version) }],
        events: [accountEvent({ eventType: "SCENE_CODE_CHANGED", casePk: before.pk, caseId: codeId, caseName: name, sequence: after.version }, changed)],
        answer: toSceneCode(after, now),
      });
    },
  });
}

const stateWords = (isDisabled: boolean): string => (isDisabled ? "停用" : "使用");

import { createHash } from "node:crypto";
import type { Actor } from "@app/contract/kernel/actor";
import type { AnyRefusal, KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, DAY_MS } from "@app/contract/kernel/time";
import type { OfficialAccountRefusal } from "@app/contract/officialAccount/officialAccount.errors";
import type { CreateSceneCode, SceneCode } from "@app/contract/officialAccount/sceneCode.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent } from "../../../engines/store/storePort";
import { accountEvent, codeIndex, codeKey, sceneOf, type CodeItem } from "../accountRepository";
import { labelOfTarget } from "../codeTarget";
import { toSceneCode } from "../codeView";
import type { OfficialAccountDeskDeps } from "../officialAccountDeps";
import { refusalOfWechat } from "../wechatWords";

type Refusal = OfficialAccountRefusal | KernelRefusal;
const DAY_SECONDS = 86_400;

/** The scene follows from the request, so a repeat asks WeChat for the same code and not for one more of its 100 000. */
export async function createSceneCode(deps: OfficialAccountDeskDeps, actor: Actor, command: CreateSceneCode): Promise<Result<SceneCode, Refusal>> {
  const { engine, wechat } = deps;
  const request = { actor, requestId: command.requestId, command: "createSceneCode", asked: command };
  const first = await runCommand<SceneCode, AnyRefusal>(engine, { ...request, decide: async () => refuse({ code: "NONE_YET" }) });
  if (first.ok || first.refusal.code !== "NONE_YET") return first as Result<SceneCode, Refusal>;
  const target = await labelOfTarget(engine.store, command.target);
  if (!target.ok) return target;
  const codeId = createHash("sha256").update(`${actor.id} ${command.requestId}`).digest("base64url").slice(0, 16);
  const made = await wechat.createSceneCode({ scene: sceneOf(codeId), ...(command.days === undefined ? {} : { lastsSeconds: command.days * DAY_SECONDS }) });
  if (!made.ok) return refuse(refusalOfWechat(made.refusal));
  return runCommand<SceneCode, Refusal>(engine, {
    ...request,
    decide: async ({ now }) => {
      const item: CodeItem = {
        ...codeKey(codeId),
        index1: codeIndex({ codeId, createdAt: now }),
        codeId,
        name: command.name,
        target: command.target,
        targetLabel: target.value,
        isDisabled: false,
        ...(command.days === undefined ? {} : { expiresAt: addMs(now, command.days * DAY_MS) }),
        ...made.value,
        createdByName: actor.name,
        createdAt: now,
        version: 1,
        scans: 0,
        newFollowers: 0,
      };
      const lasts = command.days === undefined ? "永久" : `${command.days} 天`;
      return ok({
        writes: [{ kind: "put", tag: "code", item, condition: absent }],
        events: [
          accountEvent({ eventType: "SCENE_CODE_CREATED", casePk: item.pk, caseId: codeId, caseName: command.name, sequence: 1 }, [
            { label: "去处", before: "", after: target.value },
            { label: "有效期", before: "", after: lasts },
          ]),
        ],
        answer: toSceneCode(item, now),
      });
    },
  });
}

import type { CodeState, SceneCode } from "@app/contract/officialAccount/sceneCode.schema";
import type { Instant } from "@app/contract/kernel/time";
import type { CodeItem } from "./accountRepository";

export function toSceneCode(item: CodeItem, now: Instant): SceneCode {
  const { codeId, name, target, targetLabel, expiresAt, createdByName, createdAt, scans, newFollowers, version } = item;
  return {
    codeId,
    name,
    target,
    targetLabel,
    state: stateOf(item, now),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    createdByName,
    createdAt,
    scans,
    newFollowers,
    version,
  };
}

function stateOf({ isDisabled, expiresAt }: CodeItem, now: Instant): CodeState {
  if (isDisabled) return "DISABLED";
  return expiresAt !== undefined && expiresAt <= now ? "EXPIRED" : "ACTIVE";
}

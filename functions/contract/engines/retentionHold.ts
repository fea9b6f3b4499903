import { refusalEntry, type RefusalOf } from "../kernel/errors";
import { RequestId } from "../kernel/ids";
import { ok, refuse, type Result } from "../kernel/result";
import { Instant, instantLabel } from "../kernel/time";
import { z } from "../kernel/zod";

/**
 * 暂停到期清除 (promise M19): a dispute needs to know whom a case is about, so nothing of it is cleared until the hold is lifted. Whoever reads the settings of the
 * case's place may hold it: its bureau and those above, never the facility that a complaint may be about.
 */
export const RetentionHold = z.strictObject({ at: Instant, byName: z.string(), reason: z.string() }).meta({ title: "RetentionHold" });
export type RetentionHold = z.infer<typeof RetentionHold>;

/** What a case's own page says of its retention; only offices see the hold. */
export const RetentionShown = z.strictObject({
  retentionHold: RetentionHold.optional(),
  /** Present when the reader may hold it, or lift its hold. */
  mayHoldRetention: z.boolean().optional(),
});
export type RetentionShown = z.infer<typeof RetentionShown>;

export const HoldRetention = z
  .strictObject({
    requestId: RequestId,
    reason: z.string("请填写原因").trim().min(2, "请填写原因，如：投诉调查，编号 2026-031").max(200, "原因最多 200 个字"),
  })
  .meta({ title: "HoldRetention" });
export type HoldRetention = z.infer<typeof HoldRetention>;
export const ReleaseRetention = HoldRetention.meta({ title: "ReleaseRetention" });

export const retentionHoldErrors = {
  RETENTION_HELD: refusalEntry<{ readonly byName: string }>(409, ({ byName }) => `${byName}已经暂停了到期清除，不用再次操作。请刷新查看。`),
  RETENTION_NOT_HELD: refusalEntry(409, "没有暂停到期清除，可能刚被别人恢复了。请刷新查看。"),
  PERSONAL_DATA_CLEARED: refusalEntry(409, "个人信息已经清除，不能再暂停清除。"),
  RETENTION_NOT_RUNNING: refusalEntry(409, "正在办理或已经通过，不会到期清除，不用暂停。"),
} as const;
export type RetentionHoldRefusal = RefusalOf<typeof retentionHoldErrors>;

export const RETENTION_STEPS = ["HOLD", "RELEASE"] as const;
export type RetentionStep = (typeof RETENTION_STEPS)[number];

/** The hold after a step; `undefined` when none is left. One rule for every kind of case. */
export function decideRetentionHold(
  record: { readonly retentionHold?: RetentionHold | undefined; readonly isCleared: boolean; readonly isRunning: boolean },
  step: { readonly step: RetentionStep; readonly at: Instant; readonly byName: string; readonly reason: string },
): Result<RetentionHold | undefined, RetentionHoldRefusal> {
  const { retentionHold, isCleared, isRunning } = record;
  if (step.step === "RELEASE") return retentionHold === undefined ? refuse({ code: "RETENTION_NOT_HELD" }) : ok(undefined);
  if (isCleared) return refuse({ code: "PERSONAL_DATA_CLEARED" });
  if (retentionHold !== undefined) return refuse({ code: "RETENTION_HELD", byName: retentionHold.byName });
  if (!isRunning) return refuse({ code: "RETENTION_NOT_RUNNING" });
  return ok({ at: step.at, byName: step.byName, reason: step.reason });
}

/** 「已按规定清除（2028-03-09，参观预约的个人信息从参观日结束起保留 24 个月，已到期；保留期限规则）」: of any kind, when, why and by whom. */
export const clearedWords = ({ at, because, byName }: { readonly at: Instant; readonly because: string; readonly byName: string }): string =>
  `已按规定清除（${instantLabel(at).slice(0, 10)}，${because}；${byName}）`;

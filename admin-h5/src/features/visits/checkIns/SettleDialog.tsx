import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { SETTLEMENT_REMARK_MAX, type EntryConflict } from "@app/contract/visits/entryConflict.schema";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import { api } from "../../../platform/api";
import { requestIdFor, settleIntent } from "../../../platform/intent";
import { RemarkDialog, tellsThatScreenIsBehind } from "../../../ui/RemarkDialog";
import type { OfferedDecision } from "./ConflictCard";

export interface Settling {
  readonly conflict: EntryConflict;
  readonly offered: OfferedDecision;
}
interface Props {
  readonly settling: Settling;
  readonly onClose: () => void;
  readonly onSettled: (conflict: EntryConflict) => void;
  readonly onStale: () => void;
}

/** Asks how it was found out. */
export function SettleDialog({ settling: { conflict, offered }, onClose, onSettled, onStale }: Props) {
  return (
    <RemarkDialog
      label={offered.label}
      rule={{ kind: "required", label: "处理说明", maxLength: SETTLEMENT_REMARK_MAX }}
      readers="例如：看了监控，是同一批人"
      draftName={`settle.${conflict.conflictId}`}
      onClose={onClose}
      onSend={send}
    >
      <p className="decide-who">
        {offered.action === "COUNT_BOTH"
          ? `会把存疑的 ${conflict.later.heads} 人计入统计，并留下一条更正记录。`
          : `存疑的 ${conflict.later.heads} 人不计入统计，数字保持不变。`}
        处理后不能再改。
      </p>
    </RemarkDialog>
  );

  async function send(remark = ""): Promise<CallRefusal | undefined> {
    if (offered.action === "WITHDRAW") return undefined;
    const name = `SETTLE.${conflict.conflictId}`;
    const content = { decision: offered.action, remark };
    const result = await api.call(gateRoutes.settleEntryConflict, {
      params: { conflictId: conflict.conflictId },
      body: { requestId: requestIdFor(name, content), ...content },
    });
    if (result.ok) {
      settleIntent(name);
      onSettled(result.value);
      return undefined;
    }
    const { status } = result.refusal;
    // Without an answer nobody knows whether it happened: the same id must be sent again.
    if (status !== 0 && status < 500 && status !== 401) settleIntent(name);
    // Somebody else decided first: the list is behind.
    if (tellsThatScreenIsBehind(result.refusal)) onStale();
    return result.refusal;
  }
}

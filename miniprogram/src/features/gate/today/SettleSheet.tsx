import { View } from "@tarojs/components";
import { useState } from "react";
import { SETTLEMENT_REMARK_MAX, SettleEntryConflict, type EntryConflict } from "@app/contract/visits/entryConflict.schema";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import { scanQueue } from "../../../admission/offline/thisPhone";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Chips } from "../../../ui/Chips";
import { Field } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";
import { EntryLine } from "./AttentionCards";

type Decision = SettleEntryConflict["decision"];

/** A supervisor decides how an entry in doubt counts, with a reason that stays with it (promise F2). */
export function SettleSheet({
  conflict,
  onClose,
  onSettled,
}: {
  readonly conflict: EntryConflict;
  readonly onClose: () => void;
  readonly onSettled: () => void;
}) {
  const [decision, setDecision] = useState<Decision>();
  const [remark, setRemark] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const options = conflict.availableActions.flatMap(({ action, label }) => (action === "WITHDRAW" ? [] : [{ value: action, label }]));

  const send = async (): Promise<void> => {
    setProblem(undefined);
    const checked = SettleEntryConflict.omit({ requestId: true }).safeParse({ decision, remark });
    if (!checked.success) return setProblem(checked.error.issues[0]?.message);
    setSending(true);
    const answer = await act(`settle-conflict:${conflict.conflictId}`, checked.data, (body) =>
      api.call(gateRoutes.settleEntryConflict, { params: { conflictId: conflict.conflictId }, body }),
    );
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    scanQueue.state().scans.forEach(({ entryId, conflictId }) => {
      if (conflictId === conflict.conflictId) scanQueue.change(entryId, { isAcknowledged: true });
    });
    toast("已处理");
    onSettled();
  };

  return (
    <Sheet title={conflict.kindLabel} onClose={onClose}>
      <View className="sheet-text">{conflict.sentence}</View>
      {conflict.earlier !== undefined && <EntryLine label="先" entry={conflict.earlier} />}
      <EntryLine label={conflict.earlier === undefined ? "入场" : "后"} entry={conflict.later} />
      <View className="party__question party__question--apart">怎样计数？</View>
      <Chips id="decision" label="怎样计数" options={options} value={decision} onChange={setDecision} />
      <Field
        id="settle-remark"
        label="处理说明"
        required
        multiline
        maxLength={SETTLEMENT_REMARK_MAX}
        value={remark}
        onChange={setRemark}
        placeholder="如：核对监控，是同一家人走了两个门"
      />
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="settle-confirm" loading={isSending} onPress={() => void send()}>
        确定
      </Button>
    </Sheet>
  );
}

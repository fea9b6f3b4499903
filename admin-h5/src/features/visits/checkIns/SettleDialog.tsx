import { Alert, Input, Modal } from "antd";
import { useState } from "react";
import { workflowErrors } from "@app/contract/engines/workflow";
import { SETTLEMENT_REMARK_MAX, type EntryConflict } from "@app/contract/visits/entryConflict.schema";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import { api } from "../../../platform/api";
import { useDraft } from "../../../platform/draft";
import { requestIdFor, settleIntent } from "../../../platform/intent";
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

const LABEL = "处理说明";

/** Asks how it was found out. What was typed stays until it is sent. */
export function SettleDialog({ settling: { conflict, offered }, onClose, onSettled, onStale }: Props) {
  const draft = useDraft<string>(`settle.${conflict.conflictId}`, { initial: "", parse: (stored) => (typeof stored === "string" ? stored : undefined) });
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  return (
    <Modal
      open
      title={offered.label}
      okText={offered.label}
      cancelText="再想想"
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      mask={{ closable: false }}
      okButtonProps={{ ...{ "data-testid": "settle-submit" } }}
    >
      {refusal === undefined ? null : <Alert className="decide-notice" type="warning" showIcon title={refusal} role="alert" data-testid="action-refusal" />}
      <p className="decide-who">
        {offered.action === "COUNT_BOTH"
          ? `会把存疑的 ${conflict.later.heads} 人计入统计，并留下一条更正记录。`
          : `存疑的 ${conflict.later.heads} 人不计入统计，数字保持不变。`}
        处理后不能再改。
      </p>
      <label className="decide-label" htmlFor="settle-remark">
        {LABEL}
        <em>（必填，例如：看了监控，是同一批人）</em>
      </label>
      <Input.TextArea
        id="settle-remark"
        autoFocus
        rows={4}
        showCount
        maxLength={SETTLEMENT_REMARK_MAX}
        value={draft.value}
        status={problem === undefined ? "" : "error"}
        aria-invalid={problem !== undefined}
        aria-describedby="settle-problem"
        onChange={(event) => {
          draft.keep(event.target.value);
          setProblem(undefined);
        }}
        data-testid="settle-remark"
      />
      <p id="settle-problem" className="decide-problem" role={problem === undefined ? undefined : "alert"} data-testid="settle-problem">
        {problem}
      </p>
    </Modal>
  );

  async function submit(): Promise<void> {
    const remark = draft.value.trim();
    if (remark === "") return setProblem(workflowErrors.REMARK_REQUIRED.sentence({ label: LABEL }));
    if (offered.action === "WITHDRAW") return;
    setSending(true);
    const name = `SETTLE.${conflict.conflictId}`;
    const content = { decision: offered.action, remark };
    const result = await api.call(gateRoutes.settleEntryConflict, {
      params: { conflictId: conflict.conflictId },
      body: { requestId: requestIdFor(name, content), ...content },
    });
    setSending(false);
    if (result.ok) {
      settleIntent(name);
      draft.discard();
      return onSettled(result.value);
    }
    const { status, fields, message } = result.refusal;
    // Without an answer nobody knows whether it happened: the same id must be sent again.
    if (status !== 0 && status < 500 && status !== 401) settleIntent(name);
    const atRemark = fields.find((field) => field.path === "body.remark");
    setProblem(atRemark?.message);
    setRefusal(atRemark === undefined ? message : undefined);
    // Somebody else decided first: the list is behind.
    if (status === 409 || status === 404) onStale();
  }
}

import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Input, Modal } from "antd";
import { useState } from "react";
import { workflowErrors } from "@app/contract/engines/workflow";
import { dateLabel } from "@app/contract/kernel/time";
import type { NoShowRecord } from "@app/contract/visits/noShow.schema";
import { useDraft } from "../../../platform/draft";
import { decideNoShow, type BureauAction } from "./noShowCommands";

interface Props {
  readonly record: NoShowRecord;
  readonly action: BureauAction;
  readonly label: string;
  readonly remark: NoShowRecord["availableActions"][number]["remark"];
  readonly onClose: () => void;
}

/** Asks for the bureau's words, which the booker reads. What was typed stays until it is sent. */
export function DecideNoShowDialog({ record, action, label, remark: rule, onClose }: Props) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const draft = useDraft<string>(`noShow.${action}.${record.bookingId}`, { initial: "", parse: (stored) => (typeof stored === "string" ? stored : undefined) });
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  if (rule.kind === "none") return null;
  return (
    <Modal
      open
      title={label}
      okText={label}
      cancelText="再想想"
      onOk={() => void submit()}
      onCancel={close}
      confirmLoading={isSending}
      mask={{ closable: false }}
      okButtonProps={{ danger: action === "UPHOLD", ...{ "data-testid": "no-show-submit" } }}
    >
      {refusal === undefined ? null : <Alert className="decide-notice" type="warning" showIcon title={refusal} role="alert" data-testid="action-refusal" />}
      <p className="decide-who">
        {record.contactName}，{dateLabel(record.date)} {record.periodLabel}，{record.facilityName}
      </p>
      {record.appealReason === undefined ? null : <p className="decide-who">申诉理由：{record.appealReason}</p>}
      <label className="decide-label" htmlFor="no-show-remark">
        {rule.label}
        <em>（必填，会告诉预约人）</em>
      </label>
      <Input.TextArea
        id="no-show-remark"
        autoFocus
        rows={3}
        showCount
        maxLength={rule.maxLength}
        value={draft.value}
        status={problem === undefined ? "" : "error"}
        aria-invalid={problem !== undefined}
        aria-describedby="no-show-problem"
        onChange={(event) => {
          draft.keep(event.target.value);
          setProblem(undefined);
        }}
        data-testid="remark-input"
      />
      <p id="no-show-problem" className="decide-problem" role={problem === undefined ? undefined : "alert"} data-testid="remark-problem">
        {problem}
      </p>
    </Modal>
  );

  /** After a refusal the list behind is older than what the sentence tells. */
  function close(): void {
    onClose();
    if (refusal !== undefined) void queryClient.invalidateQueries({ queryKey: ["noShows"] });
  }
  async function submit(): Promise<void> {
    if (rule.kind === "none") return;
    const words = draft.value.trim();
    if (words === "") return setProblem(workflowErrors.REMARK_REQUIRED.sentence({ label: rule.label }));
    setSending(true);
    const result = await decideNoShow(record, action, words);
    setSending(false);
    if (!result.ok) return setRefusal(result.refusal.message);
    draft.discard();
    void message.success(`${result.value.statusLabel}：${result.value.contactName}，${dateLabel(result.value.date)}。系统会通知预约人。`);
    onClose();
    await queryClient.invalidateQueries({ queryKey: ["noShows"] });
  }
}

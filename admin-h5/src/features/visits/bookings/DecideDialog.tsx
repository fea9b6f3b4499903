import { Alert, Input, Modal } from "antd";
import { useState } from "react";
import { workflowErrors } from "@app/contract/engines/workflow";
import { dateLabel } from "@app/contract/kernel/time";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { useDraft } from "../../../platform/draft";
import { decideBooking, REMARK_READERS, type DecisionAction, type OfferedAction } from "./decision";
import { whoOf } from "./BookingsTable";

interface Props {
  readonly booking: BookingDetail;
  readonly offered: OfferedAction;
  readonly action: DecisionAction;
  readonly onClose: () => void;
  readonly onDecided: (action: DecisionAction, decided: BookingDetail) => void;
  readonly onStale: () => void;
}

/** Asks for the words that go with a decision. What was typed stays until it is sent, also when the server refuses or the session ends. */
export function DecideDialog({ booking, offered, action, onClose, onDecided, onStale }: Props) {
  const draft = useDraft<string>(`remark.${action}.${booking.bookingId}`, {
    initial: "",
    parse: (stored) => (typeof stored === "string" ? stored : undefined),
  });
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const rule = offered.remark;
  const isStillOffered = booking.availableActions.some((available) => available.action === action);
  if (rule.kind === "none") return null;

  return (
    <Modal
      open
      title={offered.label}
      okText={offered.label}
      cancelText={isStillOffered ? "再想想" : "关闭"}
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      mask={{ closable: false }}
      okButtonProps={{ disabled: !isStillOffered, danger: DANGERS.includes(action), ...{ "data-testid": "decide-submit" } }}
    >
      {refusal === undefined ? null : <Alert className="decide-notice" type="warning" showIcon title={refusal} role="alert" data-testid="action-refusal" />}
      <p className="decide-who">
        {whoOf(booking)}，{booking.heads} 人，{dateLabel(booking.date)} {booking.periodLabel}
      </p>
      <label className="decide-label" htmlFor="decide-remark">
        {rule.label}
        {rule.kind === "required" ? <em>（必填，{REMARK_READERS[action]}）</em> : <span className="soft">（选填，{REMARK_READERS[action]}）</span>}
      </label>
      <Input.TextArea
        id="decide-remark"
        autoFocus
        rows={4}
        showCount
        maxLength={rule.maxLength}
        value={draft.value}
        status={problem === undefined ? "" : "error"}
        aria-invalid={problem !== undefined}
        aria-describedby="decide-problem"
        onChange={(event) => {
          draft.keep(event.target.value);
          setProblem(undefined);
        }}
        data-testid="remark-input"
      />
      <p id="decide-problem" className="decide-problem" role={problem === undefined ? undefined : "alert"} data-testid="remark-problem">
        {problem}
      </p>
    </Modal>
  );

  async function submit(): Promise<void> {
    if (rule.kind === "none") return;
    const remark = draft.value.trim();
    if (rule.kind === "required" && remark === "") return setProblem(workflowErrors.REMARK_REQUIRED.sentence({ label: rule.label }));
    setSending(true);
    const result = await decideBooking({
      bookingId: booking.bookingId,
      action,
      version: booking.version,
      remark: remark === "" ? undefined : remark,
    });
    setSending(false);
    if (result.ok) {
      draft.discard();
      return onDecided(action, result.value);
    }
    const atRemark = result.refusal.fields.find((field) => field.path === "body.remark");
    setProblem(atRemark?.message);
    setRefusal(atRemark === undefined ? result.refusal.message : undefined);
    // A refusal for the case's sake means that this screen is behind.
    if (result.refusal.status === 409 || result.refusal.status === 404) onStale();
  }
}

const DANGERS: readonly DecisionAction[] = ["DECLINE", "CANCEL", "RETURN", "DISCARD"];

import { Alert, Input, Modal } from "antd";
import { useState } from "react";
import type { ActivityDecision, ActivityDetail } from "@app/contract/activities/activity.schema";
import { workflowErrors } from "@app/contract/engines/workflow";
import { useDraft } from "../../platform/draft";
import { figureText } from "../../ui/figures";
import { daysLabel } from "./activitiesFilter";
import { decideActivity, type OfferedAction } from "./activityCommands";

interface Props {
  readonly activity: ActivityDetail;
  readonly offered: OfferedAction;
  readonly action: ActivityDecision;
  readonly onClose: () => void;
  readonly onDecided: (decided: ActivityDetail) => void;
  readonly onStale: () => void;
}

/** Asks for the words that go with a decision. What was typed stays until it is sent, also when the server refuses or the session ends. */
export function ActivityDecideDialog({ activity, offered, action, onClose, onDecided, onStale }: Props) {
  const draft = useDraft<string>(`remark.${action}.${activity.activityId}`, {
    initial: "",
    parse: (stored) => (typeof stored === "string" ? stored : undefined),
  });
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const rule = offered.remark;
  const isStillOffered = activity.availableActions.some((available) => available.action === action);
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
      okButtonProps={{ disabled: !isStillOffered, danger: action === "RETURN", ...{ "data-testid": "decide-submit" } }}
    >
      {refusal === undefined ? null : <Alert className="decide-notice" type="warning" showIcon title={refusal} role="alert" data-testid="action-refusal" />}
      <p className="decide-who">
        {activity.name}
        <br />
        {activity.unitName}，{daysLabel(activity)}，受众 {figureText(activity.audience)} 人
      </p>
      <label className="decide-label" htmlFor="activity-remark">
        {rule.label}
        {rule.kind === "required" ? <em>（必填，会告诉提交人）</em> : <span className="soft">（选填，提交人能看到）</span>}
      </label>
      <Input.TextArea
        id="activity-remark"
        autoFocus
        rows={4}
        showCount
        maxLength={rule.maxLength}
        value={draft.value}
        status={problem === undefined ? "" : "error"}
        aria-invalid={problem !== undefined}
        aria-describedby="activity-remark-problem"
        onChange={(event) => {
          draft.keep(event.target.value);
          setProblem(undefined);
        }}
        data-testid="remark-input"
      />
      <p id="activity-remark-problem" className="decide-problem" role={problem === undefined ? undefined : "alert"} data-testid="remark-problem">
        {problem}
      </p>
    </Modal>
  );

  async function submit(): Promise<void> {
    if (rule.kind === "none") return;
    const remark = draft.value.trim();
    if (rule.kind === "required" && remark === "") return setProblem(workflowErrors.REMARK_REQUIRED.sentence({ label: rule.label }));
    setSending(true);
    const result = await decideActivity({ activityId: activity.activityId, action, version: activity.version, remark: remark === "" ? undefined : remark });
    setSending(false);
    if (result.ok) {
      draft.discard();
      return onDecided(result.value);
    }
    const atRemark = result.refusal.fields.find((field) => field.path === "body.remark");
    setProblem(atRemark?.message);
    setRefusal(atRemark === undefined ? result.refusal.message : undefined);
    // A refusal for the case's sake means that this screen is behind.
    if (result.refusal.status === 409 || result.refusal.status === 404) onStale();
  }
}

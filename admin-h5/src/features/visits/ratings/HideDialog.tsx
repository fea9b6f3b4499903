import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Input, Modal } from "antd";
import { useState } from "react";
import { workflowErrors } from "@app/contract/engines/workflow";
import type { Rating } from "@app/contract/visits/rating.schema";
import { useDraft } from "../../../platform/draft";
import { moderate } from "./ratingCommands";

/** Why the words are not shown; their author reads it. */
export function HideDialog({ rating, onClose }: { readonly rating: Rating; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const rule = rating.availableActions.find(({ action }) => action === "HIDE")?.remark;
  const draft = useDraft<string>(`rating.HIDE.${rating.bookingId}`, { initial: "", parse: (stored) => (typeof stored === "string" ? stored : undefined) });
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  if (rule === undefined || rule.kind === "none") return null;
  const { label, maxLength } = rule;
  return (
    <Modal
      open
      title="隐藏评价"
      okText="隐藏"
      cancelText="再想想"
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      mask={{ closable: false }}
      okButtonProps={{ danger: true, ...{ "data-testid": "rating-hide-submit" } }}
    >
      {refusal === undefined ? null : <Alert className="decide-notice" type="warning" showIcon title={refusal} role="alert" data-testid="action-refusal" />}
      <p className="decide-who">
        {rating.authorName}，{rating.facilityName}：{rating.comment}
      </p>
      <p className="soft">只隐藏文字；{rating.stars} 星仍计入平均分。</p>
      <label className="decide-label" htmlFor="hide-reason">
        {label}
        <em>（必填，会告诉评价人）</em>
      </label>
      <Input.TextArea
        id="hide-reason"
        autoFocus
        rows={3}
        showCount
        maxLength={maxLength}
        value={draft.value}
        status={problem === undefined ? "" : "error"}
        aria-invalid={problem !== undefined}
        aria-describedby="hide-problem"
        onChange={(event) => {
          draft.keep(event.target.value);
          setProblem(undefined);
        }}
        data-testid="remark-input"
      />
      <p id="hide-problem" className="decide-problem" role={problem === undefined ? undefined : "alert"} data-testid="remark-problem">
        {problem}
      </p>
    </Modal>
  );

  async function submit(): Promise<void> {
    const words = draft.value.trim();
    if (words === "") return setProblem(workflowErrors.REMARK_REQUIRED.sentence({ label }));
    setSending(true);
    const result = await moderate(rating, "HIDE", words);
    setSending(false);
    if (!result.ok) return setRefusal(result.refusal.message);
    draft.discard();
    void message.success("已隐藏这条评价的文字。");
    onClose();
    await queryClient.invalidateQueries({ queryKey: ["ratings"] });
  }
}

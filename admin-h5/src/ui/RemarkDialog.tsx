import { Input } from "antd";
import { useState, type ReactNode } from "react";
import type { DictionaryName } from "@app/contract/engines/dictionaries";
import { workflowErrors, type RemarkRule } from "@app/contract/engines/workflow";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { useDraft } from "../platform/draft";
import { FormDialog } from "./FormDialog";
import { PhraseChips } from "./PhraseChips";
import "./records.css";
import { Refusal } from "./Refusal";

interface Props {
  /** The title and the button's words. */
  readonly label: string;
  readonly isDanger?: boolean;
  /** False once the case has moved on: what was typed stays to be read, nothing can be sent. */
  readonly isOffered?: boolean;
  readonly rule: RemarkRule;
  /** Who reads the words: 「会告诉预约人」. */
  readonly readers: string;
  /** Under which what is typed is kept. */
  readonly draftName: string;
  readonly phrases?: DictionaryName;
  /** What is decided about. */
  readonly children: ReactNode;
  /** Sends it; resolves with the refusal, or with nothing when it is done. */
  readonly onSend: (remark: string | undefined) => Promise<CallRefusal | undefined>;
  /** @param wasRefused the list behind is then older than what the sentence told */
  readonly onClose: (wasRefused: boolean) => void;
}

/** Asks for the words that go with a decision. What was typed stays until it is sent, also when the server refuses or the session ends. */
export function RemarkDialog({ label, isDanger = false, isOffered = true, rule, readers, draftName, phrases, children, onSend, onClose }: Props) {
  const draft = useDraft<string>(draftName, { initial: "", parse: (stored) => (typeof stored === "string" ? stored : undefined) });
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  if (rule.kind === "none") return null;
  const { kind, label: asksFor, maxLength } = rule;
  return (
    <FormDialog
      open
      title={label}
      okText={label}
      cancelText={isOffered ? "再想想" : "关闭"}
      onOk={() => void submit()}
      onCancel={() => onClose(refusal !== undefined)}
      confirmLoading={isSending}
      okButtonProps={{ disabled: !isOffered, danger: isDanger, ...{ "data-testid": "decide-submit" } }}
    >
      <Refusal sentence={refusal} testId="action-refusal" />
      {children}
      <label className="decide-label" htmlFor="decide-remark">
        {asksFor}
        {kind === "required" ? <em>（必填，{readers}）</em> : <span className="soft">（选填，{readers}）</span>}
      </label>
      {phrases === undefined ? null : <PhraseChips dictionary={phrases} value={draft.value} maxLength={maxLength} onPick={type} />}
      <Input.TextArea
        id="decide-remark"
        autoFocus
        rows={4}
        showCount
        maxLength={maxLength}
        value={draft.value}
        status={problem === undefined ? "" : "error"}
        aria-invalid={problem !== undefined}
        aria-describedby="decide-problem"
        onChange={(event) => type(event.target.value)}
        data-testid="remark-input"
      />
      <p id="decide-problem" className="decide-problem" role={problem === undefined ? undefined : "alert"} data-testid="remark-problem">
        {problem}
      </p>
    </FormDialog>
  );

  function type(text: string): void {
    draft.keep(text);
    setProblem(undefined);
  }

  async function submit(): Promise<void> {
    const remark = draft.value.trim();
    if (kind === "required" && remark === "") return setProblem(workflowErrors.REMARK_REQUIRED.sentence({ label: asksFor }));
    setSending(true);
    const refused = await onSend(remark === "" ? undefined : remark);
    setSending(false);
    if (refused === undefined) return draft.discard();
    const atRemark = refused.fields.find((field) => field.path === "body.remark");
    setProblem(atRemark?.message);
    setRefusal(atRemark === undefined ? refused.message : undefined);
  }
}

/** A refusal for the case's sake means that this screen is behind. */
export function tellsThatScreenIsBehind({ status }: CallRefusal): boolean {
  return status === 409 || status === 404;
}

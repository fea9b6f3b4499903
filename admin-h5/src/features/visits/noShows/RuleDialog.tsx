import { useQueryClient } from "@tanstack/react-query";
import { App, InputNumber, Switch } from "antd";
import { useState } from "react";
import { SetNoShowRule, type NoShowRule } from "@app/contract/visits/noShow.schema";
import { useDraft } from "../../../platform/draft";
import { setRule } from "./noShowCommands";
import { FormDialog } from "../../../ui/FormDialog";
import { Refusal } from "../../../ui/Refusal";

interface Terms {
  readonly isOn: boolean;
  readonly threshold: number | null;
  readonly periodDays: number | null;
  readonly blockDays: number | null;
}
const FIELDS = [
  { name: "periodDays", before: "近", after: "天内" },
  { name: "threshold", before: "失约满", after: "次的，" },
  { name: "blockDays", before: "从最后一次失约起", after: "天内不能预约" },
] as const;
const Checked = SetNoShowRule.omit({ requestId: true, version: true });

/** The rule as the sentence that people read, with its numbers to fill in. */
export function RuleDialog({ rule, onClose }: { readonly rule: NoShowRule; readonly onClose: () => void }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const { isOn, threshold, periodDays, blockDays } = rule;
  const draft = useDraft<Terms>(`noShowRule.${rule.cityCode}.${rule.version}`, {
    initial: { isOn, threshold, periodDays, blockDays },
    parse: (stored) => (typeof stored === "object" && stored !== null && "isOn" in stored ? (stored as Terms) : undefined),
  });
  const [isSending, setSending] = useState(false);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string>();
  const terms = draft.value;
  return (
    <FormDialog
      open
      title={`${rule.cityName}失约规则`}
      okText="保存规则"
      cancelText="取消"
      onOk={() => void save()}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ ...{ "data-testid": "rule-submit" } }}
    >
      <Refusal sentence={refusal} testId="action-refusal" />
      <label className="no-show-switch">
        <Switch checked={terms.isOn} onChange={(on) => draft.keep({ ...terms, isOn: on })} data-testid="rule-on" />
        按失约次数限制预约
      </label>
      {FIELDS.map(({ name, before, after }) => (
        <div key={name} className="no-show-term">
          <label>
            {before}
            <InputNumber
              value={terms[name]}
              disabled={!terms.isOn}
              precision={0}
              status={problems[name] === undefined ? "" : "error"}
              onChange={(value) => draft.keep({ ...terms, [name]: value })}
              data-testid={`rule-${name}`}
            />
            {after}
          </label>
          {problems[name] === undefined ? null : (
            <p className="decide-problem" role="alert">
              {problems[name]}
            </p>
          )}
        </div>
      ))}
      <p className="soft">开放单位关闭场次、申诉成立和豁免的日子都不算失约。新规则从保存后的下一次预约开始生效。</p>
    </FormDialog>
  );

  async function save(): Promise<void> {
    const checked = Checked.safeParse(terms);
    if (!checked.success) return setProblems(Object.fromEntries(checked.error.issues.map((issue) => [String(issue.path[0]), issue.message])));
    setProblems({});
    setSending(true);
    const result = await setRule(rule.cityCode, { ...checked.data, version: rule.version });
    setSending(false);
    if (!result.ok) {
      // Somebody else saved meanwhile: their rule is shown behind, what was typed stays here.
      setRefusal(result.refusal.message);
      return queryClient.invalidateQueries({ queryKey: ["noShowRules"] });
    }
    draft.discard();
    void message.success(`${rule.cityName}失约规则已保存。`);
    onClose();
    await queryClient.invalidateQueries({ queryKey: ["noShowRules"] });
  }
}

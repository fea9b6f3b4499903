import { useQuery } from "@tanstack/react-query";
import { Input, Radio, Select } from "antd";
import { useState } from "react";
import { COPIES_MAX, type ApprovalDetail, type ApprovalId, type Colleague } from "@app/contract/approvals/approval.schema";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import { approvalErrors } from "@app/contract/approvals/approvals.errors";
import { read } from "../../platform/api";
import { useDraft } from "../../platform/draft";
import { FormDialog } from "../FormDialog";
import { PhraseChips } from "../PhraseChips";
import { decideApproval, type DecidedAction, type OfferedAction } from "./approvalCommands";
import { Refusal } from "../Refusal";

interface Props {
  readonly approval: ApprovalDetail;
  readonly offered: OfferedAction;
  readonly action: DecidedAction;
  readonly onClose: () => void;
  readonly onDecided: (decided: ApprovalDetail) => void;
  readonly onStale: () => void;
}

/** Asks for what goes with a decision: words, a person, or where it is returned to. What was typed stays until it is sent, also when it is refused. */
export function ApprovalDialog({ approval, offered, action, onClose, onDecided, onStale }: Props) {
  const draft = useDraft<string>(`approval.${action}.${approval.approvalId}`, {
    initial: "",
    parse: (stored) => (typeof stored === "string" ? stored : undefined),
  });
  const [people, setPeople] = useState<readonly Colleague["accountId"][]>([]);
  const [position, setPosition] = useState<"BEFORE" | "AFTER">("AFTER");
  const [returnTo, setReturnTo] = useState("AUTHOR");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [personProblem, setPersonProblem] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const needsPerson = action === "TRANSFER" || action === "ADD_APPROVER" || action === "COPY";
  const isStillOffered = approval.availableActions.some((available) => available.action === action);
  const rule = offered.remark;

  return (
    <FormDialog
      open
      title={offered.label}
      okText={offered.label}
      cancelText={isStillOffered ? "再想想" : "关闭"}
      onOk={() => void submit()}
      onCancel={onClose}
      confirmLoading={isSending}
      okButtonProps={{ disabled: !isStillOffered, danger: action === "RETURN" || action === "REJECT", ...{ "data-testid": "approval-submit" } }}
    >
      <Refusal sentence={refusal} testId="approval-refusal" />
      <p className="decide-who">{approval.title}</p>
      {action === "RETURN" ? (
        <div className="approval-field" role="group" aria-label="退回到">
          <span className="decide-label">退回到</span>
          <Radio.Group value={returnTo} onChange={(event) => setReturnTo(String(event.target.value))} data-testid="approval-return-to">
            {approval.returnTargets.map(({ key, label }) => (
              <Radio key={key} value={key}>
                {label}
              </Radio>
            ))}
          </Radio.Group>
        </div>
      ) : null}
      {needsPerson ? (
        <PersonField
          approvalId={approval.approvalId}
          isMany={action === "COPY"}
          value={people}
          problem={personProblem}
          onChange={(next) => {
            setPeople(next);
            setPersonProblem(undefined);
          }}
        />
      ) : null}
      {action === "ADD_APPROVER" ? (
        <div className="approval-field" role="group" aria-label="办理顺序">
          <span className="decide-label">办理顺序</span>
          <Radio.Group value={position} onChange={(event) => setPosition(event.target.value as "BEFORE" | "AFTER")} data-testid="approval-position">
            <Radio value="BEFORE">先由对方办，再由我办</Radio>
            <Radio value="AFTER">我办完后，再由对方办</Radio>
          </Radio.Group>
        </div>
      ) : null}
      {rule.kind === "none" ? null : (
        <>
          <label className="decide-label" htmlFor="approval-remark">
            {rule.label}
            {rule.kind === "required" ? <em>（必填）</em> : <span className="soft">（选填）</span>}
          </label>
          <PhraseChips
            dictionary={action === "RETURN" || action === "REJECT" ? "APPROVAL_RETURN_REASONS" : "APPROVAL_REMARKS"}
            value={draft.value}
            maxLength={rule.maxLength}
            onPick={type}
          />
          <Input.TextArea
            id="approval-remark"
            rows={4}
            showCount
            maxLength={rule.maxLength}
            value={draft.value}
            status={problem === undefined ? "" : "error"}
            aria-invalid={problem !== undefined}
            aria-describedby="approval-remark-problem"
            onChange={(event) => type(event.target.value)}
            data-testid="approval-remark"
          />
          <p id="approval-remark-problem" className="decide-problem" role={problem === undefined ? undefined : "alert"} data-testid="approval-remark-problem">
            {problem}
          </p>
        </>
      )}
    </FormDialog>
  );

  function type(text: string): void {
    draft.keep(text);
    setProblem(undefined);
  }

  async function submit(): Promise<void> {
    const remark = draft.value.trim();
    if (rule.kind === "required" && remark === "") return setProblem(approvalErrors.REMARK_REQUIRED.sentence({ label: rule.label }));
    const [accountId] = people;
    if (needsPerson && accountId === undefined) return setPersonProblem(approvalErrors.APPROVER_NOT_CHOSEN.sentence({}));
    setSending(true);
    const result = await decideApproval(approval, {
      action,
      ...(remark === "" ? {} : { remark }),
      ...(action === "RETURN" ? { returnTo } : {}),
      ...(action === "COPY" ? { accountIds: [...people] } : {}),
      ...((action === "TRANSFER" || action === "ADD_APPROVER") && accountId !== undefined ? { accountId } : {}),
      ...(action === "ADD_APPROVER" ? { position } : {}),
    });
    setSending(false);
    if (result.ok) {
      draft.discard();
      return onDecided(result.value);
    }
    const { fields } = result.refusal;
    const at = (path: string): string | undefined => fields.find((field) => field.path === path)?.message;
    setProblem(at("body.remark"));
    setPersonProblem(at("body.accountId"));
    setRefusal(at("body.remark") === undefined && at("body.accountId") === undefined ? result.refusal.message : undefined);
    // A refusal for the case's sake means that this screen is behind.
    if (result.refusal.status === 409 || result.refusal.status === 404) onStale();
  }
}

function PersonField(props: {
  readonly approvalId: string;
  readonly isMany: boolean;
  readonly value: readonly Colleague["accountId"][];
  readonly problem: string | undefined;
  readonly onChange: (people: readonly Colleague["accountId"][]) => void;
}) {
  const { approvalId, isMany, value, problem, onChange } = props;
  const colleagues = useQuery({
    queryKey: ["approval-colleagues", approvalId],
    queryFn: () => read(approvalRoutes.listApprovalColleagues, { params: { approvalId: approvalId as ApprovalId } }),
  });
  return (
    <div className="approval-field">
      <label className="decide-label" htmlFor="approval-person">
        {isMany ? "抄送给" : "选择人员"}
      </label>
      <Select
        id="approval-person"
        className="approval-person"
        placeholder="按姓名或单位查找"
        showSearch={{ optionFilterProp: "label" }}
        loading={colleagues.isPending}
        value={isMany ? [...value] : value[0]}
        onChange={(chosen: Colleague["accountId"] | Colleague["accountId"][]) => onChange(Array.isArray(chosen) ? chosen : [chosen])}
        options={(colleagues.data?.items ?? []).map(({ accountId, name, roleLabel, orgName }) => ({
          value: accountId,
          label: `${name}（${orgName} ${roleLabel}）`,
        }))}
        notFoundContent={colleagues.error === null ? "没有可以选的人员" : "人员没有加载成功，请关闭后重试"}
        status={problem === undefined ? "" : "error"}
        data-testid="approval-person"
        {...(isMany ? { mode: "multiple" as const, maxCount: COPIES_MAX } : {})}
      />
      <p className="decide-problem" role={problem === undefined ? undefined : "alert"} data-testid="approval-person-problem">
        {problem}
      </p>
    </div>
  );
}

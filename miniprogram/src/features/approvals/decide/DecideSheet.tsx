import { View } from "@tarojs/components";
import { useState } from "react";
import type { ApprovalDetail, Colleague, DecideApproval } from "@app/contract/approvals/approval.schema";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { useSubscriptionAsk } from "../../../api/subscriptions";
import { useRemote } from "../../../api/useRemote";
import { workTemplateIds } from "../../../platform/noticeTemplates";
import { Button } from "../../../ui/Button";
import { Chips } from "../../../ui/Chips";
import { ErrorState } from "../../../ui/ErrorState";
import { Field, FieldFrame } from "../../../ui/Field";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";
import { Skeleton } from "../../../ui/Skeleton";
import type { OfferedAction } from "./ApprovalView";

interface Props {
  readonly approval: ApprovalDetail;
  readonly offered: OfferedAction;
  readonly onClose: () => void;
  readonly onDecided: (approval: ApprovalDetail) => void;
  readonly onStale: () => void;
}

const POSITIONS = [
  { value: "BEFORE", label: "先由对方办" },
  { value: "AFTER", label: "我办完后再办" },
] as const;

/** Asks for what goes with a decision: words, a person, or where it is returned to. What was typed stays when it is refused. */
export function DecideSheet({ approval, offered, onClose, onDecided, onStale }: Props) {
  const { action, label, remark: rule } = offered;
  const [remark, setRemark] = useState("");
  const [returnTo, setReturnTo] = useState("AUTHOR");
  const [person, setPerson] = useState<Colleague["accountId"]>();
  const [position, setPosition] = useState<"BEFORE" | "AFTER">("AFTER");
  const [missing, setMissing] = useState<string>();
  const [isPersonMissing, setPersonMissing] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const askAtTap = useSubscriptionAsk("WORK", workTemplateIds);
  const needsPerson = action === "TRANSFER" || action === "ADD_APPROVER" || action === "COPY";

  const send = async (): Promise<void> => {
    const words = remark.trim();
    if (rule.kind === "required" && words === "") return setMissing(`请填写${rule.label}`);
    if (needsPerson && person === undefined) return setPersonMissing(true);
    setSending(true);
    setProblem(undefined);
    // Who decides one task is glad to hear of the next: WeChat lets a page ask only from within a tap, so the question comes before the sending.
    await askAtTap();
    const { approvalId, subjectVersion, myTaskId } = approval;
    const content: Omit<DecideApproval, "requestId"> = {
      action,
      subjectVersion,
      ...(myTaskId === undefined ? {} : { taskId: myTaskId }),
      ...(words === "" ? {} : { remark: words }),
      ...(action === "RETURN" ? { returnTo } : {}),
      ...(person === undefined ? {} : action === "COPY" ? { accountIds: [person] } : { accountId: person }),
      ...(action === "ADD_APPROVER" ? { position } : {}),
    };
    const answer = await act(`approval:${action}:${approvalId}`, content, (body) => api.call(approvalRoutes.decideApproval, { params: { approvalId }, body }));
    setSending(false);
    if (answer.ok) return onDecided(answer.value);
    setProblem(answer.refusal.message);
    // A refusal for the case's sake means that this screen is behind.
    if (answer.refusal.status === 409 || answer.refusal.status === 404) onStale();
  };

  return (
    <Sheet title={label} onClose={onClose}>
      <View className="approval__question">{approval.title}</View>
      {action === "REMIND" && <View className="approval__question">{`提醒 ${approval.waitingFor.join("、")} 尽快办理。`}</View>}
      {action === "WITHDRAW" && <View className="approval__question">撤回后可以在管理后台修改再提交。</View>}
      {action === "RETURN" && (
        <FieldFrame label="退回到" required>
          <Chips
            id="return-to"
            label="退回到"
            options={approval.returnTargets.map((target) => ({ value: target.key, label: target.label }))}
            value={returnTo}
            onChange={setReturnTo}
          />
        </FieldFrame>
      )}
      {needsPerson && <PersonChoice approval={approval} value={person} isMissing={isPersonMissing && person === undefined} onChange={setPerson} />}
      {action === "ADD_APPROVER" && (
        <FieldFrame label="办理顺序" required>
          <Chips id="position" label="办理顺序" options={POSITIONS} value={position} onChange={setPosition} />
        </FieldFrame>
      )}
      {rule.kind !== "none" && (
        <Field
          id="approval-remark"
          label={rule.label}
          required={rule.kind === "required"}
          multiline
          maxLength={rule.maxLength}
          value={remark}
          onChange={(text) => {
            setRemark(text);
            setMissing(undefined);
          }}
          error={missing}
        />
      )}
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      <Button id="approval-confirm" kind={action === "REJECT" ? "danger" : "primary"} loading={isSending} onPress={() => void send()}>
        {label}
      </Button>
    </Sheet>
  );
}

function PersonChoice({
  approval,
  value,
  isMissing,
  onChange,
}: {
  readonly approval: ApprovalDetail;
  readonly value: Colleague["accountId"] | undefined;
  readonly isMissing: boolean;
  readonly onChange: (person: Colleague["accountId"]) => void;
}) {
  const { approvalId } = approval;
  const { remote, refresh } = useRemote(`approval-colleagues:${approvalId}`, () => api.call(approvalRoutes.listApprovalColleagues, { params: { approvalId } }));
  if (remote.kind === "LOADING") return <Skeleton />;
  if (remote.kind === "FAILED") return <ErrorState message={remote.refusal.message} onRetry={() => void refresh()} />;
  return (
    <FieldFrame label="选择人员" required hint={remote.value.items.length === 0 ? "没有可以选的人员" : undefined} error={isMissing ? "请选择人员" : undefined}>
      <Chips
        id="person"
        label="选择人员"
        options={remote.value.items.map(({ accountId, name, orgName }) => ({ value: accountId, label: `${name}（${orgName}）` }))}
        value={value}
        onChange={onChange}
      />
    </FieldFrame>
  );
}

import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import type { ApprovalDetail } from "@app/contract/approvals/approval.schema";
import { ActionBar, type ActionButton, type ActionLook } from "../ActionBar";
import { ApprovalDialog } from "./ApprovalDialog";
import { approvalKey, APPROVALS_KEY, decideApproval, isDecided, type DecidedAction, type OfferedAction } from "./approvalCommands";

/** Agreeing is what the page is for; what ends or returns a case looks like it. */
const LOOKS = {
  APPROVE: { type: "primary" },
  REJECT: { danger: true },
  RETURN: { danger: true },
  TRANSFER: {},
  ADD_APPROVER: {},
  COPY: {},
  REMIND: {},
  WITHDRAW: {},
} as const satisfies Record<DecidedAction, ActionLook>;

export function ApprovalActions({
  approval,
  onDecided,
}: {
  readonly approval: ApprovalDetail;
  readonly onDecided?: ((approval: ApprovalDetail) => void) | undefined;
}) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<OfferedAction>();
  const [refusal, setRefusal] = useState<string>();

  return (
    <>
      <ActionBar actions={approval.availableActions.map(button)} refusal={refusal} name="approval" className="approval-actions" />
      {asking === undefined || !isDecided(asking.action) ? null : (
        <ApprovalDialog
          key={asking.action}
          approval={approval}
          offered={asking}
          action={asking.action}
          onClose={() => setAsking(undefined)}
          onDecided={show}
          onStale={refresh}
        />
      )}
    </>
  );

  function button(offered: OfferedAction): ActionButton {
    const { action, label } = offered;
    if (!isDecided(action)) return { action, label, way: "PAGE", to: approval.opens };
    const look = LOOKS[action];
    if (action !== "REMIND" && action !== "WITHDRAW") return { action, label, look, way: "DIALOG", onAsk: () => setAsking(offered) };
    const question = action === "REMIND" ? `催 ${approval.waitingFor.join("、")} 办理？` : "撤回后可以修改再提交，确定撤回？";
    return { action, label, look, way: "AT_ONCE", question, onConfirm: () => decideAtOnce(action) };
  }
  async function decideAtOnce(action: "REMIND" | "WITHDRAW"): Promise<void> {
    const result = await decideApproval(approval, { action });
    if (result.ok) return show(result.value);
    setRefusal(result.refusal.message);
    refresh();
  }
  function show(decided: ApprovalDetail): void {
    setAsking(undefined);
    setRefusal(undefined);
    queryClient.setQueryData(approvalKey(decided.approvalId), decided);
    void queryClient.invalidateQueries({ queryKey: APPROVALS_KEY });
    const last = decided.timeline[decided.timeline.length - 1];
    void message.success(`已${last?.label ?? "办理"}。现在是：${decided.statusLabel}。`);
    onDecided?.(decided);
  }
  /** Somebody else was quicker: shows the approval as it is now. */
  function refresh(): void {
    void queryClient.invalidateQueries({ queryKey: approvalKey(approval.approvalId) });
    void queryClient.invalidateQueries({ queryKey: APPROVALS_KEY });
  }
}

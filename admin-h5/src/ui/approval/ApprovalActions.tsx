import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Popconfirm } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { ApprovalDetail } from "@app/contract/approvals/approval.schema";
import { ApprovalDialog } from "./ApprovalDialog";
import { approvalKey, APPROVALS_KEY, decideApproval, isDecided, type DecidedAction, type OfferedAction } from "./approvalCommands";
import { Refusal } from "../Refusal";

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
} as const satisfies Record<DecidedAction, object>;

/** The buttons are the server's list, in its words. */
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
      <Refusal sentence={refusal} testId="approval-refusal" />
      <div className="drawer-actions approval-actions">
        {approval.availableActions.map((offered) => {
          const { action, label } = offered;
          if (!isDecided(action))
            return (
              <Link key={action} className="link-button" to={approval.opens} data-testid={`approval-${action}`}>
                {label}
              </Link>
            );
          return action === "REMIND" || action === "WITHDRAW" ? (
            <Popconfirm
              key={action}
              title={action === "REMIND" ? `催 ${approval.waitingFor.join("、")} 办理？` : "撤回后可以修改再提交，确定撤回？"}
              okText={label}
              cancelText="再想想"
              onConfirm={() => decideAtOnce(action)}
            >
              <Button {...LOOKS[action]} data-testid={`approval-${action}`}>
                {label}
              </Button>
            </Popconfirm>
          ) : (
            <Button key={action} {...LOOKS[action]} onClick={() => setAsking(offered)} data-testid={`approval-${action}`}>
              {label}
            </Button>
          );
        })}
        {approval.availableActions.length === 0 ? <span className="drawer-actions-note">您现在没有要办理的操作。</span> : null}
      </div>
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

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ApprovalDetail, ApprovalId } from "@app/contract/approvals/approval.schema";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import { instantLabel } from "@app/contract/kernel/time";
import { read } from "../../platform/api";
import { ErrorState } from "../ErrorState";
import { Loading } from "../Loading";
import { ApprovalActions } from "./ApprovalActions";
import { approvalKey } from "./approvalCommands";
import { ApprovalSteps } from "./ApprovalSteps";
import "../records.css";
import "./approval.css";

interface Props {
  readonly approvalId: string;
  /** What stands above the steps, e.g. what is approved when the panel stands alone. */
  readonly head?: (approval: ApprovalDetail) => ReactNode;
  /** A subject's own page shows its new state after a decision. */
  readonly onDecided?: (approval: ApprovalDetail) => void;
}

/** One approval for any page: its steps, whom it waits for since when, what happened, and the buttons that the server offers. */
export function ApprovalPanel({ approvalId, head, onDecided }: Props) {
  const approval = useQuery({
    queryKey: approvalKey(approvalId),
    queryFn: () => read(approvalRoutes.getApproval, { params: { approvalId: approvalId as ApprovalId } }),
    // What may be done now is asked afresh each time the panel opens.
    staleTime: 0,
  });
  if (approval.data === undefined)
    return approval.error === null ? <Loading rows={8} /> : <ErrorState error={approval.error} onRetry={() => void approval.refetch()} />;
  const { data } = approval;
  return (
    <div className="approval-panel" data-testid="approval-panel">
      {head?.(data)}
      <section className="drawer-section" aria-label="审批环节">
        <h3>审批环节</h3>
        <ApprovalSteps approval={data} />
        {data.copiedTo.length === 0 ? null : <p className="soft approval-copies">已抄送：{data.copiedTo.join("、")}</p>}
      </section>
      <section className="drawer-section" aria-label="办理经过">
        <h3>办理经过</h3>
        <ol className="timeline" data-testid="approval-timeline">
          {data.timeline.map((entry, index) => (
            <li key={`${entry.at}-${index}`}>
              <p className="timeline-what">{entry.label}</p>
              <p className="timeline-when">
                {instantLabel(entry.at)} · {entry.byName}
                {entry.level === undefined ? "" : ` · ${entry.level}`}
              </p>
              {entry.remark === undefined ? null : <p className="timeline-remark">{entry.remark}</p>}
            </li>
          ))}
        </ol>
      </section>
      <ApprovalActions key={data.approvalId} approval={data} onDecided={onDecided} />
    </div>
  );
}

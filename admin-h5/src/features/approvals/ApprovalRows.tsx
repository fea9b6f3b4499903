import type { ReactNode } from "react";
import type { ApprovalSummary } from "@app/contract/approvals/approval.schema";
import { deadlineLabel, instantLabel } from "@app/contract/kernel/time";
import { StatusTag } from "../../ui/StatusTag";
import { APPROVAL_TONES, waitedLabel } from "../../ui/approval/approvalWords";
import { CardOpener, RowOpener } from "../../ui/records/openers";
import { useIsPhone } from "../../ui/useIsPhone";

interface Props {
  readonly items: readonly ApprovalSummary[];
  readonly isStale: boolean;
  readonly onOpen: (approvalId: string) => void;
  /** What may be done with a line beside opening it. */
  readonly extra?: (approval: ApprovalSummary) => ReactNode;
}

/** Approvals in lines, as cards at phone width. */
export function ApprovalRows(props: Props) {
  return useIsPhone() ? <Cards {...props} /> : <Table {...props} />;
}

export function ApprovalTag({ approval }: { readonly approval: ApprovalSummary }) {
  return (
    <span className="tag-line">
      <StatusTag tone={APPROVAL_TONES[approval.status]} testId="approval-status">
        {approval.levelLabel ?? approval.statusLabel}
      </StatusTag>
      {approval.isOverdue ? <StatusTag tone="bad">已超时</StatusTag> : null}
    </span>
  );
}

function Table({ items, isStale, onOpen, extra }: Props) {
  return (
    <div className="wide-table">
      <table className="records-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">事项</th>
            <th scope="col">提交</th>
            <th scope="col">状态</th>
            <th scope="col">等谁办</th>
            <th scope="col">办理期限</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {items.map((approval) => (
            <tr
              key={`${approval.approvalId}-${approval.standsInFor ?? ""}`}
              className="row-opens"
              onClick={() => onOpen(approval.approvalId)}
              data-testid="approval-row"
              data-approval-id={approval.approvalId}
            >
              <td className="approval-title">
                {approval.title}
                <span className="cell-sub">
                  {approval.processLabel}
                  {approval.standsInFor === undefined ? "" : ` · 代 ${approval.standsInFor} 办理`}
                </span>
              </td>
              <td>
                {approval.authorName}
                <span className="cell-sub nowrap">{instantLabel(approval.submittedAt)}</span>
              </td>
              <td>
                <ApprovalTag approval={approval} />
              </td>
              <td>
                {approval.waitingFor.join("、") || "—"}
                {approval.waitedWorkingDays === undefined ? null : <span className="cell-sub nowrap">{waitedLabel(approval.waitedWorkingDays)}</span>}
              </td>
              <td className="nowrap">{approval.dueAt === undefined ? "—" : deadlineLabel(approval.dueAt)}</td>
              <td className="nowrap" onClick={(event) => event.stopPropagation()}>
                <RowOpener name={approval.title} testId="approval-open" onOpen={() => onOpen(approval.approvalId)} />
                {extra?.(approval)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ items, isStale, onOpen, extra }: Props) {
  return (
    <div className="cards" aria-busy={isStale}>
      {items.map((approval) => (
        <article
          key={`${approval.approvalId}-${approval.standsInFor ?? ""}`}
          className="record-card record-card-opens"
          data-testid="approval-row"
          data-approval-id={approval.approvalId}
          aria-label={approval.title}
        >
          <p className="approval-card-head">{approval.title}</p>
          <ApprovalTag approval={approval} />
          <dl className="record-card-lines">
            <dt>提交</dt>
            <dd className="number">
              {approval.authorName} · {instantLabel(approval.submittedAt)}
            </dd>
            {approval.waitingFor.length === 0 ? null : (
              <>
                <dt>等谁办</dt>
                <dd>
                  {approval.waitingFor.join("、")}，{waitedLabel(approval.waitedWorkingDays ?? 0)}
                </dd>
              </>
            )}
            {approval.dueAt === undefined ? null : (
              <>
                <dt>期限</dt>
                <dd className="number">{deadlineLabel(approval.dueAt)}</dd>
              </>
            )}
            {approval.standsInFor === undefined ? null : (
              <>
                <dt>代理</dt>
                <dd>代 {approval.standsInFor} 办理</dd>
              </>
            )}
          </dl>
          <CardOpener name={approval.title} testId="approval-open" onOpen={() => onOpen(approval.approvalId)} />
          {extra?.(approval)}
        </article>
      ))}
    </div>
  );
}

import InboxOutlined from "@ant-design/icons/InboxOutlined";
import type { ReactNode } from "react";

/** Nothing here, why, and the way out. */
export function EmptyState({ sentence, hint, action }: { readonly sentence: string; readonly hint?: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="state" data-testid="empty-state">
      <InboxOutlined className="state-icon" aria-hidden />
      <p className="state-sentence">{sentence}</p>
      {hint === undefined ? null : <p className="state-hint">{hint}</p>}
      {action === undefined ? null : <div className="state-action">{action}</div>}
    </div>
  );
}

import type { ReactNode } from "react";

export type StatusTone = "waiting" | "good" | "done" | "bad" | "quiet" | "alert";

/** Tone and words together: colour is never the only sign. */
export function StatusTag({ tone, children, testId }: { readonly tone: StatusTone; readonly children: ReactNode; readonly testId?: string }) {
  return (
    <span className={`status-tag status-tag-${tone}`} data-testid={testId}>
      {children}
    </span>
  );
}

import type { ApprovalSummary } from "@app/contract/approvals/approval.schema";
import type { Tone } from "../../ui/StatusPill";

/** The colour only repeats the status's word. */
export const APPROVAL_TONES = {
  DRAFT: "neutral",
  RUNNING: "waiting",
  PASSED: "good",
  REJECTED: "bad",
  RETURNED: "info",
  WITHDRAWN: "neutral",
} as const satisfies Record<ApprovalSummary["status"], Tone>;

/** What somebody waited, in office time. */
export function waitedLabel(workingDays: number): string {
  return workingDays === 0 ? "等了不到 1 个工作日" : `已等 ${workingDays} 个工作日`;
}

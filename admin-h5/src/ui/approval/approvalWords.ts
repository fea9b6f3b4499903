import type { ApprovalSummary } from "@app/contract/approvals/approval.schema";
import type { StatusTone } from "../StatusTag";

export const APPROVAL_TONES = {
  DRAFT: "quiet",
  RUNNING: "waiting",
  PASSED: "good",
  REJECTED: "bad",
  RETURNED: "alert",
  WITHDRAWN: "quiet",
} as const satisfies Record<ApprovalSummary["status"], StatusTone>;

/** What somebody waited, in office time. */
export function waitedLabel(workingDays: number): string {
  return workingDays === 0 ? "等了不到 1 个工作日" : `已等 ${workingDays} 个工作日`;
}

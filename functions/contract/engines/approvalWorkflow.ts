import {
  APPROVAL_STATUS_LABELS,
  type ApprovalAction,
  type ApprovalParty,
  type ApprovalProcess,
  type ApprovalRefusal,
  type ApprovalState,
  type ApprovalStatus,
} from "./approval";
import { NO_REMARK, type RemarkRule, type Workflow } from "./workflow";

type GuardRefusal = Extract<ApprovalRefusal, { code: "APPROVAL_WITHDRAW_TOO_LATE" | "APPROVAL_REMINDED_RECENTLY" }>;

const REASON = (label: string): RemarkRule => ({ kind: "required", label, maxLength: 200 });
const NOTE = (label: string): RemarkRule => ({ kind: "optional", label, maxLength: 200 });

/** The table of one process: where a case stands, who may do what there. `to` of a decision is where it leads unless its level decides otherwise. */
export function approvalWorkflowOf(
  process: Pick<ApprovalProcess, "caseLabel" | "remarks" | "mayTransfer" | "mayAddApprover">,
): Workflow<ApprovalState, ApprovalStatus, ApprovalAction, ApprovalParty, GuardRefusal> {
  const resubmit = { label: "修改后重新提交", by: ["AUTHOR"], to: "RUNNING", event: "APPROVAL_RESUBMITTED", remark: NO_REMARK } as const;
  const copy = { label: "抄送", by: ["APPROVER", "AUTHOR", "LEADER"], event: "APPROVAL_COPIED", remark: NOTE("说明") } as const;
  return {
    caseKind: "approval",
    caseLabel: process.caseLabel,
    statusLabels: APPROVAL_STATUS_LABELS,
    statusOf: (approval) => approval.status,
    table: {
      DRAFT: { RESUBMIT: { ...resubmit, label: "提交" } },
      RUNNING: {
        APPROVE: { label: "同意", by: ["APPROVER"], to: "PASSED", event: "APPROVAL_APPROVED", remark: process.remarks.approve },
        REJECT: { label: "不同意", by: ["APPROVER"], to: "REJECTED", event: "APPROVAL_REJECTED", remark: process.remarks.reject },
        RETURN: { label: "退回", by: ["APPROVER"], to: "RETURNED", event: "APPROVAL_RETURNED", remark: REASON("退回原因") },
        ...(process.mayTransfer
          ? { TRANSFER: { label: "转签", by: ["APPROVER"], to: "RUNNING", event: "APPROVAL_TRANSFERRED", remark: NOTE("转签说明") } as const }
          : {}),
        ...(process.mayAddApprover
          ? { ADD_APPROVER: { label: "加签", by: ["APPROVER"], to: "RUNNING", event: "APPROVAL_APPROVER_ADDED", remark: NOTE("加签说明") } as const }
          : {}),
        COPY: { ...copy, to: "RUNNING" },
        REMIND: { label: "催办", by: ["AUTHOR", "LEADER"], to: "RUNNING", event: "APPROVAL_REMINDED", remark: NO_REMARK },
        WITHDRAW: { label: "撤回", by: ["AUTHOR"], to: "WITHDRAWN", event: "APPROVAL_WITHDRAWN", remark: NO_REMARK },
      },
      PASSED: { COPY: { ...copy, by: ["AUTHOR", "LEADER"], to: "PASSED" } },
      REJECTED: { RESUBMIT: resubmit },
      RETURNED: { RESUBMIT: resubmit },
      WITHDRAWN: { RESUBMIT: resubmit },
    },
    guards: {
      APPROVE: () => undefined,
      REJECT: () => undefined,
      RETURN: () => undefined,
      TRANSFER: () => undefined,
      ADD_APPROVER: () => undefined,
      COPY: () => undefined,
      REMIND: ({ remindAgainAt }, now) =>
        remindAgainAt !== undefined && now < remindAgainAt ? { code: "APPROVAL_REMINDED_RECENTLY", againAt: remindAgainAt } : undefined,
      WITHDRAW: ({ decisions }) => (decisions > 0 ? { code: "APPROVAL_WITHDRAW_TOO_LATE" } : undefined),
      RESUBMIT: () => undefined,
    },
  };
}

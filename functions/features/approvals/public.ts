/**
 * What other features may know of approvals. Everything else in this folder is private to it.
 *
 * A subject's own command puts `startApproval`'s writes and events into its transaction and keeps the approval's id. The outcome comes as one of
 * `APPROVAL_OUTCOMES`: the subject's consumer handles those of its `subjectKind`, once, and compares `subjectVersion` with what it has now.
 */
import type { ProcessKind } from "@app/contract/approvals/processes";

export { resubmitApproval, startApproval, subjectEdited, withdrawApproval, type ApprovalWork } from "./startApproval";
export type { ApprovalAuthor, ApprovalSubject } from "./approvalRepository";
export { handOverTasks, openTasksOf } from "./handOverTasks";
export { approvalSearch, approvalWork, longestWaiting } from "./approvalWork";
export { openApprovals } from "./openApprovals";
export type { LeaveChanged } from "./actions/registerLeave";
export { isParticipant } from "./queries/readApproval";

/** Payload of every event of an approval, whose id is the event's `caseId`. */
export type ApprovalStepped = {
  readonly process: ProcessKind;
  readonly caseLabel: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  /** The version of the subject that was decided on. */
  readonly subjectVersion: number;
  readonly title: string;
  readonly opens: string;
  readonly orgPath: string;
  /** Empty when the author has no account. */
  readonly authorUsername: string;
  readonly byName: string;
  /** User names of who is told of the step, stand-ins among them; the author apart. */
  readonly tell: readonly string[];
  readonly levelLabel?: string;
  /** 审核意见, or the reason of a refusal or return. */
  readonly remark?: string;
};

export const APPROVAL_OUTCOMES = ["APPROVAL_PASSED", "APPROVAL_REJECTED", "APPROVAL_RETURNED", "APPROVAL_WITHDRAWN"] as const;
export type ApprovalOutcome = (typeof APPROVAL_OUTCOMES)[number];

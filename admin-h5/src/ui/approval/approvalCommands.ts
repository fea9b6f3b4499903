import type { ApprovalDetail, ApprovalId, DecideApproval } from "@app/contract/approvals/approval.schema";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import type { Result } from "@app/contract/kernel/result";
import { api } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";

export type OfferedAction = ApprovalDetail["availableActions"][number];
export type DecidedAction = DecideApproval["action"];

export const approvalKey = (approvalId: string): readonly string[] => ["approval", approvalId];
/** Everything that shows approvals in lists and counts. */
export const APPROVALS_KEY = ["approvals"];

/** Resubmitting carries the whole subject, so it happens on the subject's own page. */
export function isDecided(action: OfferedAction["action"]): action is DecidedAction {
  return action !== "RESUBMIT";
}

/** The decision quotes what is on this screen: the task and the version of what is approved. */
export function decideApproval(
  approval: Pick<ApprovalDetail, "approvalId" | "subjectVersion" | "myTaskId">,
  content: Omit<DecideApproval, "requestId" | "taskId" | "subjectVersion">,
): Promise<Result<ApprovalDetail, CallRefusal>> {
  const { approvalId, subjectVersion, myTaskId } = approval;
  const body = { ...content, subjectVersion, ...(myTaskId === undefined ? {} : { taskId: myTaskId }) };
  return sendIntended(`${content.action}.${approvalId}`, body, (requestId) =>
    api.call(approvalRoutes.decideApproval, { params: { approvalId: approvalId as ApprovalId }, body: { requestId, ...body } }),
  );
}

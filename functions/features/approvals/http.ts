import type { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import type { Handlers } from "../../engines/http/handler";
import { decideApproval } from "./actions/decideApproval";
import { endLeave, listLeaves, registerLeave } from "./actions/registerLeave";
import type { ApprovalDeps } from "./approvalDeps";
import { getApprovalDesk, listApprovalProgress, listMyApprovals } from "./queries/listApprovals";
import { listApprovalColleagues, listColleagues } from "./queries/listColleagues";
import { getApproval } from "./queries/readApproval";

export function approvalHandlers(deps: ApprovalDeps): Handlers<typeof approvalRoutes> {
  return {
    listMyApprovals: ({ actor, input }) => listMyApprovals(deps, actor, input.query),
    getApprovalDesk: ({ actor }) => getApprovalDesk(deps, actor),
    listApprovalProgress: ({ actor, input }) => listApprovalProgress(deps, actor, input.query),
    listColleagues: ({ actor }) => listColleagues(deps, actor),
    listLeaves: ({ actor }) => listLeaves(deps, actor),
    registerLeave: ({ actor, input }) => registerLeave(deps, { actor, command: input.body }),
    endLeave: ({ actor, input }) => endLeave(deps, { actor, leaveId: input.params.leaveId, command: input.body }),
    getApproval: ({ actor, input }) => getApproval(deps, actor, input.params.approvalId),
    listApprovalColleagues: ({ actor, input }) => listApprovalColleagues(deps, actor, input.params.approvalId),
    decideApproval: ({ actor, input }) => decideApproval(deps, { actor, approvalId: input.params.approvalId, command: input.body }),
  };
}

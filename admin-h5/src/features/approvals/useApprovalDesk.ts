import { useQuery } from "@tanstack/react-query";
import { APPROVAL_DESK_MAX } from "@app/contract/approvals/approval.schema";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import { read } from "../../platform/api";
import { APPROVALS_KEY } from "../../ui/approval/approvalCommands";

const REFRESH_MS = 30_000;

/** What waits for this person on 我的审批; `undefined` when nothing does. */
export function useApprovalDesk(): { readonly text: string; readonly sentence: string } | undefined {
  const desk = useQuery({ queryKey: [...APPROVALS_KEY, "desk"], queryFn: () => read(approvalRoutes.getApprovalDesk, {}), refetchInterval: REFRESH_MS });
  if (desk.data === undefined || desk.data.open === 0) return undefined;
  const { open, overdue } = desk.data;
  const text = countText(open);
  return { text, sentence: `${text} 条待我审批${overdue === 0 ? "" : `，其中 ${countText(overdue)} 条已超时`}` };
}

function countText(count: number): string {
  return count >= APPROVAL_DESK_MAX ? `${APPROVAL_DESK_MAX - 1}+` : String(count);
}

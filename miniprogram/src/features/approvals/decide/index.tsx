import type { ApprovalId } from "@app/contract/approvals/approval.schema";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import { api } from "../../../api/apiClient";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { useRemote } from "../../../api/useRemote";
import { replacePage, usePageQuery } from "../../../platform/navigation";
import { usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import { ApprovalView } from "./ApprovalView";
import "../approvals.css";

/** One approval: what it is about, whom it waits for, what happened, and what I may do. */
export default function DecidePage() {
  const approvalId = (usePageQuery().approvalId ?? "") as ApprovalId;
  const token = useSession()?.token;
  const { remote, refresh, replace } = useRemote(token === undefined ? undefined : `approval:${approvalId}:${token}`, () =>
    api.call(approvalRoutes.getApproval, { params: { approvalId } }),
  );
  usePageShow(() => void refresh());
  usePullToRefresh(refresh);

  if (remote.kind === "READY" && token !== undefined) return <ApprovalView approval={remote.value} onDecided={replace} onStale={() => void refresh()} />;
  return (
    <Page>
      {token === undefined ? (
        <LogInWall message="登录后办理审批" onLoggedIn={() => undefined} />
      ) : remote.kind === "FAILED" && (remote.refusal.status === 404 || remote.refusal.status === 403) ? (
        <EmptyState title={remote.refusal.message} action={{ label: "我的审批", onPress: () => void replacePage("/features/approvals/mine/index") }} />
      ) : remote.kind === "FAILED" ? (
        <ErrorState message={remote.refusal.message} onRetry={() => void refresh()} />
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}

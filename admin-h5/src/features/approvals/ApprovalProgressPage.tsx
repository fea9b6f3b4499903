import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import { read } from "../../platform/api";
import { APPROVALS_KEY } from "../../ui/approval/approvalCommands";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { useCursorStack } from "../../ui/useCursorStack";
import { ApprovalDrawer } from "./ApprovalDrawer";
import { ApprovalRows } from "./ApprovalRows";
import "../../ui/records.css";
import "../../ui/approval/approval.css";

const REFRESH_MS = 30_000;
const PAGE = 20;

/** 审批进度: what runs in a leader's places, the longest waiting first (promise F23). */
export function ApprovalProgressPage() {
  const [query, setQuery] = useSearchParams();
  const pages = useCursorStack("progress");
  const progress = useQuery({
    queryKey: [...APPROVALS_KEY, "progress", pages.cursor],
    queryFn: () => read(approvalRoutes.listApprovalProgress, { query: { limit: PAGE, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });

  return (
    <div className="page" data-testid="approval-progress">
      <PageHeader title="审批进度" lead="本级和下级正在审批的事项，等得最久的排在最前面。点开可以催办。" />
      <Panel flush>
        {progress.data === undefined ? (
          progress.error === null ? (
            <Loading />
          ) : (
            <ErrorState error={progress.error} onRetry={() => void progress.refetch()} />
          )
        ) : progress.data.items.length === 0 && progress.data.next === undefined ? (
          <EmptyState sentence="现在没有正在审批的事项。" hint="有单位提交需要审批的事项后，会出现在这里。" />
        ) : (
          <>
            <ApprovalRows items={progress.data.items} isStale={progress.isPlaceholderData} onOpen={(approval) => setQuery({ approval })} />
            <Pager pageNumber={pages.pageNumber} next={progress.data.next} isBusy={progress.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
          </>
        )}
      </Panel>
      <ApprovalDrawer approvalId={query.get("approval") ?? undefined} onClose={() => setQuery({}, { replace: true })} />
    </div>
  );
}

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { APPROVAL_GROUP_LABELS, APPROVAL_GROUPS, type ApprovalGroup } from "@app/contract/approvals/approval.schema";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import { read } from "../../platform/api";
import { APPROVALS_KEY } from "../../ui/approval/approvalCommands";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { useCursorStack } from "../../ui/useCursorStack";
import { ApprovalDrawer } from "./ApprovalDrawer";
import { ApprovalRows } from "./ApprovalRows";
import "../../ui/records.css";
import "../../ui/approval/approval.css";

const REFRESH_MS = 20_000;
const PAGE = 20;
const TABS = APPROVAL_GROUPS.map((key) => ({ key, label: APPROVAL_GROUP_LABELS[key] }));
const EMPTY = {
  OPEN: { sentence: "现在没有要您办理的审批。", hint: "有新的审批时，这里会出现，您也会收到提醒。" },
  DONE: { sentence: "您还没有办理过审批。", hint: "办理过的会留在这里，可以随时查看后来的结果。" },
  STARTED: { sentence: "您还没有提交过需要审批的事项。", hint: "提交以后，可以在这里看到办到了哪一步，也可以催办。" },
  COPIED: { sentence: "还没有抄送给您的审批。", hint: "同事抄送给您的会出现在这里，只供查看。" },
} as const satisfies Record<ApprovalGroup, { sentence: string; hint: string }>;

/** 我的审批: what is personal to whoever is logged in. */
export function ApprovalsPage() {
  const [query, setQuery] = useSearchParams();
  const asked = query.get("group");
  const group: ApprovalGroup = APPROVAL_GROUPS.find((each) => each === asked) ?? "OPEN";
  const pages = useCursorStack(group);
  const approvals = useQuery({
    queryKey: [...APPROVALS_KEY, group, pages.cursor],
    queryFn: () => read(approvalRoutes.listMyApprovals, { query: { group, limit: PAGE, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });

  return (
    <div className="page">
      <PageHeader title="我的审批" lead="快到期的排在最前面。点一行查看内容并办理。" />
      <section className="panel panel-flush approvals-panel">
        <ChoiceTabs label="分组" panelId="approvals-of-group" active={group} onChange={(key) => setQuery({ group: key }, { replace: true })} items={TABS} />
        <div id="approvals-of-group" role="tabpanel" aria-label={APPROVAL_GROUP_LABELS[group]}>
          {approvals.data === undefined ? (
            approvals.error === null ? (
              <Loading />
            ) : (
              <ErrorState error={approvals.error} onRetry={() => void approvals.refetch()} />
            )
          ) : approvals.data.items.length === 0 && approvals.data.next === undefined && !approvals.isPlaceholderData ? (
            <EmptyState {...EMPTY[group]} />
          ) : (
            <>
              <ApprovalRows items={approvals.data.items} isStale={approvals.isPlaceholderData} onOpen={(approval) => setQuery({ group, approval })} />
              <Pager
                pageNumber={pages.pageNumber}
                next={approvals.data.next}
                isBusy={approvals.isPlaceholderData}
                onBack={pages.goBack}
                onNext={pages.goNext}
              />
            </>
          )}
        </div>
      </section>
      <ApprovalDrawer approvalId={query.get("approval") ?? undefined} onClose={() => setQuery({ group }, { replace: true })} />
    </div>
  );
}

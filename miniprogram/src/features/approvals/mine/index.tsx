import { View } from "@tarojs/components";
import { useCallback, useState } from "react";
import { APPROVAL_GROUP_LABELS, APPROVAL_GROUPS, type ApprovalGroup, type ApprovalSummary } from "@app/contract/approvals/approval.schema";
import { approvalRoutes } from "@app/contract/approvals/approvals.routes";
import { deadlineLabel, instantLabel } from "@app/contract/kernel/time";
import { api } from "../../../api/apiClient";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { usePages } from "../../../api/usePages";
import { openPage } from "../../../platform/navigation";
import { useListEnd, usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { aria } from "../../../ui/aria";
import { Card } from "../../../ui/Card";
import { Chips } from "../../../ui/Chips";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import { StatusPill } from "../../../ui/StatusPill";
import { APPROVAL_TONES, waitedLabel } from "../approvalWords";
import "../approvals.css";

const OPTIONS = APPROVAL_GROUPS.map((value) => ({ value, label: APPROVAL_GROUP_LABELS[value] }));
const EMPTY = {
  OPEN: { title: "现在没有要您办理的审批", hint: "有新的审批时您会收到提醒。" },
  DONE: { title: "您还没有办理过审批", hint: "办理过的会留在这里，可以查看后来的结果。" },
  STARTED: { title: "您还没有提交过需要审批的事项", hint: "在电脑上的管理后台提交。" },
  COPIED: { title: "还没有抄送给您的审批", hint: "同事抄送给您的会出现在这里。" },
} as const satisfies Record<ApprovalGroup, { title: string; hint: string }>;

/** 我的审批 on a phone: the same tasks as in the back office. */
export default function MyApprovalsPage() {
  const token = useSession()?.token;
  const [group, setGroup] = useState<ApprovalGroup>("OPEN");
  const load = useCallback((cursor: string | undefined) => api.call(approvalRoutes.listMyApprovals, { query: { group, cursor } }), [group]);
  const list = usePages<ApprovalSummary, { items: ApprovalSummary[]; next?: string | undefined }>(
    token === undefined ? undefined : `approvals:${group}:${token}`,
    load,
  );
  usePageShow(() => void list.refresh());
  usePullToRefresh(list.refresh);
  useListEnd(() => void list.loadMore());

  if (token === undefined) {
    return (
      <Page>
        <LogInWall message="登录后查看您的审批" onLoggedIn={() => undefined} />
      </Page>
    );
  }
  return (
    <Page>
      <View className="approval__groups">
        <Chips id="group" label="分组" layout="segments" options={OPTIONS} value={group} onChange={setGroup} />
      </View>
      <Listing group={group} list={list} />
    </Page>
  );
}

function Listing({
  group,
  list,
}: {
  readonly group: ApprovalGroup;
  readonly list: ReturnType<typeof usePages<ApprovalSummary, { items: ApprovalSummary[] }>>;
}) {
  if (list.remote.kind === "LOADING") return <Skeleton />;
  if (list.remote.kind === "FAILED") return <ErrorState message={list.remote.refusal.message} onRetry={() => void list.refresh()} />;
  const problem = list.remote.problem ?? list.moreProblem;
  if (list.items.length === 0) return <EmptyState {...EMPTY[group]} />;
  return (
    <>
      <View {...aria({ role: "list" })}>
        {list.items.map((approval) => (
          <Card
            key={`${approval.approvalId}-${approval.standsInFor ?? ""}`}
            id={`approval-${approval.approvalId}`}
            title={approval.title}
            aside={
              <StatusPill tone={approval.isOverdue ? "bad" : APPROVAL_TONES[approval.status]}>
                {approval.isOverdue ? "已超时" : approval.statusLabel}
              </StatusPill>
            }
            label={`${approval.title}，${approval.statusLabel}`}
            onPress={() => void openPage("/features/approvals/decide/index", { approvalId: approval.approvalId })}
          >
            <View className="approval__line">{`${approval.processLabel}${approval.levelLabel === undefined ? "" : ` · ${approval.levelLabel}`}`}</View>
            <View className="approval__line">{`${approval.authorName} ${instantLabel(approval.submittedAt)} 提交`}</View>
            {approval.dueAt !== undefined && (
              <View className="approval__line">{`办理期限 ${deadlineLabel(approval.dueAt)}，${waitedLabel(approval.waitedWorkingDays ?? 0)}`}</View>
            )}
            {approval.standsInFor !== undefined && <View className="approval__line">{`代 ${approval.standsInFor} 办理`}</View>}
          </Card>
        ))}
      </View>
      {problem !== undefined && <NoticeBar tone="bad">{problem.message}</NoticeBar>}
      <View className="approval__end">{list.isLoadingMore ? "正在加载…" : list.hasMore ? "上拉查看更多" : "已经到底了"}</View>
    </>
  );
}

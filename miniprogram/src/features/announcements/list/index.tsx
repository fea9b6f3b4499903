import { View } from "@tarojs/components";
import { useCallback, useState } from "react";
import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import { RECEIVED_GROUP_LABELS, RECEIVED_GROUPS, type AnnouncementSummary, type ReceivedGroup } from "@app/contract/announcements/announcement.schema";
import { instantLabel } from "@app/contract/kernel/time";
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
import "../announcements.css";

const OPTIONS = RECEIVED_GROUPS.map((value) => ({ value, label: RECEIVED_GROUP_LABELS[value] }));
const EMPTY = {
  ALL: "还没有收到公文通告",
  UNREAD: "没有未读的公文通告",
  FAVOURITE: "还没有收藏的公文通告",
} as const satisfies Record<ReceivedGroup, string>;

/** 公文通告 on the phone of staff: what they were sent. */
export default function AnnouncementsPage() {
  const token = useSession()?.token;
  const [group, setGroup] = useState<ReceivedGroup>("ALL");
  const load = useCallback((cursor: string | undefined) => api.call(announcementRoutes.listReceivedAnnouncements, { query: { group, cursor } }), [group]);
  const list = usePages<AnnouncementSummary, { items: AnnouncementSummary[]; next?: string | undefined }>(
    token === undefined ? undefined : `announcements:${group}:${token}`,
    load,
  );
  usePageShow(() => void list.refresh());
  usePullToRefresh(list.refresh);
  useListEnd(() => void list.loadMore());

  if (token === undefined) {
    return (
      <Page>
        <LogInWall message="登录后查看公文通告" onLoggedIn={() => undefined} />
      </Page>
    );
  }
  const problem = list.remote.kind === "READY" ? (list.remote.problem ?? list.moreProblem) : undefined;
  return (
    <Page>
      <View className="announcement__groups">
        <Chips id="announcement-group" label="分组" layout="segments" options={OPTIONS} value={group} onChange={setGroup} />
      </View>
      {list.remote.kind === "LOADING" ? (
        <Skeleton />
      ) : list.remote.kind === "FAILED" ? (
        <ErrorState message={list.remote.refusal.message} onRetry={() => void list.refresh()} />
      ) : list.items.length === 0 ? (
        <EmptyState title={EMPTY[group]} hint="上级发来的通知、文件会出现在这里。" />
      ) : (
        <>
          <View {...aria({ role: "list" })}>
            {list.items.map((announcement) => (
              <Card
                key={announcement.announcementId}
                id={`announcement-${announcement.announcementId}`}
                title={`【${announcement.kind}】${announcement.title}`}
                aside={<Stand announcement={announcement} />}
                label={announcement.title}
                onPress={() => void openPage("/features/announcements/detail/index", { announcementId: announcement.announcementId })}
              >
                <View className="announcement__line">{`${announcement.orgName} · ${instantLabel(announcement.at)}`}</View>
                {announcement.number !== "" && <View className="announcement__line">{announcement.number}</View>}
              </Card>
            ))}
          </View>
          {problem !== undefined && <NoticeBar tone="bad">{problem.message}</NoticeBar>}
          <View className="announcement__end">{list.isLoadingMore ? "正在加载…" : list.hasMore ? "上拉查看更多" : "已经到底了"}</View>
        </>
      )}
    </Page>
  );
}

function Stand({ announcement: { status, own, needsConfirmation } }: { readonly announcement: AnnouncementSummary }) {
  if (status === "WITHDRAWN") return <StatusPill tone="neutral">已撤回</StatusPill>;
  if (own?.readAt === undefined) return <StatusPill tone="bad">未读</StatusPill>;
  if (needsConfirmation && own.confirmedAt === undefined) return <StatusPill tone="waiting">待确认</StatusPill>;
  return <StatusPill tone="good">{own.confirmedAt === undefined ? "已读" : "已确认"}</StatusPill>;
}

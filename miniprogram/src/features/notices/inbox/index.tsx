import { View } from "@tarojs/components";
import { useCallback, useState } from "react";
import { instantLabel } from "@app/contract/kernel/time";
import type { InboxEntry } from "@app/contract/notices/inbox.schema";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { refreshUnread, useUnread } from "../../../api/unread";
import { usePages } from "../../../api/usePages";
import { openPage } from "../../../platform/navigation";
import { useListEnd, usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { toast } from "../../../platform/toast";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { Chips } from "../../../ui/Chips";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import { StatusPill } from "../../../ui/StatusPill";
import "../inbox.css";

/** 消息: what this person and, when it is bound, their account were told. */
export default function InboxPage() {
  const token = useSession()?.token;
  const [group, setGroup] = useState<"ALL" | "UNREAD">("ALL");
  const load = useCallback(
    (cursor: string | undefined) => api.call(noticeRoutes.listInbox, { query: { ...(group === "UNREAD" ? { unread: "true" as const } : {}), cursor } }),
    [group],
  );
  const list = usePages<InboxEntry, { items: InboxEntry[]; next?: string | undefined }>(token === undefined ? undefined : `inbox:${group}:${token}`, load);
  const unread = useUnread();
  const options = [
    { value: "ALL", label: "全部" },
    { value: "UNREAD", label: unread === undefined ? "未读" : `未读（${unread}）` },
  ] as const;
  usePageShow(() => void list.refresh());
  usePullToRefresh(list.refresh);
  useListEnd(() => void list.loadMore());

  const open = async ({ entryId, isRead, page }: InboxEntry): Promise<void> => {
    // Opening matters more than the mark: one that failed leaves the entry unread.
    if (!isRead) {
      await api.call(noticeRoutes.readInboxEntry, { params: { entryId }, body: {} });
      void refreshUnread();
    }
    if (page === "" || page.startsWith("pages/me/")) return void list.refresh();
    const [path = "", query = ""] = page.split("?");
    await openPage(`/${path}`, Object.fromEntries(query === "" ? [] : query.split("&").map((pair) => pair.split("=") as [string, string])));
  };
  const readAll = async (): Promise<void> => {
    const upTo = list.items[0]?.at;
    if (upTo === undefined) return;
    const answer = await act("read-all-inbox", { upTo }, (body) => api.call(noticeRoutes.readAllInbox, { body }));
    toast(answer.ok ? "已全部标为已读" : answer.refusal.message);
    await Promise.all([list.refresh(), refreshUnread()]);
  };

  if (token === undefined) {
    return (
      <Page>
        <LogInWall message="登录后查看消息" onLoggedIn={() => undefined} />
      </Page>
    );
  }
  const problem = list.remote.kind === "READY" ? (list.remote.problem ?? list.moreProblem) : undefined;
  return (
    <Page>
      <View className="inbox__groups">
        <Chips id="inbox-group" label="消息" layout="segments" options={options} value={group} onChange={setGroup} />
      </View>
      {list.remote.kind === "LOADING" ? (
        <Skeleton />
      ) : list.remote.kind === "FAILED" ? (
        <ErrorState message={list.remote.refusal.message} onRetry={() => void list.refresh()} />
      ) : list.items.length === 0 ? (
        <EmptyState title={group === "UNREAD" ? "没有未读的消息" : "还没有消息"} hint="预约结果、提醒和通知都会出现在这里。" />
      ) : (
        <>
          <View {...aria({ role: "list" })}>
            {list.items.map((entry) => (
              <Card
                key={entry.entryId}
                id={`inbox-${entry.entryId}`}
                title={entry.title}
                aside={entry.isRead ? undefined : <StatusPill tone="bad">未读</StatusPill>}
                label={`${entry.title}，${entry.isRead ? "已读" : "未读"}`}
                onPress={() => void open(entry)}
              >
                <View className="inbox__line">{entry.text}</View>
                <View className="inbox__line">{instantLabel(entry.at)}</View>
              </Card>
            ))}
          </View>
          {problem !== undefined && <NoticeBar tone="bad">{problem.message}</NoticeBar>}
          <View className="inbox__end">{list.isLoadingMore ? "正在加载…" : list.hasMore ? "上拉查看更多" : "已经到底了"}</View>
          {unread !== undefined && (
            <Button id="inbox-read-all" kind="ghost" onPress={() => void readAll()}>
              全部标为已读
            </Button>
          )}
        </>
      )}
    </Page>
  );
}

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { instantLabel } from "@app/contract/kernel/time";
import type { InboxEntry } from "@app/contract/notices/inbox.schema";
import { noticeRoutes } from "@app/contract/notices/notices.routes";
import { api, read } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { useCursorStack } from "../../ui/useCursorStack";
import { INBOX_KEY, useUnread } from "./useInbox";
import "../../ui/records.css";
import "../../ui/entries.css";

const PAGE = 20;
const REFRESH_MS = 60_000;

/** 消息: what this account was told, whatever became of the ways outside. */
export function InboxPage() {
  const [query, setQuery] = useSearchParams();
  const tab = query.get("tab") === "UNREAD" ? "UNREAD" : "ALL";
  const pages = useCursorStack(tab);
  const unread = useUnread();
  const tabs = [
    { key: "ALL", label: "全部" },
    { key: "UNREAD", label: "未读", count: unread },
  ] as const;
  const [problem, setProblem] = useState<string>();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const list = useQuery({
    queryKey: [...INBOX_KEY, tab, pages.cursor],
    queryFn: () => read(noticeRoutes.listInbox, { query: { ...(tab === "UNREAD" ? { unread: "true" as const } : {}), limit: PAGE, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const newest = pages.pageNumber === 1 ? list.data?.items[0]?.at : undefined;
  return (
    <div className="page">
      <PageHeader
        title="消息"
        lead="系统提醒和收到的通知都在这里。点一条打开相关内容，并标为已读。"
        extra={
          <Button disabled={unread === undefined || newest === undefined} onClick={() => void readAll()} data-testid="inbox-read-all">
            全部标为已读
          </Button>
        }
      />
      <section className="panel panel-flush">
        <ChoiceTabs label="消息" panelId="inbox-list" active={tab} onChange={(key) => setQuery({ tab: key }, { replace: true })} items={tabs} />
        <div id="inbox-list" role="tabpanel" aria-label={tab === "ALL" ? "全部" : "未读"}>
          {problem === undefined ? null : (
            <p className="entry-problem" role="alert">
              {problem}
            </p>
          )}
          {list.data === undefined ? (
            list.error === null ? (
              <Loading />
            ) : (
              <ErrorState error={list.error} onRetry={() => void list.refetch()} />
            )
          ) : list.data.items.length === 0 && list.data.next === undefined ? (
            <EmptyState sentence={tab === "UNREAD" ? "没有未读的消息。" : "还没有消息。"} hint="有新的提醒时，页面上方的铃铛会显示条数。" />
          ) : (
            <>
              <ul className="entry-list" aria-busy={list.isPlaceholderData}>
                {list.data.items.map((entry) => (
                  <li key={entry.entryId}>
                    <button type="button" className="entry" onClick={() => void open(entry)} data-testid="inbox-entry">
                      <span className={entry.isRead ? "entry-title" : "entry-title entry-unread"}>
                        {entry.isRead ? null : <span className="visually-hidden">未读：</span>}
                        {entry.title}
                      </span>
                      <span className="entry-text">{entry.text}</span>
                      <span className="entry-at number">{instantLabel(entry.at)}</span>
                    </button>
                  </li>
                ))}
              </ul>
              <Pager pageNumber={pages.pageNumber} next={list.data.next} isBusy={list.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
            </>
          )}
        </div>
      </section>
    </div>
  );

  async function open({ entryId, isRead, backOfficePath }: InboxEntry): Promise<void> {
    if (!isRead) {
      // Opening matters more than the mark: a mark that failed leaves the entry unread.
      await api.call(noticeRoutes.readInboxEntry, { params: { entryId }, body: {} });
      void queryClient.invalidateQueries({ queryKey: INBOX_KEY });
    }
    if (backOfficePath !== undefined && backOfficePath !== "") void navigate(backOfficePath);
  }

  async function readAll(): Promise<void> {
    if (newest === undefined) return;
    const done = await sendIntended("readAllInbox", newest, (requestId) => api.call(noticeRoutes.readAllInbox, { body: { requestId, upTo: newest } }));
    setProblem(done.ok ? undefined : done.refusal.message);
    void queryClient.invalidateQueries({ queryKey: INBOX_KEY });
  }
}

import { View } from "@tarojs/components";
import { useCallback, useState } from "react";
import type { MyNoShows, NoShowRecord } from "@app/contract/visits/noShow.schema";
import { noShowRoutes } from "@app/contract/visits/noShows.routes";
import { api } from "../../../api/apiClient";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { usePages } from "../../../api/usePages";
import { useListEnd, usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { aria } from "../../../ui/aria";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import { AppealSheet } from "./AppealSheet";
import { NoShowCard } from "./NoShowCard";
import { StandingCard } from "./StandingCard";
import "./noShows.css";

/** Where somebody stands with each city, what is held against them, and the way to say why (promise F6). */
export default function NoShowsPage() {
  const token = useSession()?.token;
  const load = useCallback((cursor: string | undefined) => api.call(noShowRoutes.listMyNoShows, { query: { cursor } }), []);
  const list = usePages<NoShowRecord, MyNoShows>(token === undefined ? undefined : `my-no-shows:${token}`, load);
  const [appealed, setAppealed] = useState<NoShowRecord>();
  usePageShow(() => void list.refresh());
  usePullToRefresh(list.refresh);
  useListEnd(() => void list.loadMore());

  return (
    <Page overlay={appealed !== undefined && <AppealSheet noShow={appealed} onClose={() => setAppealed(undefined)} onAppealed={() => void list.refresh()} />}>
      {token === undefined ? <LogInWall message="登录后查看您的失约记录" onLoggedIn={() => undefined} /> : <Listing list={list} onAppeal={setAppealed} />}
    </Page>
  );
}

function Listing({
  list,
  onAppeal,
}: {
  readonly list: ReturnType<typeof usePages<NoShowRecord, MyNoShows>>;
  readonly onAppeal: (noShow: NoShowRecord) => void;
}) {
  if (list.remote.kind === "LOADING") return <Skeleton />;
  if (list.remote.kind === "FAILED") return <ErrorState message={list.remote.refusal.message} onRetry={() => void list.refresh()} />;
  const problem = list.remote.problem ?? list.moreProblem;
  if (list.items.length === 0) {
    return <EmptyState title="没有失约记录" hint="预约已确认、当天没有到访也没有提前取消，才会记一次失约。单位临时关闭不算。" />;
  }
  return (
    <>
      {list.remote.value.standings.map((standing) => (
        <StandingCard key={standing.cityCode} standing={standing} />
      ))}
      <View {...aria({ role: "list" })}>
        {list.items.map((noShow) => (
          <NoShowCard key={noShow.bookingId} noShow={noShow} onAppeal={() => onAppeal(noShow)} />
        ))}
      </View>
      {problem !== undefined && <NoticeBar tone="bad">{problem.message}</NoticeBar>}
      <View className="no-show__end">{list.isLoadingMore ? "正在加载…" : list.hasMore ? "上拉查看更多" : "已经到底了"}</View>
    </>
  );
}

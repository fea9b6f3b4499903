import { Text, View } from "@tarojs/components";
import { useCallback } from "react";
import type { Page as PageOf } from "@app/contract/kernel/page";
import { dateLabel } from "@app/contract/kernel/time";
import { whereabouts } from "@app/contract/regions/whereabouts";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import type { FollowedFacility } from "@app/contract/visits/follow.schema";
import { api } from "../../../api/apiClient";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { usePages } from "../../../api/usePages";
import { openPage, openTab } from "../../../platform/navigation";
import { useListEnd, usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { Card } from "../../../ui/Card";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import "./follows.css";

export default function FollowsPage() {
  const token = useSession()?.token;
  const load = useCallback((cursor: string | undefined) => api.call(demandRoutes.listMyFollows, { query: { cursor } }), []);
  const list = usePages<FollowedFacility, PageOf<FollowedFacility>>(token === undefined ? undefined : `my-follows:${token}`, load);
  usePageShow(() => void list.refresh());
  usePullToRefresh(list.refresh);
  useListEnd(() => void list.loadMore());
  return <Page>{token === undefined ? <LogInWall message="登录后查看您关注的单位" onLoggedIn={() => undefined} /> : <Listing list={list} />}</Page>;
}

function Listing({ list }: { readonly list: ReturnType<typeof usePages<FollowedFacility, PageOf<FollowedFacility>>> }) {
  if (list.remote.kind === "LOADING") return <Skeleton />;
  if (list.remote.kind === "FAILED") return <ErrorState message={list.remote.refusal.message} onRetry={() => void list.refresh()} />;
  const problem = list.remote.problem ?? list.moreProblem;
  if (list.items.length === 0) {
    return (
      <EmptyState
        title="还没有关注的单位"
        hint="在单位页面点「有名额时提醒我」，开放新场次时会在微信里通知您。"
        action={{ label: "去看看", onPress: () => void openTab("/pages/home/index") }}
      />
    );
  }
  return (
    <>
      {list.items.map((facility) => (
        <Card
          key={facility.facilityId}
          id={`followed-${facility.facilityId}`}
          title={facility.name}
          onPress={() => void openPage("/features/visits/facility/index", { facilityId: facility.facilityId })}
        >
          <View className="followed__where">{whereabouts(facility).join(" · ")}</View>
          {facility.nextBookableDate === undefined ? (
            <Text className="followed__none">暂无可约日期，开放时提醒您</Text>
          ) : (
            <Text className="followed__date">{`${dateLabel(facility.nextBookableDate)} 可预约`}</Text>
          )}
        </Card>
      ))}
      {problem !== undefined && <NoticeBar tone="bad">{problem.message}</NoticeBar>}
      <View className="followed__end">{list.isLoadingMore ? "正在加载…" : list.hasMore ? "上拉查看更多" : "已经到底了"}</View>
    </>
  );
}

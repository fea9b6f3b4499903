import { View } from "@tarojs/components";
import { useCallback, useState } from "react";
import { BOOKING_GROUP_LABELS, BOOKING_GROUPS, type BookingGroup, type BookingSummary } from "@app/contract/visits/booking.schema";
import type { Page as PageOf } from "@app/contract/kernel/page";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../api/apiClient";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { usePages } from "../../../api/usePages";
import { openTab } from "../../../platform/navigation";
import { useListEnd, usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { aria } from "../../../ui/aria";
import { Chips } from "../../../ui/Chips";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import { BookingCard } from "./BookingCard";
import { MyWaiting } from "./MyWaiting";
import "./mine.css";

/** Beside the bookings in their groups: what one waits for, which is none yet. */
type Tab = BookingGroup | "WAITING";
const TABS: readonly { readonly value: Tab; readonly label: string }[] = [
  ...BOOKING_GROUPS.map((group) => ({ value: group, label: BOOKING_GROUP_LABELS[group] })),
  { value: "WAITING", label: "候补" },
];
const EMPTY_HINTS = {
  UPCOMING: "选一个设施，带家人去看看城市如何变干净。",
  VISITED: "到访并打卡后，会显示在这里。",
  ENDED: "未通过、已取消和已过期的预约会显示在这里。",
} as const satisfies Record<BookingGroup, string>;

export function MyBookings() {
  const token = useSession()?.token;
  const [tab, setTab] = useState<Tab>("UPCOMING");
  return (
    <Page>
      {token === undefined ? (
        <LogInWall message="登录后查看您的预约" onLoggedIn={() => undefined} />
      ) : (
        <>
          <Chips layout="segments" label="预约分类" options={TABS} value={tab} onChange={setTab} />
          <View className="my-bookings" {...aria({ role: "list" })}>
            {tab === "WAITING" ? <MyWaiting token={token} /> : <BookingsOfGroup group={tab} token={token} />}
          </View>
        </>
      )}
    </Page>
  );
}

function BookingsOfGroup({ group, token }: { readonly group: BookingGroup; readonly token: string }) {
  const load = useCallback((cursor: string | undefined) => api.call(visitRoutes.listMyBookings, { query: { group, cursor } }), [group]);
  const list = usePages<BookingSummary, PageOf<BookingSummary>>(`my-bookings:${group}:${token}`, load);
  usePageShow(() => void list.refresh());
  usePullToRefresh(list.refresh);
  useListEnd(() => void list.loadMore());
  return <Listing group={group} list={list} />;
}

function Listing({ group, list }: { readonly group: BookingGroup; readonly list: ReturnType<typeof usePages<BookingSummary, PageOf<BookingSummary>>> }) {
  if (list.remote.kind === "LOADING") return <Skeleton />;
  if (list.remote.kind === "FAILED") return <ErrorState message={list.remote.refusal.message} onRetry={() => void list.refresh()} />;
  const problem = list.remote.problem ?? list.moreProblem;
  if (list.items.length === 0) {
    return (
      <EmptyState
        title={`没有${BOOKING_GROUP_LABELS[group]}的预约`}
        hint={EMPTY_HINTS[group]}
        action={{ label: "去看看", onPress: () => void openTab("/pages/home/index") }}
      />
    );
  }
  return (
    <>
      {list.items.map((booking) => (
        <BookingCard key={booking.bookingId} booking={booking} />
      ))}
      {problem !== undefined && <NoticeBar tone="bad">{problem.message}</NoticeBar>}
      <View className="list-end">{list.isLoadingMore ? "正在加载…" : list.hasMore ? "上拉查看更多" : "已经到底了"}</View>
    </>
  );
}

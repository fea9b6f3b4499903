import { Text, View } from "@tarojs/components";
import { useCallback, useMemo } from "react";
import type { Page as PageOf } from "@app/contract/kernel/page";
import { dateLabel } from "@app/contract/kernel/time";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import type { WaitingSummary } from "@app/contract/visits/waiting.schema";
import { api } from "../../../api/apiClient";
import { usePages } from "../../../api/usePages";
import { openPage, openTab } from "../../../platform/navigation";
import { useListEnd, usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { Card } from "../../../ui/Card";
import { Countdown } from "../../../ui/Countdown";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Skeleton } from "../../../ui/Skeleton";
import { StatusPill } from "../../../ui/StatusPill";
import { offerEndsHere } from "../waiting/offerEnd";
import { WAITING_TONES } from "../waiting/waitingTone";

/** What a person waits for: an offer first, with its time running. */
export function MyWaiting({ token }: { readonly token: string }) {
  const load = useCallback((cursor: string | undefined) => api.call(demandRoutes.listMyWaiting, { query: { cursor } }), []);
  const list = usePages<WaitingSummary, PageOf<WaitingSummary>>(`my-waiting:${token}`, load);
  usePageShow(() => void list.refresh());
  usePullToRefresh(list.refresh);
  useListEnd(() => void list.loadMore());

  if (list.remote.kind === "LOADING") return <Skeleton />;
  if (list.remote.kind === "FAILED") return <ErrorState message={list.remote.refusal.message} onRetry={() => void list.refresh()} />;
  const problem = list.remote.problem ?? list.moreProblem;
  if (list.items.length === 0) {
    return (
      <EmptyState
        title="没有候补的场次"
        hint="场次约满时可以候补，有名额空出时按先后依次提供给您。"
        action={{ label: "去看看", onPress: () => void openTab("/pages/home/index") }}
      />
    );
  }
  return (
    <>
      {list.items.map((waiting) => (
        <WaitingCard key={waiting.slotId} waiting={waiting} onOver={() => void list.refresh()} />
      ))}
      {problem !== undefined && <NoticeBar tone="bad">{problem.message}</NoticeBar>}
      <View className="list-end">{list.isLoadingMore ? "正在加载…" : list.hasMore ? "上拉查看更多" : "已经到底了"}</View>
    </>
  );
}

function WaitingCard({ waiting, onOver }: { readonly waiting: WaitingSummary; readonly onOver: () => void }) {
  // Counted from when the answer came, not from when the card is drawn again.
  const endsAt = useMemo(() => offerEndsHere(waiting), [waiting]);
  return (
    <Card
      id={`waiting-${waiting.slotId}`}
      title={waiting.facilityName}
      aside={<StatusPill tone={WAITING_TONES[waiting.status]}>{waiting.statusLabel}</StatusPill>}
      onPress={() => void openPage("/features/visits/waiting/index", { slotId: waiting.slotId })}
    >
      <View className="my-booking__when">
        {`${dateLabel(waiting.date)} `}
        <Text className="unbroken">{waiting.periodLabel}</Text>
      </View>
      <View className="my-booking__line">
        <Text>{`共 ${waiting.heads} 人`}</Text>
        {waiting.partiesAhead !== undefined && <Text>{waiting.partiesAhead === 0 ? "您排在第一位" : `前面还有 ${waiting.partiesAhead} 组`}</Text>}
      </View>
      {endsAt !== undefined && (
        <View className="my-booking__code">
          <Text>点开接受，还剩 </Text>
          <Countdown until={endsAt} onOver={onOver} />
        </View>
      )}
    </Card>
  );
}

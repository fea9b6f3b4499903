import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import type { EntryConflict, EntryConflictStatus } from "@app/contract/visits/entryConflict.schema";
import { ENTRY_CONFLICT_STATUSES, ENTRY_CONFLICT_STATUS_LABELS } from "@app/contract/visits/entryConflict.schema";
import { gateRoutes } from "@app/contract/visits/gate.routes";
import { read } from "../../../platform/api";
import { ChoiceTabs } from "../../../ui/ChoiceTabs";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { Pager } from "../../../ui/Pager";
import { useCursorStack } from "../../../ui/useCursorStack";
import type { PlaceFilter } from "../facilities/placeFilter";
import { ConflictCard } from "./ConflictCard";
import { SettleDialog, type Settling } from "./SettleDialog";
import { CONFLICTS_KEY } from "./useOpenConflicts";

const LIVE_MS = 10_000;

/** 入场冲突: what two gates without network could not know, and what somebody decided (promise F2). */
export function ConflictsPanel({ place }: { readonly place: PlaceFilter }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const [status, setStatus] = useState<EntryConflictStatus>("OPEN");
  const [settling, setSettling] = useState<Settling>();
  const pages = useCursorStack(JSON.stringify({ place, status }));
  const conflicts = useQuery({
    queryKey: [...CONFLICTS_KEY, place, status, pages.cursor],
    queryFn: () => read(gateRoutes.listEntryConflicts, { query: { ...place, status, limit: 20, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });
  const items = conflicts.data?.items ?? [];
  return (
    <section className="panel panel-flush bookings-panel">
      <ChoiceTabs
        label="入场冲突"
        items={ENTRY_CONFLICT_STATUSES.map((key) => ({ key, label: ENTRY_CONFLICT_STATUS_LABELS[key] }))}
        active={status}
        onChange={setStatus}
        panelId="conflicts"
      />
      <div id="conflicts" role="tabpanel">
        {conflicts.data === undefined ? (
          conflicts.error === null ? (
            <Loading />
          ) : (
            <ErrorState error={conflicts.error} onRetry={() => void conflicts.refetch()} />
          )
        ) : items.length === 0 && !conflicts.isPlaceholderData ? (
          <EmptyState
            sentence={status === "OPEN" ? "没有待处理的入场冲突。" : "还没有处理过的入场冲突。"}
            hint="两个闸口断网时放行了同一个参观码，或放行了已取消的预约，联网后会出现在这里，由开放单位管理员决定是否计数。"
          />
        ) : (
          <>
            <div className="conflicts" aria-busy={conflicts.isPlaceholderData}>
              {items.map((conflict) => (
                <ConflictCard key={conflict.conflictId} conflict={conflict} onDecide={(offered) => setSettling({ conflict, offered })} />
              ))}
            </div>
            <Pager
              pageNumber={pages.pageNumber}
              next={conflicts.data.next}
              isBusy={conflicts.isPlaceholderData}
              onBack={pages.goBack}
              onNext={pages.goNext}
              note={<>本页 {items.length} 条</>}
            />
          </>
        )}
      </div>
      {settling === undefined ? null : <SettleDialog settling={settling} onClose={() => setSettling(undefined)} onSettled={settled} onStale={refresh} />}
    </section>
  );

  function settled(conflict: EntryConflict): void {
    setSettling(undefined);
    refresh();
    const heads = conflict.settled?.action === "COUNT_BOTH" ? `统计里加上 ${conflict.later.heads} 人` : "统计数字不变";
    void message.success(`已处理：${conflict.settled?.label ?? conflict.statusLabel}。${heads}。`);
  }
  function refresh(): void {
    void queryClient.invalidateQueries({ queryKey: CONFLICTS_KEY });
    void queryClient.invalidateQueries({ queryKey: ["check-ins"] });
    void queryClient.invalidateQueries({ queryKey: ["check-in-sum"] });
    void queryClient.invalidateQueries({ queryKey: ["bookings"] });
  }
}

import { useMemo } from "react";
import type { SlotId } from "@app/contract/kernel/ids";
import { demandRoutes } from "@app/contract/visits/demand.routes";
import { api } from "../../../api/apiClient";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { useRemote } from "../../../api/useRemote";
import { openTab, usePageQuery } from "../../../platform/navigation";
import { usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { useWhileInSight } from "../../../platform/pageSight";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import { offerEndsHere } from "./offerEnd";
import { WaitingView } from "./WaitingView";
import "./waiting.css";

/** An offer appears while the person looks. */
const REFRESH_EVERY_MS = 5_000;

/** What a person waits for in one slot: how many are ahead, or the offer with its two answers. */
export default function WaitingPage() {
  const slotId = (usePageQuery().slotId ?? "") as SlotId;
  const token = useSession()?.token;
  const { remote, refresh, replace } = useRemote(token === undefined ? undefined : `waiting:${slotId}:${token}`, () =>
    api.call(demandRoutes.getMyWaiting, { params: { slotId } }),
  );
  const waiting = remote.kind === "READY" ? remote.value : undefined;
  // Counted from when the answer came, not from when the page is drawn again.
  const endsAt = useMemo(() => (waiting === undefined ? undefined : offerEndsHere(waiting)), [waiting]);
  usePageShow(() => void refresh());
  usePullToRefresh(refresh);
  useWhileInSight({ everyMs: REFRESH_EVERY_MS, isWanted: waiting?.status === "WAITING", act: refresh });

  if (token === undefined) {
    return (
      <Page>
        <LogInWall message="登录后查看您的候补" onLoggedIn={() => undefined} />
      </Page>
    );
  }
  if (remote.kind === "LOADING") {
    return (
      <Page>
        <Skeleton />
      </Page>
    );
  }
  if (remote.kind === "FAILED") {
    const { code, message } = remote.refusal;
    return (
      <Page>
        {code === "NOT_FOUND" || code === "INPUT_INVALID" ? (
          <EmptyState
            title={code === "INPUT_INVALID" ? "这个链接不完整，请从「我的预约」里打开。" : message}
            action={{ label: "我的预约", onPress: () => void openTab("/pages/bookings/index") }}
          />
        ) : (
          <ErrorState message={message} onRetry={() => void refresh()} />
        )}
      </Page>
    );
  }
  return <WaitingView waiting={remote.value} endsAt={endsAt} onChanged={replace} onOver={() => void refresh()} />;
}

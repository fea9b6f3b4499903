import { useState } from "react";
import type { BookingId } from "@app/contract/kernel/ids";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../api/apiClient";
import { useRemote } from "../../../api/useRemote";
import { openTab, usePageQuery } from "../../../platform/navigation";
import { useWhileInSight } from "../../../platform/pageSight";
import { usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import { LogInWall } from "../../../api/LogInWall";
import { SelfCheckInSheet } from "../self-check-in/SelfCheckInSheet";
import { BookingView, type OpenSheet } from "./BookingView";
import { CancelSheet } from "./CancelSheet";
import { ChangeHeadsSheet } from "./ChangeHeadsSheet";
import "../rating/rating.css";
import "./booking.css";

/** A confirmation, and an entry at the gate, appear on the visitor's screen while they wait for it. */
const REFRESH_EVERY_MS = 5_000;

export default function BookingPage() {
  const query = usePageQuery();
  const bookingId = (query.bookingId ?? "") as BookingId;
  const { remote, refresh, replace } = useRemote(`booking:${bookingId}`, () => api.call(visitRoutes.getBooking, { params: { bookingId } }));
  const [open, setOpen] = useState<OpenSheet>();
  const booking = remote.kind === "READY" ? remote.value : undefined;
  usePageShow(() => void refresh());
  usePullToRefresh(refresh);
  useWhileInSight({ everyMs: REFRESH_EVERY_MS, isWanted: booking !== undefined && (booking.status === "PENDING" || booking.code !== undefined), act: refresh });

  if (remote.kind === "LOADING") {
    return (
      <Page>
        <Skeleton />
      </Page>
    );
  }
  if (remote.kind === "FAILED") {
    return (
      <Page>
        <BookingRefused code={remote.refusal.code} message={remote.refusal.message} onRetry={() => void refresh()} />
      </Page>
    );
  }
  const { value } = remote;
  const close = (): void => setOpen(undefined);
  return (
    <Page
      overlay={
        <>
          {open === "CANCEL" && <CancelSheet booking={value} onClose={close} onCancelled={replace} />}
          {open === "CHANGE_HEADS" && <ChangeHeadsSheet booking={value} onClose={close} onChanged={replace} />}
          {open === "CHECK_IN" && <SelfCheckInSheet onClose={close} onAdmitted={() => void refresh()} />}
        </>
      }
    >
      <BookingView
        booking={value}
        isJustSubmitted={query.submitted === "1" && value.status === "PENDING"}
        staleMessage={remote.problem?.message}
        onOpen={setOpen}
      />
    </Page>
  );
}

function BookingRefused({ code, message, onRetry }: { readonly code: string; readonly message: string; readonly onRetry: () => void }) {
  if (code === "SESSION_MISSING" || code === "SESSION_EXPIRED")
    return <LogInWall message={code === "SESSION_EXPIRED" ? message : "登录后查看这次预约"} onLoggedIn={onRetry} />;
  if (code === "NOT_FOUND" || code === "FORBIDDEN" || code === "INPUT_INVALID") {
    return (
      <EmptyState
        title={code === "INPUT_INVALID" ? "这个链接不完整，请从「我的预约」里打开。" : message}
        action={{ label: "我的预约", onPress: () => void openTab("/pages/bookings/index") }}
      />
    );
  }
  return <ErrorState message={message} onRetry={onRetry} />;
}

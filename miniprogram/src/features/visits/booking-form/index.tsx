import { useState } from "react";
import type { FacilityId } from "@app/contract/kernel/ids";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { api } from "../../../api/apiClient";
import { useRemote } from "../../../api/useRemote";
import { replacePage, usePageQuery } from "../../../platform/navigation";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import { BookingForm } from "./BookingForm";
import { keptDraft } from "./bookingDraft";
import "./bookingForm.css";

export default function BookingFormPage() {
  const query = usePageQuery();
  const facilityId = (query.facilityId ?? "") as FacilityId;
  const [draft] = useState(() => {
    const kept = keptDraft.get();
    return kept?.slot.slotId === query.slotId ? kept : undefined;
  });
  const facility = useRemote(`facility:${facilityId}`, () => api.call(visitRoutes.getFacility, { params: { facilityId } }));

  if (draft === undefined) {
    return (
      <Page>
        <EmptyState
          title="请先选择参观时间"
          hint="选好日期、时段和人数后，再填写预约信息。"
          action={{ label: "去选择", onPress: () => void replacePage("/features/visits/facility/index", { facilityId }) }}
        />
      </Page>
    );
  }
  if (facility.remote.kind === "LOADING") {
    return (
      <Page>
        <Skeleton />
      </Page>
    );
  }
  if (facility.remote.kind === "FAILED") {
    return (
      <Page>
        <ErrorState message={facility.remote.refusal.message} onRetry={() => void facility.refresh()} />
      </Page>
    );
  }
  return (
    <BookingForm
      facility={facility.remote.value}
      initial={draft}
      onBooked={(bookingId) => void replacePage("/features/visits/booking/index", { bookingId, submitted: "1" })}
    />
  );
}

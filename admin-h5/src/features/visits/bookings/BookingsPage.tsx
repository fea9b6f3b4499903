import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useSearchParams } from "react-router";
import type { BookingId } from "@app/contract/kernel/ids";
import { BOOKING_STATUS_LABELS, BOOKING_STATUSES } from "@app/contract/visits/booking.schema";
import { visitExportRoutes } from "@app/contract/visits/visitExports.routes";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { ChoiceTabs } from "../../../ui/ChoiceTabs";
import { DateRangeField } from "../../../ui/DateRangeField";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { ExportButton } from "../../../ui/ExportButton";
import { Loading } from "../../../ui/Loading";
import { PageHeader } from "../../../ui/PageHeader";
import { Panel } from "../../../ui/Panel";
import { useIsPhone } from "../../../ui/useIsPhone";
import { FacilityFilter } from "../facilities/FacilityFilter";
import { Pager } from "../../../ui/Pager";
import { useCursorStack } from "../../../ui/useCursorStack";
import { BookingCards } from "./BookingCards";
import { BookingDrawer } from "./BookingDrawer";
import { BOOKING_LIST_ORDERS, bookingsFilterOf, bookingsFilterQuery, type BookingsFilter } from "./bookingsFilter";
import { BookingsTable } from "./BookingsTable";
import "../visits.css";

const REFRESH_MS = 10_000;

export function BookingsPage() {
  const isPhone = useIsPhone();
  const [query, setQuery] = useSearchParams();
  const filter = bookingsFilterOf(query);
  const openId = query.get("booking") as BookingId | null;
  const pages = useCursorStack(JSON.stringify(filter));
  const { from, to } = filter.range ?? {};
  const asked = { ...filter.place, status: filter.status, from, to, order: BOOKING_LIST_ORDERS[filter.status] };
  const bookings = useQuery({
    queryKey: ["bookings", filter, pages.cursor],
    queryFn: () =>
      read(visitRoutes.listBookings, {
        query: { ...asked, limit: 20, cursor: pages.cursor },
      }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const View = isPhone ? BookingCards : BookingsTable;
  const isNarrowed = filter.range !== undefined || filter.place.facilityId !== undefined || filter.place.cityCode !== undefined;

  return (
    <div className="page">
      <PageHeader
        title="预约管理"
        lead="家庭(个人)预约。点一行可查看详情并办理。"
        extra={<ExportButton route={visitExportRoutes.exportBookings} input={{ query: asked }} />}
      />
      <Panel>
        <div className="filters">
          <div className="filter-line">
            <span className="filter-caption">参观日期</span>
            <DateRangeField label="参观日期" value={filter.range} canClear onChange={(range) => show({ ...filter, range })} />
          </div>
          <FacilityFilter permission="bookings.read" value={filter.place} onChange={(place) => show({ ...filter, place })} />
          {isNarrowed ? (
            <Button type="link" onClick={() => show({ status: filter.status, place: {}, range: undefined })}>
              清除条件
            </Button>
          ) : null}
        </div>
      </Panel>
      <section className="panel panel-flush bookings-panel">
        <ChoiceTabs
          label="状态"
          panelId="bookings-of-status"
          active={filter.status}
          onChange={(status) => show({ ...filter, status })}
          items={BOOKING_STATUSES.map((status) => ({ key: status, label: BOOKING_STATUS_LABELS[status] }))}
        />
        <div id="bookings-of-status" role="tabpanel" aria-label={BOOKING_STATUS_LABELS[filter.status]}>
          {bookings.data === undefined ? (
            bookings.error === null ? (
              <Loading />
            ) : (
              <ErrorState error={bookings.error} onRetry={retry} />
            )
          ) : bookings.data.items.length === 0 && !bookings.isPlaceholderData ? (
            <NothingHere filter={filter} isNarrowed={isNarrowed} onClear={() => show({ status: filter.status, place: {}, range: undefined })} />
          ) : (
            <>
              <View items={bookings.data.items} isStale={bookings.isPlaceholderData} onOpen={open} />
              <Pager pageNumber={pages.pageNumber} next={bookings.data.next} isBusy={bookings.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
            </>
          )}
        </div>
      </section>
      <BookingDrawer bookingId={openId ?? undefined} onClose={() => setQuery(bookingsFilterQuery(filter), { replace: true })} />
    </div>
  );

  function show(next: BookingsFilter): void {
    setQuery(bookingsFilterQuery(next), { replace: true });
  }
  function open(bookingId: BookingId): void {
    setQuery({ ...bookingsFilterQuery(filter), booking: bookingId });
  }
  function retry(): void {
    // The refused page may be the cursor's fault; the first page never is.
    pages.goFirst();
    void bookings.refetch();
  }
}

function NothingHere({ filter, isNarrowed, onClear }: { readonly filter: BookingsFilter; readonly isNarrowed: boolean; readonly onClear: () => void }) {
  const label = BOOKING_STATUS_LABELS[filter.status];
  if (isNarrowed) return <EmptyState sentence={`这个条件下没有「${label}」的预约。`} action={<Button onClick={onClear}>清除条件，看全部</Button>} />;
  return (
    <EmptyState
      sentence={filter.status === "PENDING" ? "没有待确认的预约，都办完了。" : `没有「${label}」的预约。`}
      hint={filter.status === "PENDING" ? "有人提交预约后会自动出现在这里，不用刷新。" : undefined}
    />
  );
}

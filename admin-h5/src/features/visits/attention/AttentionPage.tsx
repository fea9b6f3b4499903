import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { dateLabel } from "@app/contract/kernel/time";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import { read } from "../../../platform/api";
import { useMay } from "../../../platform/currentUser";
import { bookingPath, slotsPath } from "../../../platform/paths";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { PageHeader } from "../../../ui/PageHeader";
import { Pager } from "../../../ui/Pager";
import { Panel } from "../../../ui/Panel";
import { useCursorStack } from "../../../ui/useCursorStack";
import { BookingTags } from "../bookings/BookingTags";
import { FacilityFilter } from "../facilities/FacilityFilter";
import { placeOf, type PlaceFilter } from "../facilities/placeFilter";
import "../visits.css";
import "../facilities/facilities.css";

const REFRESH_MS = 30_000;

/** 需处理: bookings that a later change of their facility or slot has broken, and what to do about each (promise M11). */
export function AttentionPage() {
  const [query, setQuery] = useSearchParams();
  const place = placeOf(query);
  const pages = useCursorStack(JSON.stringify(place));
  const flagged = useQuery({
    queryKey: ["attention", place, pages.cursor],
    queryFn: () => read(facilityRoutes.listFlaggedBookings, { query: { ...place, limit: 20, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className="page">
      <PageHeader title="需处理" lead="预约成功之后，因单位暂停、名额或接待规则变更而不再成立的预约。办妥后会自动从这里消失。" />
      <FilterPanel place={place} onChange={(next) => setQuery({ ...next }, { replace: true })} />
      {body()}
    </div>
  );

  function body() {
    if (flagged.data === undefined)
      return flagged.error === null ? <Loading rows={6} /> : <ErrorState error={flagged.error} onRetry={() => void flagged.refetch()} />;
    const { items, next } = flagged.data;
    if (items.length === 0 && next === undefined)
      return <EmptyState sentence="没有需要处理的预约。" hint="每天夜里和每次变更后都会自动检查未来 28 天的预约。" />;
    return (
      <>
        <ul className="attention-list" aria-busy={flagged.isPlaceholderData}>
          {items.map((booking) => (
            <li key={booking.bookingId}>
              <AttentionCard booking={booking} />
            </li>
          ))}
        </ul>
        <Pager pageNumber={pages.pageNumber} next={next} isBusy={flagged.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
      </>
    );
  }
}

function FilterPanel({ place, onChange }: { readonly place: PlaceFilter; readonly onChange: (place: PlaceFilter) => void }) {
  return (
    <Panel>
      <div className="filters">
        <FacilityFilter permission="bookings.read" value={place} onChange={onChange} />
        <span className="soft">按参观日期排列，先到的在前。</span>
      </div>
    </Panel>
  );
}

function AttentionCard({ booking }: { readonly booking: BookingSummary }) {
  const mayClose = useMay("slots.close");
  return (
    <article className="attention-card" data-testid="attention-row" data-booking-id={booking.bookingId}>
      <h3>
        {dateLabel(booking.date)} {booking.periodLabel} · {booking.teamName ?? booking.contactName} · {booking.heads} 人
        <BookingTags booking={booking} />
      </h3>
      <p className="cell-sub">
        {booking.facilityName} · {booking.kindLabel} · {booking.contactName}{" "}
        {/^\d+$/.test(booking.contactPhone) ? <a href={`tel:${booking.contactPhone}`}>{booking.contactPhone}</a> : booking.contactPhone}
      </p>
      {(booking.attention ?? []).map(({ reason, label, advice }) => (
        <p key={reason} className="attention-why" data-testid={`attention-${reason}`}>
          <b>{label}</b>
          <span>{advice}</span>
        </p>
      ))}
      <p className="attention-tools">
        <Link className="link-button" to={bookingPath(booking)}>
          查看预约
        </Link>
        {mayClose ? (
          <Link className="link-button" to={slotsPath(booking.facilityId, booking.date)}>
            打开当天场次
          </Link>
        ) : null}
      </p>
    </article>
  );
}

import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { FacilityId } from "@app/contract/kernel/ids";
import { instantLabel } from "@app/contract/kernel/time";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { today } from "../../../platform/clock";
import { bookingsPath } from "../../../platform/paths";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { Panel } from "../../../ui/Panel";
import { BookingTags } from "../bookings/BookingTags";

/** One page of the unit's visits, the latest days first, is looked through; of its back-fills those filed last are shown. */
const LOOKED_THROUGH = 100;
const SHOWN = 10;

/** Below the form, so that nobody files the same visit twice. */
export function LatestBackFills({ facilityId }: { readonly facilityId: FacilityId }) {
  const backFills = useQuery({ queryKey: ["back-fills", facilityId], queryFn: () => latestBackFills(facilityId) });
  return (
    <Panel title="本单位最近的补录" extra={<Link to={bookingsPath({ kind: "TEAM", facilityId })}>预约管理</Link>}>
      {backFills.data === undefined ? (
        backFills.error === null ? (
          <Loading rows={4} />
        ) : (
          <ErrorState error={backFills.error} onRetry={() => void backFills.refetch()} />
        )
      ) : backFills.data.length === 0 ? (
        <EmptyState sentence="最近没有补录。" hint="提交后会出现在这里，可以打开查看、被驳回后重新上报。" />
      ) : (
        <ul className="back-fill-list" data-testid="back-fill-list">
          {backFills.data.map((booking) => (
            <li key={booking.bookingId}>
              <Link className="back-fill-line" to={bookingsPath({ kind: "TEAM", facilityId, booking: booking.bookingId })} data-testid="back-fill-line">
                <span className="back-fill-what">
                  {booking.teamName} · {booking.heads} 人
                  <span className="cell-sub">
                    {booking.date} {booking.periodLabel}，{instantLabel(booking.submittedAt)} 提交
                  </span>
                </span>
                <BookingTags booking={booking} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

async function latestBackFills(facilityId: FacilityId): Promise<BookingSummary[]> {
  const answer = await read(visitRoutes.listBookings, { query: { kind: "TEAM", facilityId, to: today(), order: "descending", limit: LOOKED_THROUGH } });
  return answer.items
    .filter(({ means }) => means === "BACK_FILLED")
    .sort((left, right) => right.submittedAt.localeCompare(left.submittedAt))
    .slice(0, SHOWN);
}

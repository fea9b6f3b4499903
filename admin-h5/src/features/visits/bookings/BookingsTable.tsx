import type { BookingId } from "@app/contract/kernel/ids";
import { dateLabel, instantLabel } from "@app/contract/kernel/time";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { BookingTags, headsText } from "./BookingTags";

export interface BookingListProps {
  readonly items: readonly BookingSummary[];
  readonly isStale: boolean;
  readonly onOpen: (bookingId: BookingId) => void;
}

export function BookingsTable({ items, isStale, onOpen }: BookingListProps) {
  return (
    <div className="wide-table">
      <table className="records-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">预约编号</th>
            <th scope="col">开放单位</th>
            <th scope="col">参观日期</th>
            <th scope="col">联系人</th>
            <th scope="col">电话</th>
            <th scope="col" className="align-right">
              人数
            </th>
            <th scope="col">状态</th>
            <th scope="col">提交时间</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {items.map((booking) => (
            <tr
              key={booking.bookingId}
              className="row-opens"
              onClick={() => onOpen(booking.bookingId)}
              data-testid="booking-row"
              data-booking-id={booking.bookingId}
            >
              <td className="nowrap">{booking.bookingNumber}</td>
              <td>{booking.facilityName}</td>
              <td className="nowrap">
                {booking.date}
                <span className="cell-sub">
                  {dateLabel(booking.date).split(" ")[1]} {booking.periodLabel}
                </span>
              </td>
              <td className="nowrap">{booking.contactName}</td>
              <td className="nowrap">{booking.contactPhone}</td>
              <td className="align-right nowrap">{headsText(booking)}</td>
              <td>
                <BookingTags booking={booking} />
              </td>
              <td className="nowrap soft">{instantLabel(booking.submittedAt)}</td>
              <td>
                <button
                  type="button"
                  className="plain-link"
                  onClick={(event) => {
                    event.stopPropagation();
                    onOpen(booking.bookingId);
                  }}
                  aria-label={`查看 ${booking.bookingNumber}`}
                  data-testid="booking-open"
                >
                  查看
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
